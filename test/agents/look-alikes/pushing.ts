import { MINUTE, parseTimeOfDay, Side, TradeStage } from '../../../src/tape/index.js';
import { atLeast, bestOf, type Condition, largeEnough } from './condition.js';
import { sum } from './false-declaration.js';
import type { TapeFacts, Trade } from './tape-facts.js';

/** Executions of the judged accounts on a side among some trades. */
function executed({ accounts, moneyPerTick }: TapeFacts, trades: readonly Trade[], side: number) {
  const own = trades.filter(({ buyer, seller }) => accounts.has(side === Side.buy ? buyer : seller));
  return {
    own,
    quantity: sum(own, ({ quantity }) => quantity),
    money: sum(own, ({ quantity, price }) => quantity * price * moneyPerTick),
  };
}

const share = (facts: TapeFacts, trades: readonly Trade[], side: number) =>
  executed(facts, trades, side).quantity /
  Math.max(
    1,
    sum(trades, ({ quantity }) => quantity),
  );

const size = (facts: TapeFacts, trades: readonly Trade[], side: number) =>
  largeEnough('size', executed(facts, trades, side), 300_000, 3_000_000);

const reversed = (facts: TapeFacts, trades: readonly Trade[], side: number) =>
  largeEnough('reverse executions', executed(facts, trades, side ^ 1), 100_000, 1_000_000);

const TEN = parseTimeOfDay('10:00');

/** Pushing the open (PS-O), and with a reversal before ten (PS-OR). Judged on the side of the buyer. */
export function pushedOpen(facts: TapeFacts, withReversal: boolean): readonly Condition[] {
  const call = facts.trades.filter(({ stage }) => stage === TradeStage.openCall);
  const move = call.length === 0 ? 0 : call[0].price / facts.previousClose - 1;
  const later = facts.trades.filter(({ stage, time }) => stage === TradeStage.continuous && time < TEN);
  return [
    size(facts, call, Side.buy),
    atLeast('share of the call', share(facts, call, Side.buy), 0.3),
    atLeast('move', move, withReversal ? 0.02 : 0.05),
    ...(withReversal ? [reversed(facts, later, Side.buy)] : []),
  ];
}

/** Pushing within three minutes (PS-C), and with a reversal within the next thirty (PS-CR). */
export function pushedTrading(facts: TapeFacts, withReversal: boolean): readonly Condition[] {
  const trades = facts.trades.filter(({ stage }) => stage === TradeStage.continuous);
  const own = executed(facts, trades, Side.buy).own;
  const ends = own.filter((_, index) => index % 20 === 0 || index === own.length - 1);
  return bestOf(
    ends.map(({ time: end }) => {
      const window = trades.filter(({ time }) => time > end - 3 * MINUTE && time <= end);
      const move = window[window.length - 1].price / window[0].price - 1;
      const later = trades.filter(({ time }) => time > end - 3 * MINUTE && time <= end + 30 * MINUTE);
      return [
        ...(withReversal ? [] : [trend(executed(facts, window, Side.buy).own)]),
        size(facts, window, Side.buy),
        atLeast('share of the volume', share(facts, window, Side.buy), 0.3),
        atLeast('move', move, withReversal ? 0.02 : 0.04),
        ...(withReversal ? [reversed(facts, later, Side.buy)] : []),
      ];
    }),
  );
}

/** Prices of own trades rise: Kendall's tau is positive, and the last is two ticks above the first. */
function trend(own: readonly Trade[]): Condition {
  const sampled = own.filter((_, index) => index % Math.ceil(own.length / 100) === 0);
  let concordance = 0;
  for (const [i, later] of sampled.entries())
    for (const earlier of sampled.slice(0, i)) concordance += Math.sign(later.price - earlier.price);
  const rise = own[own.length - 1].price - own[0].price;
  return { name: 'trend', value: rise, threshold: 2, holds: concordance > 0 && rise >= 2 };
}

/** Pushing the close (PS-X), and with a reversal before ten of the next day (PS-XR). */
export function pushedClose(facts: TapeFacts, nextMorning?: TapeFacts): readonly Condition[] {
  const call = facts.trades.filter(({ stage }) => stage === TradeStage.closeCall);
  const before = facts.trades.filter(({ stage }) => stage === TradeStage.continuous);
  const move = call.length === 0 ? 0 : call[0].price / before[before.length - 1].price - 1;
  const morning = nextMorning?.trades.filter(({ time }) => time < TEN) ?? [];
  return [
    size(facts, call, Side.buy),
    atLeast('share of the call', share(facts, call, Side.buy), 0.3),
    atLeast('move', move, nextMorning === undefined ? 0.03 : 0.02),
    ...(nextMorning === undefined ? [] : [reversed(nextMorning, morning, Side.buy)]),
  ];
}

/** What one minute of a frequent push must have (PT-3), and how many such minutes there are in the day. */
export function frequentPush(facts: TapeFacts): readonly Condition[] {
  const trades = facts.trades.filter(({ stage }) => stage === TradeStage.continuous);
  const own = executed(facts, trades, Side.buy).own;
  const minutes: (readonly Condition[])[] = [];
  let occurrences = 0;
  let from = -1;
  for (const { time: start } of own) {
    if (start < from) continue;
    from = start + MINUTE;
    const window = trades.filter(({ time }) => time >= start && time < from);
    const conditions = [
      atLeast('move', window[window.length - 1].price / window[0].price - 1, 0.01),
      atLeast('share of the volume', share(facts, window, Side.buy), 0.1),
      largeEnough('size', executed(facts, window, Side.buy), 100_000, 1_000_000),
      trend(executed(facts, window, Side.buy).own),
    ];
    minutes.push(conditions);
    if (conditions.every(({ holds }) => holds)) occurrences++;
  }
  return [...bestOf(minutes), atLeast('occurrences', occurrences, 15)];
}

/** Large trades in a short time (PT-4) on ChiNext, where the stock is all there is of the index. */
export function largeTradesInShortTime(facts: TapeFacts): readonly Condition[] {
  const trades = facts.trades.filter(({ stage }) => stage === TradeStage.continuous);
  const own = executed(facts, trades, Side.buy).own;
  return bestOf(
    own
      .filter((_, index) => index % 10 === 0 || index === own.length - 1)
      .map(({ time: end }) => {
        const window = trades.filter(({ time }) => time > end - MINUTE && time <= end);
        const { money } = executed(facts, window, Side.buy);
        return [
          atLeast('move of the index', Math.abs(window[window.length - 1].price / window[0].price - 1), 0.004),
          atLeast('amount', money / 10_000, 30_000_000),
          atLeast('share of the turnover', share(facts, window, Side.buy), 0.03),
        ];
      }),
  );
}
