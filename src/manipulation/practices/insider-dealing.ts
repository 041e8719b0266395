import { z } from 'zod';
import { information, latency, seconds } from '../../agents/index.js';
import type { Desk } from '../../simulation/index.js';
import { Side, UNKNOWN } from '../../tape/index.js';
import { attackWindow } from '../attack-window.js';
import { CampaignRecord } from '../campaign-record.js';
import { cashToBuy } from '../funding.js';
import { GenuineLeg } from '../genuine-leg.js';
import type { ComingAnnouncement } from '../inside-knowledge.js';
import { lotOf, shareOut } from '../lots.js';
import { type Pace, PacedTrade } from '../paced-trade.js';
import { definePractice, type Manipulator, type PracticeContext } from '../practice.js';
import { ProfitTaking } from '../profit-taking.js';
import { sideOf, sideOfOrders } from '../purpose.js';
import { silent } from '../silent.js';
import type { Stage } from '../stage.js';
import { StagedCampaign } from '../staged-campaign.js';
import { paceOver } from '../trade-pace.js';
import { tradeQuantity, tradeSize } from '../trade-size.js';

const parameters = z.strictObject({
  announcement: z
    .array(z.string())
    .min(1)
    .max(100)
    .describe('ids of the announcements it is told of; in every instrument in which it acts, the first about that one'),
  side: sideOfOrders.default('buy').describe('buy before good news, sell before bad news'),
  budget: tradeSize.describe('how much it deals before the announcement, in all'),
  lead: z
    .int()
    .min(0)
    .max(200)
    .default(0)
    .describe('trading days before that of the announcement on which it is told; it deals from then on'),
  window: attackWindow.describe('from when to when it deals and sells on every day, as times of day'),
  margin: seconds().prefault(60).describe('how long before the announcement it stops, in seconds'),
  pace: seconds({ min: 0.1 }).prefault(60).describe('time between two slices of an account, in seconds'),
  style: z
    .enum(['rest', 'cross'])
    .default('cross')
    .describe('how a slice is done: at the best of its own side, or not'),
  participation: z
    .number()
    .min(0.001)
    .max(1)
    .default(0.1)
    .describe('greatest part that a slice may be of what was traded since the last one'),
  wait: seconds().prefault(30).describe('time from the announcement to the first sale, in seconds'),
  target: z
    .number()
    .min(0)
    .max(1)
    .default(0.7)
    .describe('part of what the announcement is worth that the price must have gone before it sells'),
  exit: seconds({ min: 1 })
    .prefault(1_800)
    .describe(
      'how long it waits for that price at most, in seconds; then it sells at any. Also for sales of the next day',
    ),
  information: information('l1-snapshot-3s'),
  latency: latency({ market: 0.1, order: 0.1 }),
});
type Parameters = z.output<typeof parameters>;

/**
 * Insider dealing: who has been told of an announcement buys before it in slices, through accounts that have never held
 * the stock, never more than a part of what is traded, and not above what the announcement is worth. When it has been
 * made and the price has gone there it sells; what was bought on the same day goes on the next. Before bad news it sells
 * what it holds and stays out. The accounts are linked by who controls them, which only the truth knows.
 */
export const insiderDealing = definePractice({
  id: 'insider-dealing',
  summary: 'is told of an announcement before it is made, deals in slices through several accounts, sells after it',
  source:
    'MAR art. 8, 14(a): insider dealing; Exchange Act rule 10b-5; Securities Law of the PRC (2019) art. 50, 53; ' +
    'Meulbroek (1992), J. Finance 47: prices and volume before announcements; ' +
    'Mazzarisi et al. (2022), Consob: small groups in a rewarding position',
  parameters,
  attackOnly: Object.keys(parameters.shape),
  purposeLeg: false,
  informationSet: (given) => given.information,
  checkVenue(given, context) {
    const news = newsFor(given, context);
    const { symbol } = context.instrument;
    if (news === undefined)
      return {
        path: 'announcement',
        problem: `found ${given.announcement.join(', ')}, expected the id of an announcement about ${symbol} in news`,
      };
    if (news.side !== sideOf(given.side))
      return {
        path: 'side',
        problem: `found ${given.side} before ${news.side === Side.buy ? 'good' : 'bad'} news, expected ${news.side === Side.buy ? 'buy' : 'sell'}`,
      };
    if (news.day < given.lead)
      return {
        path: 'lead',
        problem: `found ${given.lead} days before an announcement on day ${news.day + 1} of the market, expected at most ${news.day}`,
      };
    return undefined;
  },
  funding(given, instrument, accounts) {
    const side = sideOf(given.side);
    const each = Math.ceil(tradeQuantity(given.budget, side, instrument, 'budget') / accounts) + LARGEST_LOT;
    return side === Side.buy ? { cash: cashToBuy(each, instrument), holdings: 0 } : { cash: 0, holdings: each };
  },
  create,
});

/** Parts are in whole lots. */
const LARGEST_LOT = 200;

function newsFor({ announcement }: Parameters, context: PracticeContext): ComingAnnouncement | undefined {
  const { inside, instrumentIndex = 0 } = context;
  return inside?.announcements.find(
    ({ id, instrument }) => announcement.includes(id) && instrument === instrumentIndex,
  );
}

function create(given: Parameters, context: PracticeContext): Manipulator {
  const { day = 0, accounts, instrument, rules } = context;
  const news = newsFor(given, context)!;
  if (day < news.day - given.lead || day > news.day + 1) return silent(context.id);
  const side = sideOf(given.side);
  const record = new CampaignRecord();
  record.spanDays();
  const [startNs, endNs] = given.window;
  const stages: Stage[] = [];
  const deals: GenuineLeg[] = [];
  if (day <= news.day) {
    record.beginCycle();
    const until = day < news.day ? endNs : Math.min(endNs, news.timeNs - given.margin);
    const pace = paceOver({ startNs, endNs: until }, { ...given, rest: 'cancel' }, rules);
    deals.push(...dealing(given, context, record, day - news.day + given.lead));
    for (const [index, leg] of deals.entries())
      stages.push(new Deal(leg, staggered(pace, index, given, accounts.length), news));
  }
  const exits: GenuineLeg[] = [];
  if (side === Side.buy && day >= news.day) {
    const before = new PriceBefore(news.timeNs);
    if (day === news.day) stages.push(before);
    const from = day === news.day ? Math.max(startNs, news.timeNs + given.wait) : startNs;
    const pace = paceOver(
      { startNs: from, endNs: Math.min(endNs, from + given.exit) },
      { ...given, rest: 'cross' },
      rules,
    );
    const unwind = record.in('exit');
    for (const account of accounts) {
      const leg = new GenuineLeg({ account, side: Side.sell, quantity: 0, offset: 0, instrument, rules }, unwind);
      exits.push(leg);
      if (pace === undefined) continue;
      const sellable = (desk: Desk) => desk.sellable(account);
      stages.push(
        new ProfitTaking(leg, {
          side: Side.sell,
          pace,
          quantity: sellable,
          wanted: () => content(before.price, news, given),
        }),
      );
    }
  }
  return new StagedCampaign({
    practice: 'insider-dealing',
    given,
    context,
    record,
    stages,
    outcomes: () => {
      const [dealt, sold] = [deals, exits].map((legs) => legs.reduce((sum, leg) => sum + leg.executed, 0));
      // A day on which all that it wanted was dealt is a success; whether it pays is known later.
      if (deals.length > 0) record.conclude(deals.every(({ wanting }) => !wanting) ? 'profit' : 'window-closed');
      return { day, dealtQuantity: dealt, soldQuantity: sold };
    },
  });
}

/** A day's part of the budget, shared out over the accounts. */
function dealing(given: Parameters, context: PracticeContext, record: CampaignRecord, number: number): GenuineLeg[] {
  const { accounts, instrument, rules } = context;
  const side = sideOf(given.side);
  const lot = lotOf(rules, side);
  const today = shareOut(tradeQuantity(given.budget, side, instrument, 'budget'), given.lead + 1, lot)[number];
  const roles = { genuine: record.in('deal').intent };
  const quantities = shareOut(today, accounts.length, lot);
  return accounts.map((account, index) => {
    const quantity = quantities[index];
    return new GenuineLeg({ account, side, quantity, offset: 0, instrument, rules }, roles);
  });
}

/** Accounts that begin one after another are less alike. */
function staggered(
  pace: Pace | undefined,
  index: number,
  { pace: everyNs }: Parameters,
  accounts: number,
): Pace | undefined {
  return pace && { ...pace, startNs: pace.startNs + Math.floor((index * everyNs) / accounts) };
}

/** Slices that stop where the price is what the announcement is worth, counted from where it stood when the day began. */
class Deal extends PacedTrade {
  private worth = UNKNOWN;

  constructor(
    leg: GenuineLeg,
    pace: Pace | undefined,
    private readonly news: ComingAnnouncement,
  ) {
    super(leg, pace);
  }

  protected override mayTrade({ market }: Desk): boolean {
    const { side, severity } = this.news;
    const price = market.lastPrice === UNKNOWN ? market.instrument.previousClose : market.lastPrice;
    if (this.worth === UNKNOWN)
      this.worth = price * (side === Side.buy ? 1 + severity / 10_000 : 1 - severity / 10_000);
    return side === Side.buy ? price < this.worth : price > this.worth;
  }
}

/** Notes where the price stands when an announcement is made. */
class PriceBefore implements Stage {
  nextAt = Infinity;
  /** Ticks; −1 before. */
  price = UNKNOWN;

  constructor(private readonly atNs: number) {}

  start(): void {
    this.nextAt = this.atNs;
  }

  act({ market }: Desk): void {
    this.nextAt = Infinity;
    this.price = market.lastPrice === UNKNOWN ? market.instrument.previousClose : market.lastPrice;
  }

  take(): void {}
}

/** From which price on it sells: so much of the announcement's worth above the one before; on the day behind it any. */
function content(before: number, { severity }: ComingAnnouncement, { target }: Parameters): number {
  return before === UNKNOWN ? UNKNOWN : Math.round(before * (1 + (target * severity) / 10_000));
}
