import { z } from 'zod';
import { information, latency, seconds } from '../../agents/index.js';
import { Side } from '../../tape/index.js';
import { attackWindow, tradingSpans } from '../attack-window.js';
import { CampaignRecord } from '../campaign-record.js';
import { CopiedTrades } from '../copied-trades.js';
import { evenCycles } from '../cycle-schedule.js';
import { cashToBuy, withReserve } from '../funding.js';
import { lotOf, wholeLots } from '../lots.js';
import { definePractice, type Manipulator, type PracticeContext } from '../practice.js';
import { sideOf, sideOfOrders } from '../purpose.js';
import { StagedCampaign } from '../staged-campaign.js';
import { tradeQuantity, tradeSize } from '../trade-size.js';

const parameters = z.strictObject({
  side: sideOfOrders.default('buy').describe('what the first round of every day does; the next ones take turns'),
  budget: tradeSize.describe('how much all accounts together are to trade in a round'),
  window: attackWindow,
  cycles: z.int().min(1).max(200).default(4).describe('rounds a day, spread over the window'),
  length: seconds({ min: 10 }).prefault(600).describe('how long a round lasts at most, in seconds'),
  pace: seconds({ min: 0.1 }).prefault(30).describe('time between two orders of the account that decides, in seconds'),
  style: z
    .enum(['rest', 'cross'])
    .default('cross')
    .describe('orders at the best of their own side, or against the other'),
  slip: z
    .int()
    .min(0)
    .max(1_000)
    .default(5)
    .describe('ticks by which the price may run away from where a round began before it waits'),
  lag: seconds({ max: 3_600 })
    .prefault(5)
    .describe('mean time from an order to its copies, in seconds; drawn from half to one and a half of it'),
  scale: z
    .number()
    .min(0)
    .max(0.9)
    .default(0.3)
    .describe('part by which the sizes of an account differ from those it copies, either way'),
  copyRate: z.number().min(0.05).max(1).default(0.9).describe('part of the orders that an account copies'),
  information: information('order-by-order'),
  latency: latency({ market: 0.05, order: 0.05 }),
});
type Parameters = z.output<typeof parameters>;

/**
 * A controlled account group: one account decides, the others of the same hand repeat its orders some time later, in
 * other sizes and not always, so that none of them is large and all together are. The genuine trade is that of the first
 * account alone; the copies are what is hidden. With `alsoIn` the same accounts do so in several stocks, on every day of
 * the market; `evasion.decoyTradeRate` adds trades that mean nothing. Nobody but the truth knows who controls them.
 */
export const accountGroup = definePractice({
  id: 'account-group',
  summary: 'accounts under one hidden control that repeat the orders of one of them, late and in other sizes',
  source:
    'Securities Law of the PRC (2019) art. 55 (1), 58 and SZSE rules on accounts under actual control, 实际控制账户组; ' +
    'MAR Annex I A(c) with Delegated Regulation (EU) 2016/522 Annex II 1 (3)(d), concealing ownership; ' +
    'Wang, Zhou, Guan (2012): collusive cliques by correlated order volume',
  parameters,
  attackOnly: ['lag', 'scale', 'copyRate'],
  purposeLeg: true,
  evasion: { totals: ['budget'] },
  informationSet: (given) => given.information,
  check: (_given, accounts) =>
    accounts >= 2
      ? undefined
      : {
          path: 'accounts.count',
          problem: `found ${accounts} account, expected at least 2, one that decides and copies`,
        },
  funding(given, instrument, accounts) {
    const each = (tradeQuantity(given.budget, Side.buy, instrument, 'budget') / accounts) * (1 + given.scale);
    const quantity = withReserve(Math.ceil(each * Math.ceil(given.cycles / 2))) + LARGEST_LOT * given.cycles;
    return { cash: cashToBuy(quantity, instrument), holdings: quantity };
  },
  create,
});

/** Parts are in whole lots. */
const LARGEST_LOT = 200;

function create(given: Parameters, context: PracticeContext): Manipulator {
  const { arm, accounts, instrument, rules } = context;
  const record = new CampaignRecord();
  if (arm === 'attack') record.spanDays();
  const spans = tradingSpans(given.window, rules.phases, given.latency);
  const side = sideOf(given.side);
  const lot = Math.max(lotOf(rules, Side.buy), lotOf(rules, Side.sell));
  const trades = new CopiedTrades(
    {
      side,
      accounts,
      quantity: wholeLots(tradeQuantity(given.budget, side, instrument, 'budget') / accounts.length, lot),
      everyNs: given.pace,
      lagNs: given.lag,
      scale: given.scale,
      rate: arm === 'attack' ? given.copyRate : 0,
      style: given.style,
      slip: given.slip,
      rounds: evenCycles(spans, given.cycles, given.length),
      instrument,
      rules,
    },
    record.in('lead'),
    record.in('copy'),
  );
  return new StagedCampaign({
    practice: 'account-group',
    given,
    context,
    record,
    stages: [trades],
    outcomes: () => ({ ledQuantity: trades.led, copiedQuantity: record.intentExecuted, copies: trades.copies }),
  });
}
