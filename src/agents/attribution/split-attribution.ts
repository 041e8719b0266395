import type { Stream } from '../../random/index.js';
import type { Desk } from '../../simulation/index.js';
import type { InstrumentHeader } from '../../tape/index.js';
import type { OrderAttribution } from '../background/order-attribution.js';
import type { FlowProfile } from './flow-profile.js';
import { ClassPosterior, investorClasses } from './investor-classes.js';
import { MetaorderLength } from './metaorder-length.js';
import { Metaorders } from './metaorders.js';
import { canFund } from './solvency.js';
import { type SplitAccounts, TOP } from './split-accounts.js';

/** Metaorders under way on a side, for each account of a class. */
const PARALLEL = 0.05;

/** Accounts asked before an order is given up because nobody can fund it. */
const ASKED = 24;

/** From this one on the richest are asked: the five busiest and the institutions. */
const ASK_THE_RICH = 16;

/**
 * The first form of `split`: an order belongs to a class of investors by its value, and within the class to a metaorder
 * under way. A set share of all orders, whatever their kind, belongs to the five busiest accounts, so that their share
 * of the volume is that share.
 */
export class SplitAttribution implements OrderAttribution {
  private readonly posterior = new ClassPosterior();
  private readonly classes: readonly Metaorders[];
  private readonly busiest: Metaorders;
  private readonly valuePerTick: number;
  private readonly usualPrice: number;
  private readonly topFiveShare: number;

  constructor(
    accounts: SplitAccounts,
    profile: FlowProfile,
    private readonly instrument: InstrumentHeader,
    private readonly stream: Stream,
    private readonly firstAccount = 0,
  ) {
    const busy = new Int32Array(accounts.expectedQuantity.length);
    const lengths = new MetaorderLength(profile.signExponent);
    this.topFiveShare = accounts.topFiveShare;
    this.valuePerTick = instrument.moneyPerTick / 10_000;
    this.usualPrice = profile.priceTicks;
    const evenly = Float64Array.from({ length: TOP }, (_, i) => (i + 1) / TOP);
    this.busiest = new Metaorders(accounts.top, evenly, 2, false, busy, lengths, stream);
    this.classes = accounts.members.map((members, klass) => {
      const parallel = Math.max(1, Math.round(PARALLEL * members.length));
      const { twoSided } = investorClasses[klass];
      return new Metaorders(members, accounts.cumulative[klass], parallel, twoSided, busy, lengths, stream);
    });
  }

  /** @param decisionQuantity quantity of the whole batch, by which it is decided who sends it */
  accountFor(
    side: number,
    price: number,
    quantity: number,
    marketable: boolean,
    _now: number,
    desk: Desk,
    batchAccount = -1,
    decisionQuantity = quantity,
  ): number {
    const { stream, instrument } = this;
    if (batchAccount >= 0 && canFund(batchAccount, side, price, quantity, instrument, desk)) return batchAccount;
    const value = (price > 0 ? price : this.usualPrice) * decisionQuantity * this.valuePerTick;
    const group =
      stream.uniform() < this.topFiveShare
        ? this.busiest
        : this.classes[this.posterior.classOf(value, marketable, stream.uniform())];
    for (let asked = 0; asked < ASKED; asked++) {
      const asks = asked < ASK_THE_RICH ? group : this.richer(asked);
      const account = this.firstAccount + asks.next(side);
      // The first pieces are asked to be able to fund the whole; at last whoever can fund the piece will do.
      const needed = asked < ASK_THE_RICH ? decisionQuantity : quantity;
      if (canFund(account, side, price, needed, instrument, desk)) return account;
      asks.giveUp(side);
    }
    return -1;
  }

  private richer(asked: number): Metaorders {
    return asked % 4 === 0 ? this.busiest : this.classes[INSTITUTIONS];
  }
}

const INSTITUTIONS = investorClasses.findIndex(({ id }) => id === 'institution');
