import { MetaorderLength, type OrderSplitting, type OrderSplittings } from '../../model/index.js';
import type { Stream } from '../../random/index.js';
import type { InstrumentHeader } from '../../tape/index.js';
import type { OrderAttribution } from '../background/order-attribution.js';
import type { FlowProfile } from './flow-profile.js';
import { ClassPosterior, investorClasses } from './investor-classes.js';
import { Metaorders } from './metaorders.js';
import { Resubmissions } from './resubmissions.js';
import { canFund, type Funds } from './solvency.js';
import { type SplitAccounts, TOP } from './split-accounts.js';

/** Accounts asked before an order is given up because nobody can fund it. */
const ASKED = 24;

/** From this one on the richest are asked: the five busiest and the institutions. */
const ASK_THE_RICH = 16;

/** Metaorders by class, and those of the five busiest accounts. */
interface Groups {
  readonly classes: readonly Metaorders[];
  readonly busiest: Metaorders;
}

/**
 * An order soon after a cancel of the same side and quantity is its trader's; any other belongs to a class of investors by
 * its value, and within the class to a metaorder under way. There are as many metaorders as the memory of signs asks for.
 * A set share of all orders, whatever their kind, belongs to the five busiest accounts, so that their share of the volume
 * is that share.
 */
export class SplitAttribution implements OrderAttribution {
  /** Orders so far that were given to the trader whose cancel they replace. */
  resubmitted = 0;
  private readonly posterior = new ClassPosterior();
  private readonly resubmissions: Resubmissions;
  /** Of resting orders and of marketable ones. */
  private readonly groups: readonly [Groups, Groups];
  private readonly valuePerTick: number;
  private readonly usualPrice: number;
  private readonly topFiveShare: number;

  /** @param links decides which orders replace cancelled ones */
  constructor(
    accounts: SplitAccounts,
    profile: FlowProfile,
    splittings: OrderSplittings,
    private readonly instrument: InstrumentHeader,
    private readonly stream: Stream,
    links: Stream,
    private readonly firstAccount = 0,
  ) {
    this.resubmissions = new Resubmissions(links);
    const busy = new Int32Array(accounts.expectedQuantity.length);
    this.topFiveShare = accounts.topFiveShare;
    this.valuePerTick = instrument.moneyPerTick / 10_000;
    this.usualPrice = profile.priceTicks;
    const evenly = Float64Array.from({ length: TOP }, (_, i) => (i + 1) / TOP);
    const groups = ({ underWay, exponent }: OrderSplitting): Groups => {
      const lengths = new MetaorderLength(exponent);
      const places = (share: number) => Math.max(1, Math.round(underWay * share));
      const ofTop = places(accounts.topFiveShare);
      const busiest = new Metaorders(accounts.top, evenly, ofTop, false, busy, lengths, stream);
      const classes = accounts.members.map((members, klass) => {
        const parallel = places((1 - accounts.topFiveShare) * accounts.orderShares[klass]);
        const { twoSided } = investorClasses[klass];
        return new Metaorders(members, accounts.cumulative[klass], parallel, twoSided, busy, lengths, stream);
      });
      return { busiest, classes };
    };
    this.groups = [groups(splittings.resting), groups(splittings.marketable)];
  }

  cancelled(timeNs: number, side: number, quantity: number, account: number): void {
    this.resubmissions.cancelled(timeNs, side, quantity, account);
  }

  /** @param decisionQuantity quantity of the whole batch, by which it is decided who sends it */
  accountFor(
    side: number,
    price: number,
    quantity: number,
    marketable: boolean,
    now: number,
    desk: Funds,
    batchAccount = -1,
    decisionQuantity = quantity,
  ): number {
    const { stream, instrument } = this;
    const again = this.resubmissions.accountOf(now, side, quantity);
    if (again >= 0 && canFund(again, side, price, quantity, instrument, desk)) {
      this.resubmitted++;
      return again;
    }
    if (batchAccount >= 0 && canFund(batchAccount, side, price, quantity, instrument, desk)) return batchAccount;
    const value = (price > 0 ? price : this.usualPrice) * decisionQuantity * this.valuePerTick;
    const groups = this.groups[marketable ? 1 : 0];
    const group =
      stream.uniform() < this.topFiveShare
        ? groups.busiest
        : groups.classes[this.posterior.classOf(value, marketable, stream.uniform())];
    for (let asked = 0; asked < ASKED; asked++) {
      const asks = asked < ASK_THE_RICH ? group : richer(groups, asked);
      const account = this.firstAccount + asks.next(side);
      // The first pieces are asked to be able to fund the whole; at last whoever can fund the piece will do.
      const needed = asked < ASK_THE_RICH ? decisionQuantity : quantity;
      if (canFund(account, side, price, needed, instrument, desk)) return account;
      asks.giveUp(side);
    }
    return -1;
  }
}

function richer({ busiest, classes }: Groups, asked: number): Metaorders {
  return asked % 4 === 0 ? busiest : classes[INSTITUTIONS];
}

const INSTITUTIONS = investorClasses.findIndex(({ id }) => id === 'institution');
