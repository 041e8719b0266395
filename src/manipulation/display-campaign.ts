import { type Desk, type MarketView, type OrderReport, ReportKind } from '../simulation/index.js';
import { Phase } from '../tape/index.js';
import type { Campaign } from '../truth/index.js';
import { tradingSpans } from './attack-window.js';
import { CampaignRecord } from './campaign-record.js';
import { type CycleSpan, drawCycles } from './cycle-schedule.js';
import type { DisplayParameters } from './display-parameters.js';
import { displayQuantity } from './display-size.js';
import { GenuineLeg } from './genuine-leg.js';
import { flatKnobs } from './knobs.js';
import type { OrderBatch } from './order-batch.js';
import { OrderDisplay } from './order-display.js';
import type { Manipulator, PracticeContext } from './practice.js';
import { touch } from './price-band.js';
import { purposeQuantity, purposeSide, sideOf } from './purpose.js';

/** How a practice shows what it does not mean: this is where spoofing and layering differ. */
export interface DisplayStyle {
  /** Where to show it, from the best price outwards; undefined when there is no place behind the best. */
  prices(market: MarketView): readonly number[] | undefined;
  /** Where the genuine orders rest, if not at the best price of their side. */
  readonly genuinePrice?: number;
  /** Whether a cycle that begins without a place for it waits for one, as long as its patience lasts. */
  readonly waits?: boolean;
  /** What to do with a standing display now that the market has changed. */
  answer(market: MarketView, display: OrderDisplay, now: number): 'stay' | 'move' | 'renew' | 'withdraw';
}

/**
 * Cycles of a genuine order on one side and a display on the other.
 *
 * A cycle: the display is shown; after `lead` the genuine part is rested at the best price of its own side; when it is
 * filled, the display is withdrawn after `cancelDelay` and profit was taken. The display goes at once when its style says
 * so, and both go when `patience` is over: given up. What is left goes on to the next cycle. In the last seconds of the
 * window everything is withdrawn, and the rest of the genuine trade is done against the best levels of the other side or
 * given up, as `rest` says. In the purpose arm all of this happens without the display.
 */
export class DisplayCampaign implements Manipulator {
  readonly id: string;
  readonly latency;
  private readonly record = new CampaignRecord();
  private readonly leg: GenuineLeg;
  private readonly display: OrderDisplay | undefined;
  private cycles: CycleSpan[] = [];
  private begun = 0;
  /** Times of what comes next; Infinity where nothing does. */
  private restAt = Infinity;
  private withdrawAt = Infinity;
  private patienceEndsAt = Infinity;
  private closeAt = Infinity;
  private clearAt = Infinity;
  private part: OrderBatch | undefined;
  /** From showing the display until it is asked back. */
  private showing = false;
  /** The cycle under way has not found a place for it yet. */
  private waiting = false;
  /** It was asked back to be shown anew once it is gone. */
  private renewing = false;
  private closing = false;
  private crossed = false;

  constructor(
    private readonly practice: string,
    private readonly given: DisplayParameters,
    private readonly style: DisplayStyle,
    private readonly context: PracticeContext,
  ) {
    const { arm, accounts, instrument, rules } = context;
    this.id = context.id;
    this.latency = given.latency;
    const side = sideOf(given.side);
    this.leg = new GenuineLeg(
      {
        account: accounts[0],
        side: purposeSide(given.purpose),
        quantity: purposeQuantity(given.purpose),
        offset: given.offset,
        price: style.genuinePrice,
        instrument,
        rules,
      },
      this.record,
    );
    if (arm === 'attack') {
      const quantity = displayQuantity(given.size, side, instrument);
      this.display = new OrderDisplay({ side, quantity, accounts, instrument, rules }, this.record);
    }
  }

  start(desk: Desk): void {
    const { window, cycles, lead, patience } = this.given;
    const spans = tradingSpans(window, this.context.rules.phases, this.latency);
    if (spans.length === 0) return;
    this.cycles = drawCycles(desk.stream('schedule'), spans, cycles, lead + patience);
    const last = spans[spans.length - 1];
    this.closeAt = last.endNs;
    this.clearAt = last.clearNs;
    desk.wakeAt(this.nextTime());
  }

  onWake(desk: Desk): void {
    const { now } = desk;
    if (this.withdrawAt <= now) this.withdrawDisplay(desk);
    if (this.patienceEndsAt <= now) this.endCycle(desk);
    if (this.closeAt <= now) this.close(desk);
    if (this.clearAt <= now) this.clear(desk);
    if (!this.closing && this.nextCycleAt <= now) this.beginCycle(desk);
    if (this.restAt <= now) this.restPart(desk);
    desk.wakeAt(this.nextTime());
  }

  onMarket(desk: Desk): void {
    if (this.display === undefined) return;
    if (this.showing) this.look(desk, this.display);
    else if (this.waiting) this.showDisplay(desk, this.display);
  }

  onReport(report: OrderReport, desk: Desk): void {
    this.record.take(report);
    this.display?.take(report);
    this.leg.take(report);
    if (report.kind === ReportKind.accepted) return;
    if (this.part?.filled === true) this.partIsFilled(desk);
    if (this.showing && this.display?.standing === false) this.displayIsGone(desk, this.display);
    if (this.closing) this.crossRest(desk);
    desk.wakeAt(this.nextTime());
  }

  truth(): readonly Campaign[] {
    const { intentAccepted, intentExecuted, genuineExecuted } = this.record;
    return this.record.campaigns(this.practice, this.context, flatKnobs(this.given), {
      shownQuantity: intentAccepted,
      leakedQuantity: intentExecuted,
      genuineQuantity: genuineExecuted,
      genuineLeft: this.leg.left,
    });
  }

  private get nextCycleAt(): number {
    return this.leg.wanting && this.begun < this.cycles.length ? this.cycles[this.begun].startNs : Infinity;
  }

  private nextTime(): number {
    if (this.closing) return this.clearAt;
    return Math.min(this.nextCycleAt, this.restAt, this.withdrawAt, this.patienceEndsAt, this.closeAt);
  }

  private beginCycle(desk: Desk): void {
    const cycle = this.cycles[this.begun++];
    if (this.showing) this.withdrawDisplay(desk);
    this.patienceEndsAt = cycle.endNs;
    this.restAt = Math.min(desk.now + this.given.lead, cycle.endNs);
    if (this.display === undefined || desk.market.phase !== Phase.continuous) return;
    this.showDisplay(desk, this.display);
  }

  private showDisplay(desk: Desk, display: OrderDisplay): void {
    const prices = desk.market.phase === Phase.continuous ? this.style.prices(desk.market) : undefined;
    this.waiting = prices === undefined && this.style.waits === true;
    if (prices === undefined) return;
    this.record.beginCycle();
    display.show(desk, prices);
    this.showing = display.standing;
  }

  private restPart(desk: Desk): void {
    this.restAt = Infinity;
    if (desk.market.phase !== Phase.continuous || this.patienceEndsAt <= desk.now) return;
    this.part = this.leg.rest(desk, this.cycles.length - this.begun + 1);
  }

  private partIsFilled(desk: Desk): void {
    this.part = undefined;
    this.waiting = false;
    this.patienceEndsAt = Infinity;
    if (!this.showing) return;
    this.record.conclude('profit');
    // Drawn in the attack arm alone, from a stream of its own.
    const share = 0.5 + desk.stream('withdrawal').uniform();
    this.withdrawAt = Math.min(desk.now + Math.round(this.given.cancelDelay * share), this.closeAt);
  }

  /** Patience is over. */
  private endCycle(desk: Desk): void {
    this.patienceEndsAt = Infinity;
    this.restAt = Infinity;
    this.waiting = false;
    this.part = undefined;
    this.leg.withdraw(desk);
    if (!this.showing) return;
    if (this.cycles[this.begun - 1].cut) this.record.conclude('window-closed');
    this.withdrawDisplay(desk);
  }

  private look(desk: Desk, display: OrderDisplay): void {
    if (this.renewing) return;
    const answer = this.style.answer(desk.market, display, desk.now);
    if (this.tolerates(answer, desk.market, display)) return;
    if (answer === 'renew') {
      this.renewing = true;
      display.withdraw(desk);
      return;
    }
    const prices = answer === 'move' ? this.style.prices(desk.market) : undefined;
    if (prices !== undefined) display.move(desk, prices);
    else if (answer !== 'stay') this.withdrawDisplay(desk);
  }

  /** What comes near the market stays as long as no more of it is executed than the hand accepts. */
  private tolerates(answer: ReturnType<DisplayStyle['answer']>, market: MarketView, display: OrderDisplay): boolean {
    const { partialFillAcceptance = 0 } = this.context.evasion ?? {};
    if (display.executedPart >= partialFillAcceptance || answer === 'stay') return false;
    return answer !== 'move' || display.distanceFrom(touch(market, sideOf(this.given.side))) <= 0;
  }

  /** Nothing of it is left: strangers have executed it, or it is to be put up again behind everybody. */
  private displayIsGone(desk: Desk, display: OrderDisplay): void {
    if (this.renewing && display.withdrawing) return;
    const prices = this.renewing && !this.closing ? this.style.prices(desk.market) : undefined;
    this.renewing = false;
    if (prices !== undefined) display.show(desk, prices);
    this.showing = display.standing;
  }

  private withdrawDisplay(desk: Desk): void {
    this.showing = false;
    this.renewing = false;
    this.withdrawAt = Infinity;
    this.display?.withdraw(desk);
  }

  private close(desk: Desk): void {
    this.closing = true;
    this.closeAt = Infinity;
    this.endCycle(desk);
    if (this.showing) this.withdrawDisplay(desk);
    this.crossRest(desk);
  }

  /** What the closing trade left resting goes too. */
  private clear(desk: Desk): void {
    this.clearAt = Infinity;
    this.leg.withdraw(desk);
  }

  /** Once nothing is open, the rest is traded against the other side. */
  private crossRest(desk: Desk): void {
    if (this.crossed || this.given.rest === 'cancel' || this.leg.open > 0) return;
    this.crossed = true;
    if (this.leg.wanting) this.leg.cross(desk);
  }
}
