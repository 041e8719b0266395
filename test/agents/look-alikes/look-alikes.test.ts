import { describe, expect, it } from 'vitest';
import type { Agent } from '../../../src/simulation/index.js';
import { Kind, OrderType, Side, TapeCursor } from '../../../src/tape/index.js';
import { type Condition, missing } from './condition.js';
import { falseDeclarationAtLimit, falseDeclarationInCall, falseDeclarationInTrading } from './false-declaration.js';
import { at, bids, honestMarket, limitUp, noise, offers, script } from './honest-market.js';
import { maintainedClose, maintainedLimit, orderRate, tradesAmongThemselves } from './limits-and-wash.js';
import { highFrequency, instantaneousCancels, instantaneousRate } from './programme-trading.js';
import { frequentPush, largeTradesInShortTime, pushedClose, pushedOpen, pushedTrading } from './pushing.js';
import { type TapeFacts, tapeFacts } from './tape-facts.js';

interface Case {
  readonly test: string;
  /** The one condition that does not hold; none where the honest account meets them all. */
  readonly but?: string;
  readonly agent: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly window: readonly [string, string];
  readonly others: () => readonly Agent[];
  judge(facts: TapeFacts, nextMorning: () => TapeFacts): readonly Condition[];
}

/** Offers from two ticks above the close upwards, bids below it: the opening call of a quiet stock. */
const quietCall = () => [
  script(
    at('09:15:10', offers(1572, 1676, 4, 30_000)),
    at('09:15:20', bids(1570, 20_000)),
    at('09:29:59', bids(1600, 300_000)),
  ),
];
/** A trade at the close of the day before, then offers in the closing call. */
const quietClose = () => [
  script(
    at('14:55', (desk) => void desk.submit(1, Side.sell, OrderType.limit, 1570, 1_000)),
    at('14:55:01', bids(1570, 1_000)),
    at('14:57:10', offers(1572, 1680, 4, 30_000)),
  ),
];
const thin = (quantity: number) => () => [script(at('09:30', offers(1571, 1884, 1, quantity)))];
/** A book with a gap of ten ticks, in which strangers trade 60,000 shares a minute. */
const wide = () => [
  script(
    at('09:30', offers(1580, 1580, 1, 250_000)),
    at('09:30', bids(1570, 600_000)),
    ...Array.from({ length: 8 }, (_, minute) =>
      at(`09:3${minute + 1}`, (desk) => void desk.submit(2, Side.sell, OrderType.limit, 1570, 60_000)),
    ),
  ),
];
const noisy = () => [noise()];
const noisyWithOffers = () => [
  noise(),
  script(
    at('09:30:01', offers(1571, 1760, 1, 5_000)),
    at('09:37', (desk) => bids(desk.market.bestBid, 300_000)(desk)),
  ),
];
const queue = (shares: number) => () => [limitUp(shares)];

const sized = (quantity: number, more: Record<string, unknown> = {}) => ({ quantity, ...more });
const bought = { from: '09:31', span: 150, orders: 10 };

const cases: readonly Case[] = [
  ...both('FD-O', 'gap-trader', ['09:15', '09:26'], quietCall, falseDeclarationInCall, {
    all: sized(800_000, { withdraw: { part: 1, at: '09:19' }, reverse: { quantity: 20_000, at: '09:21' } }),
    but: ['reverse order', sized(800_000, { withdraw: { part: 1, at: '09:19' } })],
  }),
  ...both('FD-C', 'resting-block', ['09:30', '09:36'], noisy, falseDeclarationInTrading, {
    all: sized(1_200_000, { from: '09:31', every: 5 }),
    but: ['cancelled part', sized(2_100_000, { from: '09:31', moves: 0 })],
  }),
  ...both('FD-L', 'limit-queuer', ['09:30', '09:40'], queue(500_000), falseDeclarationAtLimit, {
    all: sized(1_200_000, { from: '09:31', doubts: 2 }),
    but: ['repetitions', sized(1_200_000, { from: '09:31', until: '09:38' })],
  }),
  ...both('PS-O', 'gap-trader', ['09:15', '09:26'], quietCall, (facts) => pushedOpen(facts, false), {
    all: sized(800_000),
    but: ['move', sized(400_000)],
  }),
  ...both('PS-OR', 'gap-trader', ['09:15', '10:06'], quietCall, (facts) => pushedOpen(facts, true), {
    all: sized(400_000, { reverse: { quantity: 150_000, at: '09:40' } }),
    but: ['reverse executions', sized(400_000, { reverse: { quantity: 150_000, at: '10:05' } })],
  }),
  ...both('PS-C', 'urgent-trader', ['09:30', '09:35'], noisyWithOffers, (facts) => pushedTrading(facts, false), {
    all: sized(500_000, bought),
    but: ['move', sized(500_000, { ...bought, premium: 3 })],
  }),
  ...both('PS-CR', 'urgent-trader', ['09:30', '09:40'], noisyWithOffers, (facts) => pushedTrading(facts, true), {
    all: sized(500_000, { ...bought, reverse: { quantity: 150_000, after: 240 } }),
    but: ['reverse executions', sized(500_000, bought)],
  }),
  ...both('PS-X', 'index-rebalancer', ['14:54', '15:01'], quietClose, (facts) => pushedClose(facts), {
    all: sized(500_000),
    but: ['move', sized(310_000)],
  }),
  ...both('PS-XR', 'index-rebalancer', ['14:54', '15:01'], quietClose, (facts, next) => pushedClose(facts, next()), {
    all: sized(500_000, { correction: { quantity: 150_000 } }),
    but: ['reverse executions', sized(500_000)],
  }),
  ...both('LM-C', 'limit-queuer', ['09:30', '09:45'], queue(500_000), maintainedLimit, {
    all: sized(1_200_000, { from: '09:31' }),
    but: ['minutes', sized(1_200_000, { from: '09:31', until: '09:39' })],
  }),
  ...both('LM-X', 'limit-queuer', ['14:54', '15:01'], queue(1_500_000), maintainedClose, {
    all: sized(1_200_000, { from: '14:55', closing: 600_000 }),
    but: ['new orders', sized(1_200_000, { from: '14:55' })],
  }),
  ...both('WS', 'portfolio-transfer', ['09:30', '09:40'], wide, (facts) => tradesAmongThemselves(facts, false), {
    all: sized(100_000, { from: '09:31' }),
    but: ['share of the volume', sized(40_000, { from: '09:31' })],
  }),
  ...both('WM', 'portfolio-transfer', ['09:30', '09:40'], wide, (facts) => tradesAmongThemselves(facts, true), {
    all: sized(100_000, { from: '09:31', owners: 'two' }),
    but: ['share of the volume', sized(40_000, { from: '09:31', owners: 'two' })],
  }),
  ...both('SR', 'urgent-trader', ['09:30', '09:42'], thin(20_000), (facts) => orderRate(facts, true), {
    all: sized(800_000, { from: '09:31', span: 50 }),
    but: ['amount', sized(800_000, { from: '09:31', span: 600 })],
  }),
  ...both('PT-1', 'ladder-quoter', ['09:30', '09:30:10'], noisy, instantaneousRate, {
    all: { levels: 260 },
    but: ['messages in a second', { levels: 100 }],
  }),
  ...both('PT-2', 'ladder-quoter', ['09:30', '09:30:10'], noisy, instantaneousCancels, {
    all: { levels: 20 },
    but: ['cancelled part', { levels: 20, hedges: 60, hedge: 300 }],
  }),
  ...both('PT-3', 'urgent-trader', ['09:30', '10:10'], thin(6_500), frequentPush, {
    all: sized(130_000, { from: '09:31', span: 40, orders: 5, times: 15, pause: 120 }),
    but: ['occurrences', sized(130_000, { from: '09:31', span: 40, orders: 5, times: 14, pause: 120 })],
  }),
  ...both('PT-4', 'urgent-trader', ['09:30', '09:33'], thin(40_000), largeTradesInShortTime, {
    all: sized(2_200_000, { from: '09:31', span: 50, orders: 20 }),
    but: ['amount', sized(1_500_000, { from: '09:31', span: 50, orders: 20 })],
  }),
  ...both('HFT', 'ladder-quoter', ['09:30', '09:30:10'], noisy, highFrequency, {
    all: { levels: 80 },
    but: ['messages', { levels: 30 }],
  }),
];

function both(
  test: string,
  agent: string,
  window: readonly [string, string],
  others: Case['others'],
  judge: Case['judge'],
  { all, but }: { all: Case['parameters']; but: readonly [condition: string, parameters: Case['parameters']] },
): Case[] {
  const shared = { test, agent, window, others, judge };
  return [
    { ...shared, parameters: all },
    { ...shared, parameters: but[1], but: but[0] },
  ];
}

/** The same trader on the day after, in a market with bids. */
function morningAfter({ agent, parameters }: Case): TapeFacts {
  const others = [script(at('09:30', bids(1600, 300_000)), at('09:30', offers(1610, 1610, 1, 10_000)))];
  const { tape, accounts } = honestMarket({ agent, parameters, window: ['09:30', '10:05'], others, day: 1 });
  return tapeFacts(tape, accounts);
}

describe.each(cases)('an honest account against $test, $agent, without $but', (one) => {
  const { but, agent, parameters, window, others, judge } = one;

  it('meets what it should of the written test, and nothing it sends is refused', () => {
    const { tape, accounts } = honestMarket({ agent, parameters, window, others: others() });
    const conditions = judge(tapeFacts(tape, accounts), () => morningAfter(one));
    expect(missing(conditions), JSON.stringify(conditions)).toEqual(but === undefined ? [] : [but]);
    const cursor = new TapeCursor(tape);
    while (cursor.next()) if (accounts.includes(cursor.account)) expect(cursor.kind).not.toBe(Kind.rejected);
  });
});
