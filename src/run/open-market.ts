import {
  type AgentDefinition,
  buildPopulation,
  createLimitFlow,
  createModelFlow,
  type LimitState,
  ordersToFund,
  type Population,
  RecordedFlow,
} from '../agents/index.js';
import { InputError } from '../diagnostics/index.js';
import { type NextDay, Venue, type VenueOptions } from '../market/index.js';
import type { OpeningState } from '../order-flow/index.js';
import { Streams } from '../random/index.js';
import type { DetectorThresholds } from '../rules/index.js';
import type { ListedAnnouncement, Participant } from '../simulation/index.js';
import { Surveillance } from '../surveillance/index.js';
import { type InstrumentHeader, MINUTE, TAPE_SCHEMA, type TapeHeader, TapeWriter } from '../tape/index.js';
import type { BenignLabel } from '../truth/index.js';
import { AccountTableBuilder } from './account-table.js';
import { announcementsOf } from './announcements.js';
import { type Attacker, attackerOf, insideKnowledge } from './attackers.js';
import { agentOf, type Definitions, ownDefinitions } from './definitions.js';
import { instrumentHeader, rulesOf } from './instrument-header.js';
import { limitOpening, orderQuantities } from './limit-opening.js';
import type { Models } from './models.js';
import { enterable, fundedFor } from './opening-orders.js';
import { noOpenings, type Openings, openingKey } from './openings.js';
import type { RecordedDay } from './recorded-day.js';
import type { GroupSpec, InstrumentSpec, RunTask } from './run-spec.js';
import { thinningOf } from './thinning.js';
import { thresholdsOf } from './thresholds.js';

/** A market that is set up for a day and has not begun: who trades, who attacks, who watches. */
export interface OpenMarket {
  readonly header: TapeHeader;
  readonly writer: TapeWriter;
  readonly venue: Venue;
  readonly streams: Streams;
  readonly participants: readonly Participant[];
  readonly attackers: readonly Attacker[];
  readonly lookalikes: readonly BenignLabel[];
  /** What every account is: an investor of the background, an agent, an attack's. */
  readonly accountClasses: readonly string[];
  readonly announcements: readonly ListedAnnouncement[];
  readonly surveillance: Surveillance;
  readonly thresholds: DetectorThresholds | undefined;
}

type MarketTask = Pick<RunTask, 'spec' | 'idleParameters'>;

/**
 * Sets up the market of a run for one of its days. Accounts are numbered backgrounds, agents, look-alikes, attacks;
 * random streams go by name; so the arms of a seed are the same market until somebody manipulates. Later days have the
 * same people with what the night has left them, and random numbers of their own.
 * @param day - index of the day
 * @param morning - what the night before has carried over; absent on the first day
 * @param openings - books of tapes, from which the first day opens where the run says so
 * @throws InputError for parts that do not fit together
 */
export function openMarket(
  task: MarketTask,
  models: Models,
  day = 0,
  morning?: NextDay,
  openings: Openings = noOpenings,
  definitions: Definitions = ownDefinitions,
): OpenMarket {
  const { spec } = task;
  const date = spec.market.dates[day];
  const rules = rulesOf(spec.market, date);
  const people = new Streams(`${spec.masterSeed}/${spec.seed}`);
  const streams = morning === undefined ? people : new Streams(`${spec.masterSeed}/${spec.seed}/${date}`);
  const accounts = new AccountTableBuilder(spec.market.instruments.length);
  const [startNs, endNs] = spec.market.window;
  const groups = [...spec.agents, ...spec.lookalikes];
  const listed = spec.market.instruments.map((setup, index): Listed => {
    const model = models.get(setup.background.modelDigest)!;
    const header = morning?.instruments[index] ?? instrumentHeader(rules, setup, model);
    const stream = people.stream(`accounts/${index}/population`);
    const { symbol, background } = setup;
    const recorded = recordedOf(setup, openings);
    const population = among(spec.market.instruments, symbol, () =>
      buildPopulation({ ...setup.accounts, model, instrument: header, stream, number: index }),
    );
    const book = among(spec.market.instruments, symbol, () => {
      const opening = morning === undefined ? openingOf(setup, openings) : undefined;
      return opening === undefined ? undefined : enterable(opening, rules, header);
    });
    const limit = morning === undefined ? limitOpening(setup, header) : undefined;
    if (recorded !== undefined) {
      const firstAccount = accounts.addBackground(recorded.accounts, index);
      return { index, symbol, header, model, population, firstAccount, background, book, limit, recorded };
    }
    const orders = limit === undefined ? book?.orders : ordersToFund(limit, (endNs - startNs) / MINUTE);
    const table = orders === undefined ? population.accounts : fundedFor(population.accounts, orders, header);
    const firstAccount = accounts.addBackground(table, index, population.classes);
    return { index, symbol, header, model, population, firstAccount, background, book, limit, recorded };
  });
  const of = ({ instrument }: { readonly instrument: string }) => listed.find(({ symbol }) => symbol === instrument)!;
  const traders = groups.flatMap((group) =>
    tradersOf(group, accounts, of(group), startNs, endNs, day, agentOf(group, definitions)),
  );
  const instruments = new Map(listed.map((one) => [one.symbol, one]));
  const surroundings = { day, rules, instruments, inside: insideKnowledge(spec, definitions), definitions };
  const attackers = spec.attacks.map((attack) =>
    attackerOf(attack, task.idleParameters[attack.id], spec.arm, accounts, surroundings),
  );
  const header: TapeHeader = {
    schema: TAPE_SCHEMA,
    source: listed[0].recorded === undefined ? 'simulated' : `replay of ${listed[0].recorded.source}`,
    venue: spec.market.venue,
    date,
    rulePack: rules.version,
    instruments: listed.map((one) => one.header),
    accounts: morning?.accounts ?? accounts.build(),
  };
  const writer = new TapeWriter(header);
  const thresholds = thresholdsOf(spec, date);
  const backgrounds = listed.map(
    ({ index, symbol, model, population, firstAccount, background, book, limit, recorded }): Participant => {
      const id = `background/${index}`;
      if (recorded !== undefined) {
        const agent = new RecordedFlow(id, recorded.requests, recorded.orders);
        return { agent, informationSet: 'order-by-order', instrument: index };
      }
      const thinning = thinningOf(
        groups.filter(({ instrument }) => instrument === symbol),
        model,
        definitions,
      );
      const attribution = population.attribution(streams, firstAccount);
      const { reaction, openingBook } = background;
      const opening = book ?? (typeof openingBook === 'object' ? 'model' : openingBook);
      const agent = among(listed, symbol, () =>
        limit === undefined
          ? createModelFlow({
              id,
              model,
              reaction,
              thinning,
              attribution,
              opening,
              company: groups.length > 0 || spec.attacks.length > 0,
            })
          : createLimitFlow({ id, state: limit, attribution, ...orderQuantities(rules) }),
      );
      return { agent, informationSet: 'order-by-order', instrument: index };
    },
  );
  return {
    header,
    writer,
    venue: new Venue({
      ...{ rules, instruments: header.instruments, accounts: header.accounts, tape: writer },
      validation: validationOf(listed[0].recorded),
    }),
    streams,
    participants: [
      ...backgrounds,
      ...traders.map(({ participant }) => participant),
      ...attackers.flatMap(({ participants }) => participants),
    ],
    attackers,
    lookalikes: spec.lookalikes.map(({ id, agent, matchedTo }) => {
      const own = traders.filter(({ group }) => group === id).flatMap((trader) => trader.accounts);
      return { id, agent, accounts: own, matchedTo };
    }),
    accountClasses: accounts.classes(),
    announcements: announcementsOf(spec, day),
    surveillance: new Surveillance(header, spec.surveillance.detectors, { thresholds, scale: spec.surveillance.scale }),
    thresholds,
  };
}

/** Gives a problem with the order flow of one of several instruments its symbol. */
function among<T>(instruments: readonly unknown[], symbol: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof InputError) || error.place.path === undefined || instruments.length === 1) throw error;
    const place = { ...error.place, path: `market.instruments.${symbol}.${error.place.path}` };
    throw new InputError(error.problem, place, error.hint);
  }
}

/** An instrument with its ordinary order flow. */
interface Listed {
  readonly index: number;
  readonly symbol: string;
  readonly header: InstrumentHeader;
  readonly model: NonNullable<ReturnType<Models['get']>>;
  readonly population: Population;
  readonly firstAccount: number;
  readonly background: InstrumentSpec['background'];
  /** The book of a tape that the day begins with. */
  readonly book: OpeningState | undefined;
  /** The limit at which the first day begins, where the run says so. */
  readonly limit: LimitState | undefined;
  /** The recorded day that is its flow. */
  readonly recorded: RecordedDay | undefined;
}

function recordedOf({ background }: InstrumentSpec, { days }: Openings): RecordedDay | undefined {
  const { replayDigest } = background;
  if (replayDigest === undefined || days.has(replayDigest)) return days.get(replayDigest ?? '');
  throw new InputError('found a recorded day, expected a model where no tapes are read', { path: 'background.replay' });
}

/** The orders that an exchange took are taken; everybody else's are judged. */
function validationOf(recorded: RecordedDay | undefined): VenueOptions['validation'] {
  return recorded === undefined || recorded.judged ? 'enforce' : { reportBelow: recorded.accounts.count };
}

function openingOf(instrument: InstrumentSpec, openings: Openings): OpeningState | undefined {
  const key = openingKey(instrument);
  if (key === undefined) return undefined;
  const opening = openings.books.get(key);
  if (opening !== undefined) return opening;
  throw new InputError('found the book of a tape, expected auction or model where no tapes are read', {
    path: 'background.openingBook',
  });
}

interface Trader {
  readonly group: string;
  readonly accounts: readonly number[];
  readonly participant: Participant;
}

function tradersOf(
  { id: group, agent: kind, count, parameters }: GroupSpec,
  accounts: AccountTableBuilder,
  { index, header: instrument, model }: Listed,
  startNs: number,
  endNs: number,
  day: number,
  definition: AgentDefinition,
): Trader[] {
  const funding = definition.funding(parameters, instrument);
  const informationSet = definition.informationSet(parameters);
  const surroundings = { instrument, model, startNs, endNs, day, reference: { depth5: instrument.referenceDepth5 } };
  return Array.from({ length: count }, (_, number) => {
    const own = accounts.add(
      funding.accounts,
      funding.cash,
      funding.holdings,
      index,
      kind,
      funding.ownersApart !== true,
    );
    const agent = definition.create(parameters, { id: `${group}/${number}`, accounts: own, ...surroundings });
    return { group, accounts: own, participant: { agent, informationSet, instrument: index, accounts: own } };
  });
}
