import { agentDefinitions, createLimitFlow } from '../../../src/agents/index.js';
import type { Agent, Desk } from '../../../src/simulation/index.js';
import { OrderType, parseTimeOfDay, Side } from '../../../src/tape/index.js';
import { NoiseTraders, Script } from '../../manipulation/attacked-market.js';
import { smallMarket } from '../../simulation/small-market.js';

/** What the rest of the market does at a time of day. */
export interface Act {
  readonly at: number;
  act(desk: Desk): void;
}

export interface HonestMarketOptions {
  readonly agent: string;
  /** As they stand in a scenario. */
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly window: readonly [string, string];
  /** Who else trades, with accounts 0 to 2. */
  readonly others: readonly Agent[];
  readonly day?: number;
}

const STRANGERS = 3;

/** Runs one honest trader among strangers in a ChiNext market of one stock at 15.70; its accounts come last. */
export function honestMarket({ agent: id, parameters, window, others, day }: HonestMarketOptions) {
  const definition = agentDefinitions.find((candidate) => candidate.id === id)!;
  const parsed = definition.parameters.parse(parameters);
  const [startNs, endNs] = window.map(parseTimeOfDay);
  const { instrument: header } = smallMarket({ accounts: [] });
  const { accounts: count, cash, holdings, ownersApart = false } = definition.funding(parsed, header);
  const own = Array.from({ length: count }, (_, index) => STRANGERS + index);
  const market = smallMarket({
    accounts: [
      ...Array.from({ length: STRANGERS }, () => ({ holdings: 100_000_000, cash: 1e14 })),
      ...own.map((account) => ({ owner: ownersApart ? account : STRANGERS, cash, holdings })),
    ],
    settlement: 'ledger',
  });
  const { instrument } = market;
  const reference = { depth5: instrument.referenceDepth5 };
  const context = { id: 'honest/0', accounts: own, instrument, model: undefined, startNs, endNs, reference, day };
  const honest = definition.create(parsed, context);
  const tape = market.run(
    [
      ...others.map((agent) => ({ agent, informationSet: 'order-by-order' as const })),
      { agent: honest, informationSet: definition.informationSet(parsed), accounts: own },
    ],
    startNs,
    endNs,
  );
  market.venue.ledger!.validate();
  return { tape, accounts: own, instrument };
}

export const at = (time: string, act: (desk: Desk) => void): Act => ({ at: parseTimeOfDay(time), act });

/** A new script each time, since it remembers where it is. */
export const script = (...acts: Act[]): Agent => new Script(acts);

export const noise = (): Agent => new NoiseTraders('noise/0', [0, 1, 2]);

/** Offers of account 1 at prices so far apart, from one to another. */
export const offers =
  (from: number, to: number, step: number, quantity: number) =>
  (desk: Desk): void => {
    for (let price = from; price <= to; price += step) desk.submit(1, Side.sell, OrderType.limit, price, quantity);
  };

/** A bid of account 0 in pieces that the venue takes. */
export const bids =
  (price: number, quantity: number) =>
  (desk: Desk): void => {
    for (let left = quantity; left > 0; left -= 300_000)
      desk.submit(0, Side.buy, OrderType.limit, price, Math.min(left, 300_000));
  };

/** A stock that stands at its upper limit of 18.84, with a queue of strangers. */
export const limitUp = (queue: number): Agent =>
  createLimitFlow({
    state: { side: Side.buy, price: 1884, queue, joinsPerMinute: 30_000, tradesPerMinute: 10_000, order: 3_000 },
    attribution: { accountFor: (side) => (side === Side.buy ? 0 : 1) },
    lot: 100,
    maximumQuantity: 300_000,
  });
