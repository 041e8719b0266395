import type { Desk, Latency, OrderReport } from '../simulation/index.js';
import type { Campaign } from '../truth/index.js';
import { DecoyTrades } from './decoy-trades.js';
import type { Evasion } from './evasion.js';
import { EvasiveDesk } from './evasive-desk.js';
import { flatKnobs } from './knobs.js';
import type { Manipulator, PracticeContext } from './practice.js';

/**
 * A manipulator that hides what it does: the practice decides as ever, and what it sends goes out through an
 * {@link EvasiveDesk} with decoys in between. It hides all that its hand sends, the genuine trade too, in the purpose arm
 * as in the attack arm, so that the arms are the same until the first manipulative message.
 */
export class EvasiveManipulator implements Manipulator {
  readonly id: string;
  readonly latency: Latency;
  readonly onMarket?: (desk: Desk) => void;
  private hidden: EvasiveDesk | undefined;
  private decoys: DecoyTrades | undefined;

  /**
   * @param practice - made for an order latency that has the greatest delay in it, so that it plans for it
   * @param given - the attack's parameters, as the truth tells them
   */
  constructor(
    private readonly practice: Manipulator,
    private readonly evasion: Evasion,
    private readonly context: PracticeContext,
    private readonly given: { readonly latency?: Latency },
  ) {
    this.id = practice.id;
    this.latency = given.latency ?? practice.latency;
    if (practice.onMarket === undefined) return;
    this.onMarket = (desk) => {
      practice.onMarket!(this.hidden!);
      this.sleep(desk);
    };
  }

  start(desk: Desk): void {
    const { accounts, instrument, rules } = this.context;
    const { decoyTradeRate: rate = 0 } = this.evasion;
    if (rate > 0)
      this.decoys = new DecoyTrades({ rate, accounts, instrument, rules }, desk.stream('evasion-decoys'), desk);
    this.hidden = new EvasiveDesk(desk, this.evasion, rules, () => this.decoys?.follow());
    this.practice.start(this.hidden);
    this.sleep(desk);
  }

  onWake(desk: Desk): void {
    const hidden = this.hidden!;
    hidden.dispatch.sendDue(desk.now);
    this.decoys?.act();
    if (hidden.wakeTime <= desk.now) {
      hidden.wakeTime = Infinity;
      this.practice.onWake(hidden);
    }
    this.sleep(desk);
  }

  onReport(report: OrderReport, desk: Desk): void {
    if (this.decoys?.take(report) !== true) {
      const told = this.hidden!.tell(report);
      if (told !== undefined) this.practice.onReport?.(told, this.hidden!);
    }
    this.sleep(desk);
  }

  truth(): readonly Campaign[] {
    const knobs = flatKnobs(this.given);
    const { decoys } = this;
    const more: Record<string, number> =
      decoys === undefined ? {} : { decoyOrders: decoys.orders, decoyQuantity: decoys.executed };
    return this.practice.truth().map((campaign) => ({
      ...campaign,
      knobs,
      outcomes: { ...campaign.outcomes, ...more },
    }));
  }

  private sleep(desk: Desk): void {
    const { wakeTime, dispatch } = this.hidden!;
    desk.wakeAt(Math.min(wakeTime, dispatch.nextAt, this.decoys?.nextAt ?? Infinity));
  }
}
