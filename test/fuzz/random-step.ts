import { OrderType, Phase, SECOND } from '../../src/tape/index.js';
import { openQuantity } from '../oracle/plain-book.js';
import type { PlainListing } from '../oracle/plain-listing.js';
import { luldBand } from '../oracle/plain-luld.js';
import { HIGHEST_PRICE } from '../oracle/plain-request.js';
import { fractionOf } from '../oracle/plain-rounding.js';
import type { PlainVenue } from '../oracle/plain-venue.js';
import { between, chance, type Dice, pick } from './dice.js';
import type { FuzzMarket } from './random-market.js';
import type { Action, Named, Step } from './step.js';

const faultyNumbers = [
  Number.NaN,
  0.5,
  -1,
  -2,
  0,
  2_147_483_647,
  2_147_483_648,
  4_294_967_296,
  1e300,
  Infinity,
  -Infinity,
];
const faultyTypes = [-1, 10, 99, 0.5, Number.NaN, 4_294_967_296];

/** What happens next on a day, drawn with an eye on what the oracle holds: most requests lie where rules bite. */
export class StepMaker {
  /** Steps that were given an order number, the latest last. */
  private readonly numbered: number[] = [];
  /** When the last phase ends. */
  private readonly end: number;

  constructor(
    private readonly market: FuzzMarket,
    private readonly plain: PlainVenue,
    /** Steps of the day. */
    private readonly length: number,
  ) {
    const { phases } = market.rules;
    this.end = phases[phases.length - 1].endNs;
  }

  /** What a step returned. */
  returned(id: number, answer: number): void {
    if (answer >= 0) this.numbered.push(id);
  }

  draw(dice: Dice, id: number): Step {
    return { id, time: this.time(dice, id), action: this.action(dice) };
  }

  /** Many at one moment, some at the moment of a timer or a nanosecond before; jumps are made up for by standing still. */
  private time(dice: Dice, id: number): number {
    const { now } = this.plain.floor;
    const drawn = dice.roll(100);
    const idle = this.plain.phase === Phase.closed || this.plain.phase === Phase.lunch;
    if (idle && drawn < 60) return Math.max(now, Math.min(this.plain.nextTimer(), this.end));
    if (drawn < 45 || (now * this.length > this.end * id && drawn < 97)) return now;
    const timer = this.plain.nextTimer();
    if (drawn < 60 && timer < Infinity) return Math.max(now, timer - (drawn < 50 ? 1 : 0));
    if (drawn < 99) return now + Math.floor((this.end / this.length) * (dice.roll(1_000) / 200));
    return now + between(dice, 0, 5) * SECOND;
  }

  private action(dice: Dice): Action {
    const drawn = dice.roll(100);
    if (drawn < 2) return { kind: 'wait' };
    if (drawn < 22) return this.cancel(dice);
    if (drawn < 32) return this.replace(dice);
    return this.submit(dice);
  }

  private submit(dice: Dice): Action {
    const { instruments } = this.market;
    const instrument = chance(dice, 1)
      ? pick(dice, [...faultyNumbers, instruments.length])
      : dice.roll(instruments.length);
    const listing = this.plain.floor.listings[instrument] ?? this.plain.floor.listings[0];
    const side = chance(dice, 1) ? pick(dice, faultyNumbers) : dice.roll(2);
    const type = this.type(dice);
    const looksAtFive = type === OrderType.best5Ioc || type === OrderType.best5ThenLimit;
    const quantity = looksAtFive && chance(dice, 50) ? this.sixLevels(dice, listing, side) : this.quantity(dice, side);
    return {
      kind: 'submit',
      instrument,
      account: this.account(dice),
      side,
      type,
      price: this.price(dice, listing, side),
      quantity,
      display: type === OrderType.iceberg ? this.display(dice, quantity) : 0,
    };
  }

  private type(dice: Dice): number {
    const { phase } = this.plain;
    const late = phase === Phase.afterHoursQuiet || phase === Phase.afterHours;
    if (chance(dice, 1)) return pick(dice, faultyTypes);
    if (chance(dice, 60)) return late ? OrderType.fixedPrice : OrderType.limit;
    return chance(dice, 20) ? OrderType.iceberg : dice.roll(10);
  }

  private cancel(dice: Dice): Action {
    const order = this.order(dice);
    const quantity = chance(dice, 60) ? undefined : this.part(dice, order);
    return { kind: 'cancel', account: this.owner(dice, order), order, quantity };
  }

  private replace(dice: Dice): Action {
    const order = this.order(dice);
    const live = this.live(order);
    const listing = this.plain.floor.listings[live?.instrument ?? 0];
    const side = live?.side ?? 0;
    const price = live !== undefined && chance(dice, 20) ? live.price : this.price(dice, listing, side);
    const drawn = this.quantity(dice, side);
    // An iceberg keeps what it shows: a mountain behind one unit would come up unit by unit.
    const quantity = live !== undefined && live.display > 0 ? Math.min(drawn, 40 * live.display) : drawn;
    return { kind: 'replace', account: this.owner(dice, order), order, price, quantity };
  }

  private account(dice: Dice): number {
    const { count } = this.market.accounts;
    if (chance(dice, 1)) return pick(dice, [...faultyNumbers, count]);
    return this.market.settlement === 'none' && chance(dice, 20) ? -1 : dice.roll(count);
  }

  /** Mostly an order that lives, now and then any number that was given or none that ever was. */
  private order(dice: Dice): Named {
    if (chance(dice, 3) || this.numbered.length === 0)
      return { number: pick(dice, [...faultyNumbers, this.numbered.length + 3]) };
    const back = chance(dice, 80) ? Math.min(this.numbered.length, 40) : this.numbered.length;
    for (let attempt = 0; ; attempt++) {
      const step = this.numbered[this.numbered.length - 1 - dice.roll(back)];
      if (attempt === 3 || this.live({ step }) !== undefined) return { step };
    }
  }

  /** Its owner mostly; somebody else, nobody or everybody's account now and then. */
  private owner(dice: Dice, order: Named): number {
    if (chance(dice, 5)) return this.account(dice);
    return chance(dice, 10) ? -1 : (this.live(order)?.account ?? this.account(dice));
  }

  private live(order: Named) {
    const number = 'step' in order ? this.numberOf(order.step) : order.number;
    return this.plain.desk.live(number);
  }

  /** Set by whoever plays the day: the number that a step was given. */
  numberOf: (step: number) => number = () => -1;

  private part(dice: Dice, order: Named): number {
    if (chance(dice, 5)) return pick(dice, faultyNumbers);
    const live = this.live(order);
    if (live === undefined || chance(dice, 10)) return between(dice, 1, 300);
    return pick(dice, [1, live.reserve || 1, live.reserve + 1, Math.ceil(openQuantity(live) / 2), openQuantity(live)]);
  }

  private display(dice: Dice, quantity: number): number {
    if (chance(dice, 4)) return pick(dice, faultyNumbers);
    return Math.max(1, Math.min(2_147_483_647, Math.floor(quantity / between(dice, 1, 9)))) || 1;
  }

  private quantity(dice: Dice, side: number): number {
    if (chance(dice, 1)) return pick(dice, faultyNumbers);
    const { step, minimum } = side === 0 ? this.market.rules.lots.buy : this.market.rules.lots.sell;
    const drawn = dice.roll(100);
    if (drawn < 4) return dice.roll(1_200);
    if (drawn < 6) return between(dice, 1, 9) * 100_000;
    if (drawn < 8 && this.market.settlement === 'none') return pick(dice, [2_147_483_647, 2_000_000_000]);
    const least = Math.ceil(minimum / step) * step;
    return least + step * dice.roll(drawn < 60 ? 4 : 12) * (step === 1 && chance(dice, 80) ? 50 : 1);
  }

  /** So much that five levels do not give it, in whole lots. */
  private sixLevels(dice: Dice, { book }: PlainListing, side: number): number {
    const sixth = book.prices(1 - side).slice(0, 6);
    const { step, minimum } = side === 0 ? this.market.rules.lots.buy : this.market.rules.lots.sell;
    const there = book.orders.filter((order) => order.side !== side && sixth.includes(order.price));
    const total = there.reduce((sum, order) => sum + openQuantity(order), minimum);
    return Math.min(2_147_400_000, Math.ceil(total / step) * step + step * dice.roll(2));
  }

  private price(dice: Dice, listing: PlainListing, side: number): number {
    const { rules, centre } = this.market;
    const { book, header } = listing;
    const drawn = dice.roll(100);
    if (drawn < 1) return pick(dice, faultyNumbers);
    if (drawn < 3) return pick(dice, [1, 2, HIGHEST_PRICE, HIGHEST_PRICE - 1, 1_000_000_000]);
    if (drawn < 5) return Math.max(1, centre + pick(dice, [-1, 1]) * between(dice, 150_000, 200_000));
    const near = this.reference(listing, side);
    const off = (wide: number) => Math.max(1, near + between(dice, -wide, wide));
    if (drawn < 55) return off(4);
    if (drawn < 65) return off(Math.max(6, Math.floor(near / 40)));
    if (drawn < 70) return off(Math.floor(near / 2));
    const jitter = between(dice, -1, 1);
    const edges = [header.lowerLimit, header.upperLimit, book.best(0), book.best(1), listing.lastPrice];
    const { cage, halts, luld, openingRange } = rules;
    const band = luldBand(listing, luld, this.plain.floor.now);
    if (band !== undefined) edges.push(band.lower, band.upper, band.lower, band.upper);
    if (cage !== null) {
      const { percent, ticks } = cage;
      edges.push(fractionOf(near, 1 + percent / 100), fractionOf(near, 1 - percent / 100), near + ticks, near - ticks);
    }
    for (const level of halts?.levels ?? [])
      if (listing.open > 0) edges.push(fractionOf(listing.open, 1 + level), fractionOf(listing.open, 1 - level));
    if (openingRange !== null && header.previousClose > 0)
      edges.push(
        fractionOf(header.previousClose, openingRange.lower),
        fractionOf(header.previousClose, openingRange.upper),
      );
    const known = edges.filter((edge) => edge > 0);
    return known.length === 0 ? off(4) : Math.max(1, Math.min(HIGHEST_PRICE, pick(dice, known) + jitter));
  }

  /** From where near prices are counted: the other side's best, else the own, else the last trade, else the centre. */
  private reference({ book, lastPrice }: PlainListing, side: number): number {
    const found = [book.best(1 - side), book.best(side), lastPrice].find((price) => price > 0) ?? this.market.centre;
    // A side on which only far orders stand must not draw everything there.
    return found > 20 * this.market.centre || 20 * found < this.market.centre ? this.market.centre : found;
  }
}
