/**
 * The occupied prices of one side outside the dense window, sorted upwards, each with the place of its level record.
 * Few levels lie here in an ordinary market (stub quotes, orders at the limits of the day), so a search is a short
 * bisection, and a new price moves what lies above it.
 */
export class FarLevels {
  count = 0;
  private prices = new Int32Array(16);
  private places = new Int32Array(16);

  priceAt(index: number): number {
    return this.prices[index];
  }

  placeAt(index: number): number {
    return this.places[index];
  }

  /** The place of a price's level record, or −1. */
  find(price: number): number {
    const index = this.lowerBound(price);
    return index < this.count && this.prices[index] === price ? this.places[index] : -1;
  }

  insert(price: number, place: number): void {
    if (this.count === this.prices.length) this.grow();
    const index = this.lowerBound(price);
    this.prices.copyWithin(index + 1, index, this.count);
    this.places.copyWithin(index + 1, index, this.count);
    this.prices[index] = price;
    this.places[index] = place;
    this.count++;
  }

  /** Forgets a price and returns the place of its record. The price is here. */
  remove(price: number): number {
    const index = this.lowerBound(price);
    const place = this.places[index];
    this.prices.copyWithin(index, index + 1, this.count);
    this.places.copyWithin(index, index + 1, this.count);
    this.count--;
    return place;
  }

  /** The lowest price above `price`, or −1. */
  above(price: number): number {
    const index = this.lowerBound(price + 1);
    return index < this.count ? this.prices[index] : -1;
  }

  /** The highest price below `price`, or −1. */
  below(price: number): number {
    const index = this.lowerBound(price);
    return index > 0 ? this.prices[index - 1] : -1;
  }

  /** Index of the first price that is not below `price`. */
  private lowerBound(price: number): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.prices[middle] < price) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private grow(): void {
    const prices = new Int32Array(this.prices.length * 2);
    const places = new Int32Array(this.places.length * 2);
    prices.set(this.prices);
    places.set(this.places);
    this.prices = prices;
    this.places = places;
  }
}
