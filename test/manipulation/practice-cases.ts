import { agentDefinitions } from '../../src/agents/index.js';
import type { Agent, Desk } from '../../src/simulation/index.js';
import { HOUR, type InstrumentHeader, MINUTE, SECOND, Side } from '../../src/tape/index.js';
import { type AttackedMarketOptions, limit, NoiseTraders, Script } from './attacked-market.js';

export const CALL = 9 * HOUR + 15 * MINUTE;
export const OPEN = 9 * HOUR + 30 * MINUTE;
export const CLOSE = 15 * HOUR;
/** Upper limit of the small stock, ticks. */
export const LIMIT_UP = 1884;

/** A practice in a market in which it finds what it needs. */
export interface PracticeCase {
  readonly practice: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly accounts: number;
  readonly window: readonly [number, number];
  readonly others?: () => readonly Agent[];
  readonly slow?: () => readonly Agent[];
  readonly inside?: AttackedMarketOptions['inside'];
  readonly announcements?: AttackedMarketOptions['announcements'];
  readonly overrides?: AttackedMarketOptions['overrides'];
  /** It leaves orders that the day's end takes away. */
  readonly expires?: boolean;
}

const morning = [OPEN, OPEN + 20 * MINUTE] as const;
const throughTheCall = [CALL, OPEN + 10 * MINUTE] as const;
const window = ['09:31', '09:49'];

/** Bids and offers in the opening call around the previous close, and traders from half past nine on. */
export function callAndNoise(): readonly Agent[] {
  const orders = (desk: Desk) => {
    for (let tick = 0; tick < 10; tick++) {
      limit(desk, Side.buy, 1575 - tick, 2_000);
      limit(desk, Side.sell, 1565 + tick, 2_000);
    }
  };
  return [new Script([{ at: CALL + 10 * SECOND, act: orders }]), new LateNoise()];
}

/** A queue of bids at the upper limit, to which somebody sells a little every ten seconds and others join. */
export function queueAtTheLimit(startNs = OPEN, endNs = OPEN + 20 * MINUTE): readonly Agent[] {
  const acts = [{ at: startNs, act: (desk: Desk) => void limit(desk, Side.buy, LIMIT_UP, 40_000) }];
  for (let at = startNs + 10 * SECOND; at < endNs; at += 10 * SECOND)
    acts.push({
      at,
      act: (desk) => {
        limit(desk, Side.sell, LIMIT_UP, 2_000);
        limit(desk, Side.buy, LIMIT_UP, 2_000);
      },
    });
  return [new Script(acts)];
}

/** Noise that begins with continuous trading, wherever the market begins. */
class LateNoise extends NoiseTraders {
  constructor() {
    super('noise/0', [1, 2]);
  }

  override start(desk: Desk): void {
    super.start(desk);
    desk.wakeAt(Math.max(desk.now, OPEN));
  }
}

/** An ordinary trader of a kind, with an account of the others. */
export function trader(kind: string, id: string, account: number, parameters: object): Agent {
  const definition = agentDefinitions.find((one) => one.id === kind)!;
  return definition.create(definition.parameters.parse(parameters), {
    ...{ id, accounts: [account], model: undefined, startNs: OPEN, endNs: CLOSE },
    instrument: { symbol: '300233', previousClose: 1570, upperLimit: LIMIT_UP, moneyPerTick: 100 } as InstrumentHeader,
    reference: { depth5: { bid: 20_000, ask: 20_000 } },
  });
}

/** A book around 15.70 with a spread of twice so many ticks, in which nothing happens by itself. */
export function stillBook(halfSpread: number): Agent {
  const orders = (desk: Desk) => {
    for (let tick = 0; tick < 5; tick++) {
      limit(desk, Side.buy, 1570 - halfSpread - tick, 50_000);
      limit(desk, Side.sell, 1570 + halfSpread + tick, 50_000);
    }
  };
  return new Script([{ at: OPEN, act: orders }]);
}

/** People who see snapshots and trade when the spread is below ten ticks. */
export const slowTraders = () =>
  [0, 1].map((number) => trader('slow-trader', `slow/${number}`, 1 + number, { period: 2, spread: 9 }));

/** A client's order of 20,000 shares, worked off from 9:36 to 9:44, as who front-runs it knows it. */
export const CLIENT = {
  victim: () => trader('execution', 'client/0', 1, { quantity: 20_000, window: ['09:36', '09:44'], interval: 10 }),
  order: {
    ...{ id: 'client', instrument: 0, side: Side.buy, quantity: 20_000 },
    window: [OPEN + 6 * MINUTE, OPEN + 14 * MINUTE] as const,
  },
};

/** Good news at 9:40, worth two per cent, on the first day or on another one. */
export function goodNews(day = 0) {
  const told = { number: 0, instrument: 0, side: Side.buy, severity: 200, timeNs: OPEN + 10 * MINUTE };
  return {
    inside: { announcements: [{ ...told, id: 'gain', day }], orders: [] },
    readers: () => [0, 1, 2].map((number) => trader('news-trader', `news/${number}`, number, { attention: 5 })),
    told: [told],
  };
}

const noise = () => [new NoiseTraders('noise/0', [0, 1, 2])];
const display = { size: { best5Depth: 4 }, side: 'buy', purpose: { sell: 20_000 }, cycles: 6, window };
const push = { budget: { shares: 100_000 }, side: 'buy', target: 0.5 };

export const practiceCases: readonly PracticeCase[] = [
  { practice: 'spoofing', parameters: display, accounts: 1, window: morning },
  { practice: 'layering', parameters: display, accounts: 2, window: morning },
  {
    practice: 'false-limit-up-queue',
    parameters: { ...display, purpose: { sell: 6_000 }, patience: 60 },
    accounts: 1,
    window: morning,
    others: () => queueAtTheLimit(),
    overrides: { cage: null },
  },
  {
    practice: 'opening-auction-spoofing',
    parameters: { size: { best5Depth: 4 }, side: 'buy', purpose: { sell: 5_000 }, window: ['09:30', '09:38'] },
    accounts: 2,
    window: throughTheCall,
    others: callAndNoise,
  },
  {
    practice: 'continuous-push',
    parameters: { ...push, cycles: 2, push: 60, reverse: 240, pace: 20, purpose: { sell: 10_000 }, window },
    accounts: 3,
    window: morning,
  },
  {
    practice: 'marking-the-open',
    parameters: { ...push, target: 1, purpose: { sell: 5_000 }, window: ['09:30', '09:38'] },
    accounts: 2,
    window: throughTheCall,
    others: callAndNoise,
  },
  {
    practice: 'marking-the-close',
    parameters: { ...push, target: 0.5 },
    accounts: 2,
    window: [CLOSE - 13 * MINUTE, CLOSE + MINUTE],
    expires: true,
  },
  {
    practice: 'limit-maintenance',
    parameters: { size: { shares: 20_000 }, budget: { shares: 50_000 }, window: ['09:31', '09:48'] },
    accounts: 2,
    window: morning,
    others: () => queueAtTheLimit(),
    overrides: { cage: null },
  },
  {
    practice: 'wash-trading',
    parameters: { volume: { shares: 40_000 }, cycles: 6, window },
    accounts: 2,
    window: morning,
  },
  {
    practice: 'matched-orders',
    parameters: { volume: { shares: 40_000 }, cycles: 6, window },
    accounts: 3,
    window: morning,
  },
  {
    practice: 'painting-the-tape',
    parameters: { side: 'buy', purpose: { sell: 10_000 }, window },
    accounts: 3,
    window: morning,
  },
  {
    practice: 'momentum-ignition',
    parameters: {
      ...push,
      budget: { shares: 60_000 },
      position: { shares: 20_000 },
      cycles: 2,
      prepare: 60,
      exit: 240,
      pace: 15,
      window,
    },
    accounts: 2,
    window: morning,
  },
  {
    practice: 'quote-stuffing',
    parameters: { rate: 200, burst: 2, cycles: 2, window: ['09:31', '09:36'] },
    accounts: 2,
    window: [OPEN, OPEN + 8 * MINUTE],
  },
  { practice: 'advancing-the-bid', parameters: { ...display, size: { shares: 500 } }, accounts: 1, window: morning },
  {
    practice: 'pump-and-dump',
    parameters: {
      budget: { shares: 100_000 },
      target: 0.5,
      position: { shares: 20_000 },
      gather: 0,
      pump: 120,
      pace: 20,
      window,
    },
    accounts: 2,
    window: morning,
  },
  {
    practice: 'smoking',
    parameters: { purpose: { sell: 3_000 }, cycles: 5, patience: 90, window },
    accounts: 1,
    window: morning,
    others: () => [stillBook(5)],
    slow: slowTraders,
  },
  {
    practice: 'front-running',
    parameters: { victim: 'client', budget: { shares: 10_000 }, after: 120 },
    accounts: 2,
    window: morning,
    others: () => [...noise(), CLIENT.victim()],
    inside: { announcements: [], orders: [CLIENT.order] },
  },
  {
    practice: 'insider-dealing',
    parameters: {
      announcement: ['gain'],
      budget: { shares: 10_000 },
      pace: 15,
      participation: 0.3,
      window,
      information: 'order-by-order',
    },
    accounts: 3,
    window: morning,
    others: () => [...noise(), ...goodNews().readers()],
    inside: goodNews().inside,
    announcements: goodNews().told,
  },
  {
    practice: 'account-group',
    parameters: { budget: { shares: 12_000 }, cycles: 2, length: 300, pace: 20, window },
    accounts: 4,
    window: morning,
  },
].map((one) => ({ others: noise, ...one }) as PracticeCase);
