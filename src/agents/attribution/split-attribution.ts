import type { Stream } from '../../random/index.js';
import type { InstrumentHeader } from '../../tape/index.js';
import type { OrderAttribution } from '../background/order-attribution.js';
import type { FlowProfile } from './flow-profile.js';
import { ClassPosterior, investorClasses } from './investor-classes.js';
import { MetaorderLength } from './metaorder-length.js';
import { Metaorders } from './metaorders.js';
import { canFund, type Funds } from './solvency.js';
import { type SplitAccounts, TOP } from './split-accounts.js';

/** Metaorders under way on a side, for each account of a class. */
const PARALLEL = 0.05;

/** Accounts asked before an order is given up because nobody can fund it. */
const ASKED = 24;

/** From this one on the richest are asked: the five busiest and the institutions. */
const ASK_THE_RICH = 16;

/** How orders of one kind are split. */
export interface OrderSplitting {
  /** Metaorders under way on each side of the market. */
  readonly underWay: number;
  /** γ of the law of their lengths. */
  readonly exponent: number;
}

/** Orders that execute at once are split otherwise than such that rest. */
export interface OrderSplittings {
  readonly marketable: OrderSplitting;
  readonly resting: OrderSplitting;
}

/** Metaorders by class, and those of the five busiest accounts. */
interface Groups {
  readonly classes: readonly Metaorders[];
  readonly busiest: Metaorders;
}

/**
 * An order belongs to a class of investors by its value, and within the class to a metaorder under way. A set share of all orders, whatever their kind, belongs to the five busiest accounts, so that their share
 * of the volume is that share.
 */
export class SplitAttribution implements OrderAttribution {
  private readonly posterior = new ClassPosterior();
  /** Of resting orders and of marketable ones: the same ones, unless it is known how many of each are under way. */
  private readonly groups: readonly [Groups, Groups];
  private readonly valuePerTick: number;
  private readonly usualPrice: number;
  private readonly topFiveShare: number;

  constructor(
    accounts: SplitAccounts,
    profile: FlowProfile,
    private readonly instrument: InstrumentHeader,
    private readonly stream: Stream,
    private readonly firstAccount = 0,
    /** By default so many for each account of a class, which make fewer orders of one account than signs have memory. */
    splittings?: OrderSplittings,
  ) {
    const busy = new Int32Array(accounts.expectedQuantity.length);
    this.topFiveShare = accounts.topFiveShare;
    this.valuePerTick = instrument.moneyPerTick / 10_000;
    this.usualPrice = profile.priceTicks;
    const evenly = Float64Array.from({ length: TOP }, (_, i) => (i + 1) / TOP);
    const groups = (splitting?: OrderSplitting): Groups => {
      const lengths = new MetaorderLength(splitting?.exponent ?? profile.signExponent);
      const places = (share: number, usual: number) =>
        Math.max(1, Math.round(splitting === undefined ? usual : splitting.underWay * share));
      const ofTop = places(accounts.topFiveShare, 2);
      const busiest = new Metaorders(accounts.top, evenly, ofTop, false, busy, lengths, stream);
      const classes = accounts.members.map((members, klass) => {
        const parallel = places((1 - accounts.topFiveShare) * accounts.orderShares[klass], PARALLEL * members.length);
        const { twoSided } = investorClasses[klass];
        return new Metaorders(members, accounts.cumulative[klass], parallel, twoSided, busy, lengths, stream);
      });
      return { busiest, classes };
    };
    const resting = groups(splittings?.resting);
    this.groups = [resting, splittings === undefined ? resting : groups(splittings.marketable)];
  }

  /** @param decisionQuantity quantity of the whole batch, by which it is decided who sends it */
  accountFor(
    side: number,
    price: number,
    quantity: number,
    marketable: boolean,
    _now: number,
    desk: Funds,
    batchAccount = -1,
    decisionQuantity = quantity,
  ): number {
    const { stream, instrument } = this;
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
