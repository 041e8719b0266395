import { createModelFlow } from '../agents/index.js';
import { Venue } from '../market/index.js';
import type { FlowModel } from '../model/index.js';
import type { OpeningState } from '../order-flow/index.js';
import { Streams } from '../random/index.js';
import { type RulePack, rulesInForce } from '../rules/index.js';
import { simulate } from '../simulation/index.js';
import { Tape, type TapeHeader, TapeWriter } from '../tape/index.js';

/** A model's flow from a recorded book on. */
export interface FlowSimulationOptions {
  readonly model: FlowModel;
  /** Of the recorded day: venue, instrument, ticks. */
  readonly header: TapeHeader;
  readonly instrument: number;
  readonly opening: OpeningState;
  /** ns since midnight. */
  readonly endNs: number;
  /** Rows of the tape behind which it may end early: see {@link simulateFlow}. @defaultValue none */
  readonly enoughRows?: number;
  /** Master seed of this run. */
  readonly seed: string;
}

/** Whoever sends the flow: nobody is asked for money, so one account does. */
const SENDER = 0;

/**
 * Lets a flow trade alone from a recorded book on, under the rules of the recorded day, without settlement. What stood in
 * the book is sent first, at the opening's time: rows at that time are the opening, all later ones the simulation.
 */
export function simulateFlow(options: FlowSimulationOptions): Tape {
  const { model, header: recorded, instrument, opening, endNs, enoughRows = Infinity, seed } = options;
  const rules: RulePack = { ...rulesInForce(recorded.venue, recorded.date), selfTrade: 'allow' };
  const header: TapeHeader = {
    ...recorded,
    source: 'simulated',
    rulePack: rules.version,
    instruments: [recorded.instruments[instrument]],
    accounts: {
      count: 1,
      owner: new Int32Array(1),
      broker: new Int32Array(1),
      cash: new Float64Array(1),
      holdings: new Int32Array(1),
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
  const agent = createModelFlow({ model, opening, attribution: { accountFor: () => SENDER } });
  simulate({
    venue,
    tape,
    agents: [{ agent, instrument: 0, accounts: [SENDER], informationSet: 'order-by-order' }],
    streams: new Streams(seed),
    startNs: opening.timeNs,
    endNs,
    shouldStop: () => tape.length >= enoughRows,
  });
  const { chunks, length } = tape.finish();
  return new Tape(header, chunks, length);
}
