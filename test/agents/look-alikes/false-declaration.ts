import { Phase, Side } from '../../../src/tape/index.js';
import { atLeast, type Condition, largeEnough } from './condition.js';
import type { OwnOrder, TapeFacts } from './tape-facts.js';

/** False declaration in the opening call (FD-O), on the side of the first order. */
export function falseDeclarationInCall(facts: TapeFacts): readonly Condition[] {
  const { previousClose, moneyPerTick, indications, orderedInCall } = facts;
  const inCall = ({ phase }: { phase: number }) => phase === Phase.openCallCancelable || phase === Phase.openCallLocked;
  const called = facts.orders.filter(inCall);
  const [{ side }] = called;
  const onSide = called.filter((order) => order.side === side);
  const deviation = Math.max(...onSide.map(({ price }) => Math.abs(price / previousClose - 1)));
  const ordered = sum(onSide, ({ quantity }) => quantity);
  const money = sum(onSide, ({ quantity, price }) => quantity * price * moneyPerTick);
  const cancelled = sum(
    facts.cancels.filter((cancel) => inCall(cancel) && cancel.side === side),
    ({ quantity }) => quantity,
  );
  const buys = onSide.filter((order) => order.side === side).map(({ price }) => price);
  const reverse = facts.orders.filter(
    (order) =>
      order.side !== side && (side === Side.buy ? order.price < Math.max(...buys) : order.price > Math.min(...buys)),
  );
  const [from, to] = [Math.min(previousClose, ...indications), Math.max(previousClose, ...indications)];
  return [
    atLeast('deviation', deviation, 0.05),
    largeEnough('size', { quantity: ordered, money }, 300_000, 3_000_000),
    atLeast('share of its side', ordered / orderedInCall[side], 0.3),
    atLeast('cancelled part', cancelled / ordered, 0.5),
    atLeast('reverse order', reverse.length, 1),
    atLeast('change of the virtual price', to / from - 1, 0.05),
  ];
}

/** False declaration in continuous trading (FD-C) as ChiNext has it: without a reverse execution. */
export function falseDeclarationInTrading(facts: TapeFacts): readonly Condition[] {
  const orders = facts.orders.filter(({ phase }) => phase === Phase.continuous);
  const cancels = facts.cancels.filter(({ phase }) => phase === Phase.continuous);
  const [{ side }] = orders;
  const residual = (order: OwnOrder) => ({
    quantity: order.after.best5.own,
    money: order.after.best5.own * order.price * facts.moneyPerTick,
  });
  const isHuge = (order: OwnOrder) =>
    order.side === side && largeEnough('', residual(order), 1_000_000, 10_000_000).holds;
  const huge = orders.filter(isHuge);
  const shared = huge.filter(({ after: { best5 } }) => best5.own / best5.all >= 0.3);
  const largest = orders.reduce((most, order) => (residual(order).quantity > residual(most).quantity ? order : most));
  const ordered = sum(
    orders.filter((order) => order.side === side),
    ({ quantity }) => quantity,
  );
  const cancelled = sum(
    cancels.filter((cancel) => cancel.side === side),
    ({ quantity }) => quantity,
  );
  return [
    largeEnough('residual in the best five', residual(largest), 1_000_000, 10_000_000),
    atLeast('share of the best five', Math.max(0, ...huge.map(({ after: { best5 } }) => best5.own / best5.all)), 0.3),
    atLeast('number of such orders', shared.length, 4),
    atLeast('cancelled part', cancelled / ordered, 0.5),
  ];
}

/** False declaration at the upper limit (FD-L): how often a huge order there was followed by cancels of half of all. */
export function falseDeclarationAtLimit(facts: TapeFacts): readonly Condition[] {
  const { moneyPerTick } = facts;
  const limit = Math.max(...facts.orders.map(({ price }) => price));
  const huge = facts.orders.filter(
    ({ price, after: { level } }) =>
      largeEnough('', { quantity: level.own, money: level.own * price * moneyPerTick }, 1_000_000, 10_000_000).holds,
  );
  const shared = huge.filter(({ after: { level } }) => level.own / level.all >= 0.3);
  const there = facts.upperLimit.filter((look) => look.there).length;
  const events = [
    ...facts.orders.filter(({ price }) => price === limit).map((one) => ({ ...one, cancel: false })),
    ...facts.cancels.filter(({ price }) => price === limit).map((one) => ({ ...one, cancel: true })),
  ].toSorted((a, b) => a.time - b.time || Number(b.cancel) - Number(a.cancel));
  let [ordered, cancelled, repetitions, most] = [0, 0, 0, 0];
  let declared = false;
  for (const event of events) {
    if (event.cancel) cancelled += event.quantity;
    else ordered += event.quantity;
    if (!event.cancel) declared ||= shared.some(({ order }) => order === event.order);
    else if (cancelled / ordered >= 0.5 && declared) {
      repetitions++;
      declared = false;
    }
    most = Math.max(most, cancelled / ordered);
  }
  const largest = Math.max(...facts.orders.map(({ after: { level } }) => level.own));
  return [
    atLeast('limit state', there, 1),
    largeEnough(
      'residual at the limit',
      { quantity: largest, money: largest * limit * moneyPerTick },
      1_000_000,
      10_000_000,
    ),
    atLeast('share of the level', Math.max(0, ...huge.map(({ after: { level } }) => level.own / level.all)), 0.3),
    atLeast('cancelled part', most, 0.5),
    atLeast('repetitions', repetitions, 2),
  ];
}

export function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}
