import { integerBelow, type Stream } from '../random/index.js';
import { type Desk, type OrderReport, ReportKind } from '../simulation/index.js';
import { type InstrumentHeader, OrderType, Phase, SECOND, Side, UNKNOWN } from '../tape/index.js';
import { Dispatch } from './dispatch.js';
import { affordable, cashToBuy } from './funding.js';
import { lotOf } from './lots.js';
import type { Funding, OrderRules } from './practice.js';

/** A decoy comes within so long after an order of the practice. */
const WITHIN = 60 * SECOND;
/** What is left of one goes after so long. */
const LIFETIME = 5 * SECOND;
/** A decoy is one to so many lots, a lot being 100 shares where the venue has none. */
const MOST_LOTS = 3;
const USUAL_LOT = 100;
/** No venue here has greater lots. */
const LARGEST_LOT = 200;
/** A hand sends no more of them in a day. */
const MOST_A_DAY = 100;

/** Whose decoys, and how many. */
export interface DecoyPlan {
  /** Part of all orders of the hand that are decoys. */
  readonly rate: number;
  readonly accounts: readonly number[];
  readonly instrument: InstrumentHeader;
  readonly rules: OrderRules;
}

/**
 * Small trades of the hand's accounts that serve no end but to look like anybody's: at the best price of the other side,
 * on a side that is drawn, within a minute of an order of the practice. They carry no intent and are not named in the
 * truth, but for their number.
 */
export class DecoyTrades {
  orders = 0;
  /** Quantity executed. */
  executed = 0;
  private readonly dispatch = new Dispatch();
  private readonly open = new Set<number>();
  private drawn = 0;

  constructor(
    private readonly plan: DecoyPlan,
    private readonly stream: Stream,
    private readonly desk: Desk,
  ) {}

  get nextAt(): number {
    return this.dispatch.nextAt;
  }

  /** The practice has sent an order: as many decoys follow as keep up the rate on average. */
  follow(): void {
    const { rate } = this.plan;
    const mean = rate / (1 - rate);
    const count = Math.floor(mean) + (this.stream.uniform() < mean - Math.floor(mean) ? 1 : 0);
    for (let decoy = 0; decoy < count && this.drawn < MOST_A_DAY; decoy++) {
      this.drawn++;
      this.dispatch.add(this.desk.now + 1 + integerBelow(this.stream, WITHIN), () => this.trade());
    }
  }

  act(): void {
    this.dispatch.sendDue(this.desk.now);
  }

  /** Takes note of a report; says whether it was about a decoy. */
  take({ ticket, kind, quantity, remaining }: OrderReport): boolean {
    if (!this.open.has(ticket)) return false;
    if (kind === ReportKind.traded) this.executed += quantity;
    if (kind === ReportKind.rejected || (remaining === 0 && kind !== ReportKind.accepted)) this.open.delete(ticket);
    return true;
  }

  private trade(): void {
    const { accounts, instrument, rules } = this.plan;
    const { desk, stream } = this;
    const account = accounts[integerBelow(stream, accounts.length)];
    const side = stream.uniform() < 0.5 ? Side.buy : Side.sell;
    const lot = Math.max(USUAL_LOT, lotOf(rules, side));
    const quantity = lot * (1 + integerBelow(stream, MOST_LOTS));
    const { bestBid, bestAsk } = desk.market;
    const price = side === Side.buy ? bestAsk : bestBid;
    if (!this.canBeTakenBack() || bestBid === UNKNOWN || bestAsk === UNKNOWN) return;
    if (affordable(desk, account, side, price, instrument) < quantity) return;
    const ticket = desk.submit(account, side, OrderType.limit, price, quantity);
    this.open.add(ticket);
    this.orders++;
    this.dispatch.add(desk.now + LIFETIME, () => {
      if (this.open.has(ticket)) desk.cancel(ticket);
    });
  }

  /** Continuous trading goes on for twice as long as one may rest. */
  private canBeTakenBack(): boolean {
    const { now } = this.desk;
    return this.plan.rules.phases.some(
      ({ phase, startNs, endNs }) => phase === Phase.continuous && startNs <= now && now + 2 * LIFETIME < endNs,
    );
  }
}

/** What every account needs besides, whoever of them the decoys fall to. */
export function decoyFunding(instrument: InstrumentHeader): Funding {
  const quantity = MOST_A_DAY * MOST_LOTS * LARGEST_LOT;
  return { cash: cashToBuy(quantity, instrument), holdings: quantity };
}
