import { MINUTE, Phase, parseTimeOfDay, Side, TradeStage } from '../../../src/tape/index.js';
import { atLeast, type Condition, largeEnough } from './condition.js';
import { sum } from './false-declaration.js';
import type { LimitLook, TapeFacts, Trade } from './tape-facts.js';

const CLOSING_CALL = parseTimeOfDay('14:57');
const CLOSE = parseTimeOfDay('15:00');

/** Maintaining the upper limit in continuous trading (LM-C): for how long at a stretch its residual is great enough. */
export function maintainedLimit(facts: TapeFacts): readonly Condition[] {
  const looks = facts.upperLimit.filter(({ time }) => time < CLOSING_CALL);
  const { moneyPerTick } = facts;
  const limit = Math.max(...facts.orders.map(({ price }) => price));
  const large = ({ own }: LimitLook) =>
    largeEnough('', { quantity: own, money: own * limit * moneyPerTick }, 1_000_000, 10_000_000).holds;
  let [since, longest] = [-1, 0];
  for (const look of looks) {
    const keeps = look.there && large(look) && look.own / look.all >= 0.3;
    if (!keeps) since = -1;
    else if (since < 0) since = look.time;
    else longest = Math.max(longest, look.time - since);
  }
  const most = Math.max(...looks.map(({ own }) => own));
  return [
    atLeast('limit state', looks.filter(({ there }) => there).length, 1),
    largeEnough('residual at the limit', { quantity: most, money: most * limit * moneyPerTick }, 1_000_000, 10_000_000),
    atLeast('share of the level', Math.max(...looks.filter(large).map(({ own, all }) => own / all)), 0.3),
    atLeast('minutes', longest / MINUTE, 10),
  ];
}

/** Maintaining the upper limit to the close (LM-X). */
export function maintainedClose(facts: TapeFacts): readonly Condition[] {
  const { moneyPerTick, upperLimit: looks } = facts;
  const limit = Math.max(...facts.orders.map(({ price }) => price));
  const lastBefore = (time: number) => looks.filter((look) => look.time < time).pop()!;
  const market = (name: string, { all }: LimitLook) =>
    largeEnough(name, { quantity: all, money: all * limit * moneyPerTick }, 1_000_000, 10_000_000);
  const fresh = sum(
    facts.orders.filter(({ phase, price }) => phase === Phase.closeCall && price === limit),
    ({ quantity }) => quantity,
  );
  const [before, close] = [lastBefore(CLOSING_CALL), lastBefore(CLOSE)];
  return [
    atLeast('limit state', Number(before.there), 1),
    market('queue at 14:57', before),
    market('queue at 15:00', close),
    largeEnough('new orders', { quantity: fresh, money: fresh * limit * moneyPerTick }, 300_000, 3_000_000),
    atLeast('share of the queue', close.own / close.all, 0.3),
  ];
}

/** Trades within accounts of one owner (WS), or between owners who are taken for linked (WM). */
export function tradesAmongThemselves(facts: TapeFacts, linked: boolean): readonly Condition[] {
  const { accounts, owner, trades } = facts;
  const among = ({ buyer, seller }: Trade) =>
    linked
      ? accounts.has(buyer) && accounts.has(seller) && owner[buyer] !== owner[seller]
      : owner[buyer] === owner[seller];
  const judged = trades.filter((trade) => accounts.has(trade.buyer) && among(trade));
  const part = (of: readonly Trade[]) =>
    sum(
      judged.filter((trade) => of.includes(trade)),
      ({ quantity }) => quantity,
    ) /
    Math.max(
      1,
      sum(of, ({ quantity }) => quantity),
    );
  const call = trades.filter(({ stage }) => stage === TradeStage.closeCall);
  return [
    atLeast('trades among themselves', judged.length, 1),
    atLeast('share of the volume', Math.max(part(trades) / 0.1, part(call) / 0.3), 1),
  ];
}

/** The order rate in a stock of which a severely abnormal fluctuation was published (SR): one-sided orders in a minute. */
export function orderRate(facts: TapeFacts, published: boolean): readonly Condition[] {
  const orders = facts.orders.filter(({ phase, side }) => phase === Phase.continuous && side === Side.buy);
  const inMinute = orders.map(({ time: start }) =>
    sum(
      orders.filter(({ time }) => time >= start && time < start + MINUTE),
      ({ quantity, price }) => quantity * price * facts.moneyPerTick,
    ),
  );
  return [
    atLeast('published within ten days', Number(published), 1),
    atLeast('amount', Math.max(...inMinute) / 10_000, 10_000_000),
  ];
}
