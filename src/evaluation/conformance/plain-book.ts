import { Kind, type TapeRow } from '../../tape/index.js';
import { investorBehind } from './rule-finding.js';

interface OpenOrder {
  /** Side and investor in words; equal for all open orders that a rule adds up. */
  readonly suspect: string;
  readonly price: number;
  left: number;
}

/** What lies on the best five prices of a side, and the part of one suspect. Values are ticks times quantity. */
export interface BestPrices {
  readonly prices: ReadonlySet<number>;
  readonly shares: number;
  readonly ownShares: number;
  readonly ownValue: number;
}

/** Every open order of an instrument in a map, and nothing cleverer: for checking what a fast book says. */
export class PlainBook {
  private readonly sides = [new Map<number, OpenOrder>(), new Map<number, OpenOrder>()];
  private readonly totals = new Map<string, { shares: number; value: number }>();

  /** The name under which the orders of a row's account on its side are added up. */
  static suspectOf(row: TapeRow): string {
    return `${row.side} ${row.account < 0 ? 'nobody' : investorBehind(row.header, row.account)}`;
  }

  take(row: TapeRow): void {
    const { kind } = row;
    if (kind === Kind.cancelled) this.reduce(row.order, row.quantity);
    if (kind === Kind.replaced) this.reduce(row.otherOrder, row.quantity2);
    if (kind === Kind.trade) {
      this.reduce(row.order, row.quantity);
      this.reduce(row.otherOrder, row.quantity);
    }
    if (kind === Kind.accepted || kind === Kind.replaced || kind === Kind.released || kind === Kind.seed)
      this.enter(row);
  }

  has(side: number, order: number): boolean {
    return this.sides[side].has(order);
  }

  /** All that a suspect has open, at whatever price. */
  totalOf(suspect: string): { readonly shares: number; readonly value: number } {
    return this.totals.get(suspect) ?? { shares: 0, value: 0 };
  }

  bestFive(side: number, suspect: string): BestPrices {
    const orders = [...this.sides[side].values()];
    const all = [...new Set(orders.map(({ price }) => price))].sort((a, b) => (side === 0 ? b - a : a - b));
    const prices = new Set(all.slice(0, 5));
    const inside = orders.filter(({ price }) => prices.has(price));
    const own = inside.filter((order) => order.suspect === suspect);
    return {
      prices,
      shares: sum(inside.map(({ left }) => left)),
      ownShares: sum(own.map(({ left }) => left)),
      ownValue: sum(own.map(({ left, price }) => left * price)),
    };
  }

  private enter(row: TapeRow): void {
    const suspect = PlainBook.suspectOf(row);
    this.sides[row.side].set(row.order, { suspect, price: row.price, left: row.quantity });
    this.add(suspect, row.quantity, row.price);
  }

  private reduce(order: number, quantity: number): void {
    for (const side of this.sides) {
      const open = side.get(order);
      if (open === undefined) continue;
      open.left -= quantity;
      this.add(open.suspect, -quantity, open.price);
      if (open.left === 0) side.delete(order);
    }
  }

  private add(suspect: string, shares: number, price: number): void {
    const total = this.totals.get(suspect) ?? { shares: 0, value: 0 };
    this.totals.set(suspect, { shares: total.shares + shares, value: total.value + shares * price });
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
