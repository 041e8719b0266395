import { type Desk, type OrderReport, ReportKind } from '../simulation/index.js';
import type { InstrumentHeader } from '../tape/index.js';
import type { StageRecord } from './campaign-record.js';
import { affordable } from './funding.js';
import { greatestOrder, lotOf, mostPerDay, shareOut, wholeLots } from './lots.js';
import { OrderBatch } from './order-batch.js';
import type { OrderRules } from './practice.js';
import { ticksBehind } from './price-band.js';

/** What is shown, by whom. */
export interface DisplayPlan {
  readonly side: number;
  /** In all, over prices and accounts. */
  readonly quantity: number;
  readonly accounts: readonly number[];
  readonly instrument: InstrumentHeader;
  readonly rules: OrderRules;
}

/** The orders at one price. */
interface Layer {
  readonly price: number;
  readonly batch: OrderBatch;
  /** What each account shows there. */
  readonly quantities: readonly number[];
}

/**
 * Orders that are shown and not meant to trade: at one price or in layers, of one account or of several alike. It can be
 * moved, which takes back the layers that are out of place and shows as much again elsewhere, and taken back.
 */
export class OrderDisplay {
  private layers: Layer[] = [];
  /** Layers asked back whose end is not reported yet. */
  private leaving: Layer[] = [];
  /** When the venue took in the first order of what was shown or moved last; Infinity until it is known. */
  acceptedNs = Infinity;
  private readonly lot: number;

  constructor(
    private readonly plan: DisplayPlan,
    private readonly record: StageRecord,
  ) {
    this.lot = lotOf(plan.rules, plan.side);
  }

  /** Something of it is still on its way out. */
  get withdrawing(): boolean {
    return this.leaving.length > 0;
  }

  /** Something of it is shown, as far as reports have told. */
  get standing(): boolean {
    return quantityIn(this.layers) > 0;
  }

  /** Part of what is shown that was executed. */
  get executedPart(): number {
    let executed = 0;
    let sent = 0;
    for (const { batch } of this.layers) {
      executed += batch.executed;
      sent += batch.sent;
    }
    return sent === 0 ? 0 : executed / sent;
  }

  /** Quantity that is open at a price, in layers on their way out too. */
  openAt(price: number): number {
    return quantityIn(this.layers, price) + quantityIn(this.leaving, price);
  }

  /** How many ticks its nearest layer lies behind a best price; Infinity when nothing stands. */
  distanceFrom(best: number): number {
    let distance = Infinity;
    for (const { price, batch } of this.layers)
      if (batch.open > 0) distance = Math.min(distance, ticksBehind(price, this.plan.side, best));
    return distance;
  }

  /** Shows all of it, in equal layers: as much as the accounts can freeze. */
  show(desk: Desk, prices: readonly number[]): void {
    const { accounts, quantity, side, instrument, rules } = this.plan;
    const daily = mostPerDay(rules, side, instrument);
    const perAccount = shareOut(quantity, accounts.length, this.lot).map((wanted, index) => {
      const most = Math.min(...prices.map((price) => affordable(desk, accounts[index], side, price, instrument)));
      return shareOut(Math.min(wanted, wholeLots(Math.min(most, daily), this.lot)), prices.length, this.lot);
    });
    this.layers = prices.map((price, layer) =>
      this.send(
        desk,
        price,
        perAccount.map((layers) => layers[layer]),
      ),
    );
  }

  /** Lets layers at these prices stand and moves what the others still have open to the prices that are free. */
  move(desk: Desk, prices: readonly number[]): void {
    const stay = this.layers.filter(({ price }) => prices.includes(price));
    const go = this.layers.filter(({ price }) => !prices.includes(price));
    const free = prices.filter((price) => !stay.some((layer) => layer.price === price));
    for (const layer of go) this.takeBack(desk, layer);
    const moved = go
      .filter(({ batch }, index) => batch.open > 0 && index < free.length)
      .map(({ batch, quantities }, index) => {
        const kept = quantities.map((quantity) => wholeLots((quantity * batch.open) / batch.sent, this.lot));
        return this.send(desk, free[index], kept);
      });
    this.layers = [...stay, ...moved];
  }

  /** Takes all of it back. */
  withdraw(desk: Desk): void {
    for (const layer of this.layers) this.takeBack(desk, layer);
    this.layers = [];
  }

  take(report: OrderReport): void {
    if (report.kind === ReportKind.accepted && this.layers.some(({ batch }) => batch.has(report.ticket)))
      this.acceptedNs = Math.min(this.acceptedNs, report.time);
    for (const { batch } of this.layers) if (batch.take(report)) return;
    for (const { batch } of this.leaving)
      if (batch.take(report)) {
        this.leaving = this.leaving.filter((layer) => layer.batch.open > 0);
        return;
      }
  }

  private takeBack(desk: Desk, layer: Layer): void {
    layer.batch.withdraw(desk);
    if (layer.batch.open > 0) this.leaving.push(layer);
  }

  private send(desk: Desk, price: number, quantities: readonly number[]): Layer {
    const { accounts, rules, side } = this.plan;
    const batch = new OrderBatch(greatestOrder(rules, side), this.record.intent);
    this.acceptedNs = Infinity;
    quantities.forEach((quantity, index) => {
      if (quantity > 0) batch.send(desk, accounts[index], side, price, quantity);
    });
    return { price, batch, quantities };
  }
}

/** What is open in layers, or in those at one price. */
function quantityIn(layers: readonly Layer[], price?: number): number {
  let open = 0;
  for (const layer of layers) if (price === undefined || layer.price === price) open += layer.batch.open;
  return open;
}
