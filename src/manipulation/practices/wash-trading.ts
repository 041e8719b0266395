import { z } from 'zod';
import { information, latency, seconds } from '../../agents/index.js';
import { InputError } from '../../diagnostics/index.js';
import type { Desk, MarketView, OrderReport } from '../../simulation/index.js';
import { ReportKind } from '../../simulation/index.js';
import { type InstrumentHeader, Phase, Side, UNKNOWN } from '../../tape/index.js';
import type { Campaign } from '../../truth/index.js';
import { attackWindow, tradingSpans } from '../attack-window.js';
import { CampaignRecord } from '../campaign-record.js';
import { type CycleSpan, drawCycles } from '../cycle-schedule.js';
import { affordable, cashToBuy, withReserve } from '../funding.js';
import { flatKnobs } from '../knobs.js';
import { greatestOrder, lotOf, shareOut, wholeLots } from '../lots.js';
import { MatchedQuantity } from '../matched-quantity.js';
import { OrderBatch } from '../order-batch.js';
import { definePractice, type Manipulator, type PracticeContext } from '../practice.js';
import { ticksBehind, touch } from '../price-band.js';
import { QueueAhead } from '../queue-ahead.js';

const parameters = z.strictObject({
  volume: z
    .union([
      z.strictObject({
        dayShare: z.number().positive().max(2).describe("multiple of the stock's usual volume of a day"),
      }),
      z.strictObject({ shares: z.int().positive().max(1_000_000_000).describe('quantity in shares') }),
    ])
    .describe('how much is to change hands between the accounts, in all'),
  cycles: z.int().min(1).max(10_000).default(20).describe('trades among the accounts into which it is divided'),
  window: attackWindow,
  method: z
    .enum(['gap', 'touch'])
    .default('gap')
    .describe('meet alone in a gap of the spread, or at the best price once the queue before the first order is gone'),
  lag: seconds()
    .prefault(0.2)
    .describe(
      'mean time from when the accounts can meet to the second order, in seconds; drawn from half to one and a half of it',
    ),
  ahead: z
    .number()
    .min(0)
    .max(10)
    .default(0.1)
    .describe('at the touch: strangers that may still stand before the first order, as a part of its quantity'),
  patience: seconds().prefault(60).describe('longest wait for a gap, or in the queue, in seconds'),
  information: information('order-by-order'),
  latency: latency({ market: 0.01, order: 0.01 }),
});
type Parameters = z.output<typeof parameters>;

/**
 * Wash trading: accounts of one owner trade with each other, so that volume shows and nothing changes hands. One account
 * rests an order, the next one meets it with as much at the same price; roles go round, so that positions come back.
 * What strangers execute instead is lost to the purpose and reported as leaked.
 *
 * Shares bought today cannot be sold today: the ring sells what it held when the day opened.
 */
export const washTrading = definePractice({
  id: 'wash-trading',
  summary: 'accounts of one owner trade with each other at agreed prices and quantities',
  source:
    'MAR Annex I A(c) with Delegated Regulation (EU) 2016/522 Annex II 1 (3)(a); CEA 4c(a)(2)(A); Exchange Act 9(a)(1); ' +
    'Securities Law of the PRC (2019) art. 55 (3); SZSE rules on abnormal trading, 自买自卖',
  parameters,
  attackOnly: Object.keys(parameters.shape),
  purposeLeg: false,
  oneOwner: true,
  informationSet: (given) => given.information,
  check: (_given, accounts) =>
    accounts >= 2
      ? undefined
      : {
          path: 'accounts.count',
          problem: `found ${accounts} account, expected at least 2 that can trade with each other`,
        },
  funding(given, instrument, accounts) {
    // Each account sells and buys in its turns; a quarter more for what strangers execute, none of it counted back.
    const turns = Math.ceil(given.cycles / accounts);
    const quantity = withReserve(Math.ceil((washVolume(given, instrument) / given.cycles) * turns));
    return { cash: cashToBuy(quantity, instrument), holdings: quantity };
  },
  create: (given, context) => new WashTrading(given, context),
});

function washVolume({ volume }: Parameters, instrument: InstrumentHeader): number {
  if ('shares' in volume) return volume.shares;
  if (instrument.referenceVolume < 0)
    throw new InputError(`the usual volume of ${instrument.symbol} is not known, expected a quantity in shares`, {
      path: 'volume.dayShare',
    });
  return Math.round(volume.dayShare * instrument.referenceVolume);
}

/** One meeting of two accounts: who does what, and how far it is. */
interface Meeting {
  readonly firstAccount: number;
  readonly secondAccount: number;
  readonly firstSide: number;
  readonly quantity: number;
  readonly span: CycleSpan;
  readonly matchedBefore: number;
  first?: OrderBatch;
  second?: OrderBatch;
  price: number;
  /** When the venue took the first order in; −1 before. */
  acceptedNs: number;
  ahead?: QueueAhead;
}

class WashTrading implements Manipulator {
  readonly id: string;
  readonly latency;
  private readonly record = new CampaignRecord();
  private readonly reports = new MatchedQuantity();
  private readonly quantities: readonly number[];
  private readonly lot: number;
  private readonly greatest: number;
  private cycles: readonly CycleSpan[] = [];
  private begun = 0;
  private meeting: Meeting | undefined;
  /** Orders of meetings that are over, on their way out. */
  private leaving: OrderBatch[] = [];
  private secondAt = Infinity;
  private endAt = Infinity;

  constructor(
    private readonly given: Parameters,
    private readonly context: PracticeContext,
  ) {
    const { rules, instrument } = context;
    this.id = context.id;
    this.latency = given.latency;
    this.lot = Math.max(lotOf(rules, Side.buy), lotOf(rules, Side.sell));
    this.greatest = Math.min(greatestOrder(rules, Side.buy), greatestOrder(rules, Side.sell));
    this.quantities = shareOut(washVolume(given, instrument), given.cycles, this.lot);
  }

  start(desk: Desk): void {
    const { window, cycles, patience } = this.given;
    const spans = tradingSpans(window, this.context.rules.phases, this.latency);
    this.cycles = drawCycles(desk.stream('schedule'), spans, cycles, patience);
    desk.wakeAt(this.nextTime());
  }

  onWake(desk: Desk): void {
    const { now } = desk;
    if (this.endAt <= now) this.end(desk);
    if (this.nextMeetingAt <= now) this.begin(desk);
    if (this.secondAt <= now) this.meet(desk);
    desk.wakeAt(this.nextTime());
  }

  onMarket(desk: Desk): void {
    const { meeting } = this;
    if (desk.market.phase !== Phase.continuous) return;
    // A cancel that the venue refused, as at noon, is repeated.
    for (const batch of this.leaving) batch.withdraw(desk);
    if (meeting === undefined) return;
    if (meeting.first === undefined) this.open(desk, meeting);
    else if (this.given.method === 'touch' && meeting.acceptedNs >= 0 && desk.market.time >= meeting.acceptedNs)
      this.queue(desk, meeting, meeting.first);
    desk.wakeAt(this.nextTime());
  }

  onReport(report: OrderReport, desk: Desk): void {
    this.record.take(report);
    this.reports.take(report);
    for (const batch of this.leaving) batch.take(report);
    this.leaving = this.leaving.filter((batch) => batch.open > 0);
    const { meeting } = this;
    if (meeting?.first?.take(report) === true) this.firstReport(report, meeting, meeting.first, desk);
    // Its trades are reported in this same instant; then it is over.
    else if (meeting?.second?.take(report) === true) this.endAt = desk.now;
    desk.wakeAt(this.nextTime());
  }

  truth(): readonly Campaign[] {
    const { matched, leaked } = this.reports;
    return this.record.campaigns('wash-trading', this.context, flatKnobs(this.given), {
      matchedQuantity: matched,
      leakedQuantity: leaked,
    });
  }

  private get nextMeetingAt(): number {
    return this.begun < this.cycles.length ? this.cycles[this.begun].startNs : Infinity;
  }

  private nextTime(): number {
    return Math.min(this.nextMeetingAt, this.secondAt, this.endAt);
  }

  /** A turn begins: who rests, and on which side, is drawn. */
  private begin(desk: Desk): void {
    if (this.meeting !== undefined) this.end(desk);
    const { accounts } = this.context;
    const turn = this.begun++;
    const span = this.cycles[turn];
    const seller = accounts[turn % accounts.length];
    const buyer = accounts[(turn + 1) % accounts.length];
    const sellerRests = desk.stream('roles').uniform() < 0.5;
    this.record.beginCycle();
    this.endAt = span.endNs;
    this.meeting = {
      firstAccount: sellerRests ? seller : buyer,
      secondAccount: sellerRests ? buyer : seller,
      firstSide: sellerRests ? Side.sell : Side.buy,
      quantity: this.quantities[turn],
      span,
      matchedBefore: this.reports.matched,
      price: UNKNOWN,
      acceptedNs: -1,
    };
    if (desk.market.phase === Phase.continuous) this.open(desk, this.meeting);
  }

  /** Rests the first order when there is a place for it. */
  private open(desk: Desk, meeting: Meeting): void {
    const { method } = this.given;
    const { firstAccount, secondAccount, firstSide } = meeting;
    const price = method === 'gap' ? priceInGap(desk.market) : touch(desk.market, firstSide);
    if (price === UNKNOWN) return;
    const { instrument } = this.context;
    const most = Math.min(
      affordable(desk, firstAccount, firstSide, price, instrument),
      affordable(desk, secondAccount, firstSide ^ 1, price, instrument),
    );
    const quantity = Math.min(meeting.quantity, wholeLots(most, this.lot));
    if (quantity === 0) return;
    meeting.price = price;
    meeting.first = new OrderBatch(this.greatest, this.record.intent);
    meeting.first.send(desk, firstAccount, firstSide, price, quantity);
    if (method === 'gap') this.secondAt = this.drawSecond(desk);
    else meeting.ahead = new QueueAhead(firstSide, price);
  }

  /** In the queue: the second order follows when hardly anybody is before the first. */
  private queue(desk: Desk, meeting: Meeting, first: OrderBatch): void {
    if (this.secondAt < Infinity || meeting.second !== undefined || meeting.ahead === undefined) return;
    meeting.ahead.look(desk.market, first.open);
    if (meeting.ahead.quantity <= this.given.ahead * first.open) this.secondAt = this.drawSecond(desk);
  }

  private drawSecond(desk: Desk): number {
    return desk.now + Math.round(this.given.lag * (0.5 + desk.stream('lag').uniform()));
  }

  /** The second order meets the first, unless strangers stand at a better price. */
  private meet(desk: Desk): void {
    const { meeting } = this;
    this.secondAt = Infinity;
    if (meeting?.first === undefined || meeting.first.open === 0) return;
    const { price, firstSide, secondAccount } = meeting;
    const best = touch(desk.market, firstSide);
    if (best !== UNKNOWN && ticksBehind(price, firstSide, best) > 0) {
      this.endAt = desk.now;
      this.end(desk);
      return;
    }
    // What it did is awaited, however long the way.
    this.endAt = Infinity;
    meeting.second = new OrderBatch(this.greatest, this.record.intent);
    meeting.second.send(desk, secondAccount, firstSide ^ 1, price, meeting.first.open);
  }

  private firstReport(report: OrderReport, meeting: Meeting, first: OrderBatch, desk: Desk): void {
    if (report.kind === ReportKind.accepted) meeting.acceptedNs = report.time;
    // Strangers took it, or the venue did not.
    else if (first.open === 0 && meeting.second === undefined) this.endAt = desk.now;
    // Strangers have come to it: nobody is before it any more.
    else if (report.kind === ReportKind.traded && meeting.ahead !== undefined && this.secondAt === Infinity)
      if (meeting.second === undefined) this.secondAt = desk.now;
  }

  /** Takes back what is left of both orders. */
  private end(desk: Desk): void {
    const { meeting } = this;
    this.endAt = Infinity;
    this.secondAt = Infinity;
    this.meeting = undefined;
    if (meeting === undefined) return;
    if (this.reports.matched > meeting.matchedBefore) this.record.conclude('profit');
    else if (meeting.span.cut && desk.now >= meeting.span.endNs) this.record.conclude('window-closed');
    for (const batch of [meeting.first, meeting.second]) {
      if (batch === undefined || batch.open === 0) continue;
      batch.withdraw(desk);
      this.leaving.push(batch);
    }
  }
}

/** The middle of a spread of two ticks or more, where nobody rests; −1 when there is none. */
function priceInGap({ bestBid, bestAsk }: MarketView): number {
  const open = bestBid !== UNKNOWN && bestAsk !== UNKNOWN && bestAsk - bestBid >= 2;
  return open ? Math.floor((bestBid + bestAsk) / 2) : UNKNOWN;
}
