import { agentDefinitions, createModelFlow } from '../agents/index.js';
import { Venue } from '../market/index.js';
import type { FlowModel } from '../model/index.js';
import type { OpeningState } from '../order-flow/index.js';
import { Streams } from '../random/index.js';
import { type RulePack, rulesInForce } from '../rules/index.js';
import { type Participant, simulate } from '../simulation/index.js';
import { type InstrumentHeader, Tape, type TapeHeader, TapeWriter } from '../tape/index.js';

/** Agents of one kind, with parameters as a scenario would write them. */
export interface AgentGroup {
  readonly id: string;
  readonly agent: string;
  readonly count: number;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** Agents on top of a flow, and what of the fitted flow is left beside them. */
export interface Company {
  readonly groups: readonly AgentGroup[];
  /** Share of the fitted marketable orders that the flow sends. */
  readonly thinning: number;
  /** Share of the fitted limit orders and cancels that the flow sends. */
  readonly quoting: number;
}

/** A model's flow from a recorded book on. */
export interface FlowSimulationOptions {
  readonly model: FlowModel;
  /** Of the recorded day: venue, instrument, ticks. */
  readonly header: TapeHeader;
  readonly instrument: number;
  readonly opening: OpeningState;
  /** Who trades beside the flow. @defaultValue nobody */
  readonly company?: Company;
  /** ns since midnight. */
  readonly endNs: number;
  /** Rows of the tape behind which it may end early: see {@link simulateFlow}. @defaultValue none */
  readonly enoughRows?: number;
  /** Master seed of this run. */
  readonly seed: string;
}

/** Whoever sends the flow: nobody is asked for money, so one account does. Agents have the accounts behind it. */
const SENDER = 0;

/**
 * Lets a flow trade from a recorded book on, under the rules of the recorded day, without settlement, alone or with agents. What stood in
 * the book is sent first, at the opening's time: rows at that time are the opening, all later ones the simulation.
 */
export function simulateFlow(options: FlowSimulationOptions): Tape {
  const { model, header: recorded, instrument, opening, company, endNs, enoughRows = Infinity, seed } = options;
  const rules: RulePack = { ...rulesInForce(recorded.venue, recorded.date), selfTrade: 'allow' };
  const accounts = 1 + (company?.groups.reduce((sum, { count }) => sum + count, 0) ?? 0);
  const header: TapeHeader = {
    ...recorded,
    source: 'simulated',
    rulePack: rules.version,
    instruments: [recorded.instruments[instrument]],
    accounts: {
      count: accounts,
      owner: Int32Array.from({ length: accounts }, (_, account) => account),
      broker: new Int32Array(accounts),
      cash: new Float64Array(accounts),
      holdings: new Int32Array(accounts),
    },
  };
  const tape = new TapeWriter(header);
  const venue = new Venue({
    rules,
    instruments: header.instruments,
    accounts: header.accounts,
    tape,
    settlement: 'none',
    validation: 'report',
  });
  const { thinning = 1, quoting = 1 } = company ?? {};
  const agent = createModelFlow({
    model,
    opening,
    attribution: { accountFor: () => SENDER },
    thinning,
    quoting,
    company: company !== undefined,
  });
  const flow: Participant = { agent, instrument: 0, accounts: [SENDER], informationSet: 'order-by-order' };
  simulate({
    venue,
    tape,
    agents: [flow, ...participantsOf(options, header.instruments[0])],
    streams: new Streams(seed),
    startNs: opening.timeNs,
    endNs,
    shouldStop: () => tape.length >= enoughRows,
  });
  const { chunks, length } = tape.finish();
  return new Tape(header, chunks, length);
}

/** The agents of the company, each with an account of its own. */
function participantsOf({ model, opening, endNs, company }: FlowSimulationOptions, instrument: InstrumentHeader) {
  let account = SENDER;
  return (company?.groups ?? []).flatMap(({ id: group, agent: kind, count, parameters }): Participant[] => {
    const definition = agentDefinitions.find(({ id }) => id === kind)!;
    const given = definition.parameters.parse(parameters);
    return Array.from({ length: count }, (_, number): Participant => {
      const accounts = [++account];
      const agent = definition.create(given, {
        id: `${group}/${number}`,
        accounts,
        instrument,
        model,
        startNs: opening.timeNs,
        endNs,
        reference: { depth5: instrument.referenceDepth5 },
      });
      return { agent, instrument: 0, accounts, informationSet: definition.informationSet(given) };
    });
  });
}
