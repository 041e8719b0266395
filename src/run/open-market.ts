import { agentDefinitions, buildPopulation, createModelFlow } from '../agents/index.js';
import type { Manipulator } from '../manipulation/index.js';
import { Venue } from '../market/index.js';
import type { FlowModel } from '../model/index.js';
import { Streams } from '../random/index.js';
import type { DetectorThresholds } from '../rules/index.js';
import type { Participant } from '../simulation/index.js';
import { Surveillance } from '../surveillance/index.js';
import { type InstrumentHeader, TAPE_SCHEMA, type TapeHeader, TapeWriter } from '../tape/index.js';
import type { BenignLabel } from '../truth/index.js';
import { AccountTableBuilder } from './account-table.js';
import { instrumentHeader, rulesOf } from './instrument-header.js';
import { practiceOf } from './plan.js';
import type { GroupSpec, RunTask } from './run-spec.js';
import { thinningOf } from './thinning.js';
import { thresholdsOf } from './thresholds.js';

/** A market that is set up and has not begun: who trades, who attacks, who watches. */
export interface OpenMarket {
  readonly header: TapeHeader;
  readonly writer: TapeWriter;
  readonly venue: Venue;
  readonly streams: Streams;
  readonly participants: readonly Participant[];
  readonly attackers: readonly Attacker[];
  readonly lookalikes: readonly BenignLabel[];
  readonly surveillance: Surveillance;
  readonly thresholds: DetectorThresholds | undefined;
}

interface Attacker {
  readonly id: string;
  readonly informationSet: Participant['informationSet'];
  readonly accounts: readonly number[];
  readonly manipulator: Manipulator;
}

/**
 * Sets up the market of a run. Accounts are numbered background, agents, look-alikes, attacks; random streams go by
 * name; so the arms of a seed are the same market until somebody manipulates.
 * @throws InputError for parts that do not fit together
 */
export function openMarket({ spec, idleParameters }: MarketTask, model: FlowModel): OpenMarket {
  const rules = rulesOf(spec.market);
  const instrument = instrumentHeader(spec.market, model);
  const streams = new Streams(`${spec.masterSeed}/${spec.seed}`);
  const stream = streams.stream('accounts/0/population');
  const population = buildPopulation({ ...spec.accounts, model, instrument, stream });
  const accounts = new AccountTableBuilder(population.accounts);
  const [startNs, endNs] = spec.market.window;
  const surroundings = { instrument, model, startNs, endNs, reference: { depth5: instrument.referenceDepth5 } };
  const groups = [...spec.agents, ...spec.lookalikes];
  const traders = groups.flatMap((group) => tradersOf(group, accounts, surroundings));
  const attackers = spec.attacks.map((attack): Attacker => {
    const practice = practiceOf(attack);
    const own = accounts.add(attack.accounts, attack.cash, attack.holdings, practice.oneOwner);
    const parameters = { ...attack.parameters, ...idleParameters[attack.id] };
    const controller = `controller of ${attack.id}`;
    const context = { id: `${attack.id}/0`, attackId: attack.id, arm: spec.arm, controller, accounts: own };
    return {
      id: attack.id,
      informationSet: practice.informationSet(parameters),
      accounts: own,
      manipulator: practice.create(parameters, { ...context, instrument, rules }),
    };
  });
  const header: TapeHeader = {
    schema: TAPE_SCHEMA,
    source: 'simulated',
    venue: spec.market.venue,
    date: spec.market.date,
    rulePack: rules.version,
    instruments: [instrument],
    accounts: accounts.build(),
  };
  const writer = new TapeWriter(header);
  const thresholds = thresholdsOf(spec);
  const background = createModelFlow({
    model,
    reaction: spec.background.reaction,
    thinning: thinningOf(groups, model),
    attribution: population.attribution(streams),
  });
  return {
    header,
    writer,
    venue: new Venue({ rules, instruments: header.instruments, accounts: header.accounts, tape: writer }),
    streams,
    participants: [
      { agent: background, informationSet: 'order-by-order' },
      ...traders.map(({ participant }) => participant),
      ...attackers.map(({ manipulator, informationSet, accounts: own }) => ({
        agent: manipulator,
        informationSet,
        accounts: own,
      })),
    ],
    attackers,
    lookalikes: spec.lookalikes.map(({ id, agent, matchedTo }) => {
      const own = traders.filter(({ group }) => group === id).flatMap((trader) => trader.accounts);
      return { id, agent, accounts: own, matchedTo };
    }),
    surveillance: new Surveillance(header, spec.surveillance.detectors, { thresholds, scale: spec.surveillance.scale }),
    thresholds,
  };
}

type MarketTask = Pick<RunTask, 'spec' | 'idleParameters'>;

interface Surroundings {
  readonly instrument: InstrumentHeader;
  readonly model: FlowModel;
  readonly startNs: number;
  readonly endNs: number;
  readonly reference: { readonly depth5: { readonly bid: number; readonly ask: number } };
}

interface Trader {
  readonly group: string;
  readonly accounts: readonly number[];
  readonly participant: Participant;
}

function tradersOf(
  { id: group, agent: kind, count, parameters }: GroupSpec,
  accounts: AccountTableBuilder,
  surroundings: Surroundings,
): Trader[] {
  const definition = agentDefinitions.find(({ id }) => id === kind)!;
  const funding = definition.funding(parameters, surroundings.instrument);
  const informationSet = definition.informationSet(parameters);
  return Array.from({ length: count }, (_, number) => {
    const own = accounts.add(funding.accounts, funding.cash, funding.holdings, true);
    const agent = definition.create(parameters, { id: `${group}/${number}`, accounts: own, ...surroundings });
    return { group, accounts: own, participant: { agent, informationSet, accounts: own } };
  });
}
