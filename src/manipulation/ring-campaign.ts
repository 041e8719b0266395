import { z } from 'zod';
import { information, latency, seconds } from '../agents/index.js';
import { InputError } from '../diagnostics/index.js';
import type { Desk, OrderReport } from '../simulation/index.js';
import { type InstrumentHeader, Phase, Side } from '../tape/index.js';
import type { Campaign } from '../truth/index.js';
import { attackWindow, tradingSpans } from './attack-window.js';
import { CampaignRecord } from './campaign-record.js';
import { type CycleSpan, drawCycles } from './cycle-schedule.js';
import { cashToBuy, withReserve } from './funding.js';
import { flatKnobs } from './knobs.js';
import { greatestOrder, lotOf, shareOut } from './lots.js';
import { MatchedQuantity } from './matched-quantity.js';
import { Meeting, type MeetingPlan } from './meeting.js';
import { OrderBatch } from './order-batch.js';
import type { Funding, Manipulator, PracticeContext } from './practice.js';

/** Keys of a scenario for accounts that trade with each other. */
export const ringParameters = {
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
};

const schema = z.strictObject(ringParameters);
export type GivenRing = z.output<typeof schema>;

/** Each account sells and buys in its turns; a quarter more for what strangers execute, none of it counted back. */
export function ringFunding(given: GivenRing, instrument: InstrumentHeader, accounts: number): Funding {
  const turns = Math.ceil(given.cycles / accounts);
  const quantity = withReserve(Math.ceil((ringVolume(given, instrument) / given.cycles) * turns));
  return { cash: cashToBuy(quantity, instrument), holdings: quantity };
}

function ringVolume({ volume }: GivenRing, instrument: InstrumentHeader): number {
  if ('shares' in volume) return volume.shares;
  if (instrument.referenceVolume < 0)
    throw new InputError(`the usual volume of ${instrument.symbol} is not known, expected a quantity in shares`, {
      path: 'volume.dayShare',
    });
  return Math.round(volume.dayShare * instrument.referenceVolume);
}

/**
 * Rounds in which one account of a ring trades with the next: one rests an order, the other meets it with as much at the
 * same price; roles go round, so that positions come back. What strangers execute instead is reported as leaked.
 */
export class RingCampaign implements Manipulator {
  readonly id: string;
  readonly latency;
  private readonly record = new CampaignRecord();
  private readonly reports = new MatchedQuantity();
  private readonly quantities: readonly number[];
  private readonly lot: number;
  private cycles: readonly CycleSpan[] = [];
  private begun = 0;
  private meeting: Meeting | undefined;
  private matchedBefore = 0;
  /** Orders of meetings that are over, on their way out. */
  private leaving: OrderBatch[] = [];

  /** @param place - where in a gap they meet */
  constructor(
    private readonly practice: string,
    private readonly given: GivenRing,
    private readonly place: MeetingPlan['place'],
    private readonly context: PracticeContext,
  ) {
    const { rules, instrument } = context;
    this.id = context.id;
    this.latency = given.latency;
    this.lot = Math.max(lotOf(rules, Side.buy), lotOf(rules, Side.sell));
    this.quantities = shareOut(ringVolume(given, instrument), given.cycles, this.lot);
  }

  start(desk: Desk): void {
    const { window, cycles, patience } = this.given;
    const spans = tradingSpans(window, this.context.rules.phases, this.latency);
    this.cycles = drawCycles(desk.stream('schedule'), spans, cycles, patience);
    desk.wakeAt(this.nextTime());
  }

  onWake(desk: Desk): void {
    if (this.meeting !== undefined && this.meeting.endAt <= desk.now) this.end(desk, this.meeting);
    if (this.nextCycleAt <= desk.now) this.begin(desk);
    if (this.meeting !== undefined && this.meeting.secondAt <= desk.now) this.meeting.meet(desk);
    desk.wakeAt(this.nextTime());
  }

  onMarket(desk: Desk): void {
    if (this.meeting === undefined || desk.market.phase !== Phase.continuous) return;
    this.meeting.look(desk);
    desk.wakeAt(this.nextTime());
  }

  onReport(report: OrderReport, desk: Desk): void {
    this.record.take(report);
    this.reports.take(report);
    for (const batch of this.leaving) batch.take(report);
    this.leaving = this.leaving.filter((batch) => batch.open > 0);
    this.meeting?.take(report, desk);
    desk.wakeAt(this.nextTime());
  }

  truth(): readonly Campaign[] {
    const { matched, leaked } = this.reports;
    return this.record.campaigns(this.practice, this.context, flatKnobs(this.given), {
      matchedQuantity: matched,
      leakedQuantity: leaked,
    });
  }

  private get nextCycleAt(): number {
    return this.begun < this.cycles.length ? this.cycles[this.begun].startNs : Infinity;
  }

  private nextTime(): number {
    const { secondAt = Infinity, endAt = Infinity } = this.meeting ?? {};
    return Math.min(this.nextCycleAt, secondAt, endAt);
  }

  /** Roles go round; who of the two rests is drawn. */
  private begin(desk: Desk): void {
    if (this.meeting !== undefined) this.end(desk, this.meeting);
    const { accounts, instrument, rules } = this.context;
    const { method, ahead, lag } = this.given;
    const turn = this.begun++;
    const seller = accounts[turn % accounts.length];
    const buyer = accounts[(turn + 1) % accounts.length];
    const sellerRests = desk.stream('roles').uniform() < 0.5;
    const greatest = Math.min(greatestOrder(rules, Side.buy), greatestOrder(rules, Side.sell));
    this.record.beginCycle();
    this.matchedBefore = this.reports.matched;
    this.meeting = new Meeting(
      {
        method,
        place: this.place,
        firstAccount: sellerRests ? seller : buyer,
        firstSide: sellerRests ? Side.sell : Side.buy,
        secondAccount: sellerRests ? buyer : seller,
        quantity: this.quantities[turn],
        lot: this.lot,
        lagNs: Math.round(lag * (0.5 + desk.stream('lag').uniform())),
        ahead,
        endNs: this.cycles[turn].endNs,
        instrument,
      },
      () => new OrderBatch(greatest, this.record.intent),
    );
    if (desk.market.phase === Phase.continuous) this.meeting.look(desk);
  }

  private end(desk: Desk, meeting: Meeting): void {
    const cycle = this.cycles[this.begun - 1];
    if (this.reports.matched > this.matchedBefore) this.record.conclude('profit');
    else if (cycle.cut && desk.now >= cycle.endNs) this.record.conclude('window-closed');
    this.leaving.push(...meeting.leave(desk));
    this.meeting = undefined;
  }
}
