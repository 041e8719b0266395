import type { RulePack } from '../../src/rules/index.js';
import { OrderType, Phase, RejectReason } from '../../src/tape/index.js';
import { openQuantity, type PlainOrder } from './plain-book.js';
import { boundOf } from './plain-bounds.js';
import { outsideCage } from './plain-cage.js';
import { plainClosingPrice } from './plain-closing-price.js';
import type { PlainLedger } from './plain-ledger.js';
import type { PlainListing } from './plain-listing.js';
import { luldBand } from './plain-luld.js';
import { HIGHEST_PRICE, hasLimit, type OrderRequest } from './plain-request.js';
import { fractionOf } from './plain-rounding.js';

/** What a request is judged by, besides itself. */
export interface Bench {
  readonly rules: RulePack;
  readonly ledger: PlainLedger | undefined;
  readonly now: number;
  /** Phase of the venue, and of the instrument. */
  readonly venuePhase: number;
  readonly phase: number;
  /** An order that a replacement takes away, and with it what it has frozen. */
  readonly replaced?: PlainOrder | undefined;
}

const typeNames = Object.entries(OrderType);

/** Faults of form, of type and of phase, which no venue lets pass; −1 when there is none. */
export function formFault(listing: PlainListing, request: OrderRequest, bench: Bench): number {
  const { side, type, price, quantity, display } = request;
  const { rules } = bench;
  if ((side !== 0 && side !== 1) || !isQuantity(quantity)) return RejectReason.quantity;
  const [name] = typeNames.find(([, value]) => value === type) ?? [];
  if (name === undefined || !(rules.orderTypes as readonly string[]).includes(name)) return RejectReason.orderType;
  if (!isTaken(type, bench)) return RejectReason.orderTypeInPhase;
  if (hasLimit(type)) {
    if (!isPrice(price)) return RejectReason.price;
    if (type === OrderType.iceberg && !(Number.isInteger(display) && display >= 1 && display <= quantity))
      return RejectReason.displayQuantity;
    return -1;
  }
  if (rules.protectionPrice === 'required' && !isPrice(price)) return RejectReason.protectionPrice;
  return rules.marketOrdersNeedLimit && listing.header.upperLimit < 0 ? RejectReason.marketOrderWithoutLimit : -1;
}

/** Breaches of limits and quantities, which are let pass where the record is replayed; −1 when there is none. */
export function breach(listing: PlainListing, request: OrderRequest, bench: Bench): number {
  return priceBreach(listing, request, bench) ?? quantityBreach(listing, request, bench) ?? -1;
}

/** What is enforced whatever happens: orders that would do what they must not, and means that are missing. */
export function enforcedFault(listing: PlainListing, request: OrderRequest, bench: Bench): number {
  const { account, side, type, price, quantity } = request;
  const { rules, ledger, replaced } = bench;
  if (type === OrderType.postOnly) {
    const opposite = listing.book.best(1 - side);
    if (opposite >= 0 && (side === 0 ? price >= opposite : price <= opposite)) return RejectReason.wouldExecute;
  }
  if (type === OrderType.fixedPrice && bench.venuePhase === Phase.afterHours) {
    const close = plainClosingPrice(listing, rules.closingPrice);
    if (close < 1 || (side === 0 ? price < close : price > close)) return RejectReason.fixedPrice;
  }
  if (ledger === undefined) return -1;
  const { available, sellable } = ledger.accounts[account];
  const back = replaced === undefined ? 0 : openQuantity(replaced);
  if (side === 1) {
    const free = sellable[listing.index] + (replaced?.side === 1 ? back : 0);
    return free < quantity ? RejectReason.insufficientHoldings : -1;
  }
  const bound = boundOf(listing, request, rules, bench.now);
  const needed = bound < 0 ? 0 : ledger.frozenFor(listing.index, bound, quantity);
  const returned = replaced?.side === 0 ? ledger.frozenFor(listing.index, replaced.price, back) : 0;
  return needed > available + returned ? RejectReason.insufficientCash : -1;
}

function isQuantity(value: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= 2_147_483_647;
}

function isPrice(value: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= HIGHEST_PRICE;
}

function isTaken(type: number, { rules, phase, venuePhase }: Bench): boolean {
  if (type === OrderType.fixedPrice)
    return rules.fixedPrice?.entryPhases.some((entry) => entry === venuePhase) ?? false;
  if (type !== OrderType.limit && type !== OrderType.iceberg) return phase === Phase.continuous;
  const phases: readonly number[] = [
    Phase.openCallCancelable,
    Phase.openCallLocked,
    Phase.preOpenGap,
    Phase.continuous,
    Phase.haltCall,
    Phase.closeCall,
  ];
  return phases.includes(phase);
}

function priceBreach(listing: PlainListing, { side, type, price }: OrderRequest, bench: Bench): number | undefined {
  if (!hasLimit(type)) return undefined;
  const { rules, phase } = bench;
  const { lowerLimit, upperLimit, previousClose } = listing.header;
  if ((upperLimit >= 0 && price > upperLimit) || (lowerLimit >= 0 && price < lowerLimit))
    return RejectReason.priceLimit;
  if (type === OrderType.fixedPrice) return undefined;
  const opening = phase === Phase.openCallCancelable || phase === Phase.openCallLocked;
  if (opening && upperLimit < 0 && rules.openingRange !== null && previousClose > 0) {
    const { lower, upper } = rules.openingRange;
    if (price < fractionOf(previousClose, lower) || price > fractionOf(previousClose, upper))
      return RejectReason.priceLimit;
  }
  if (phase !== Phase.continuous) return undefined;
  const band = luldBand(listing, rules.luld, bench.now);
  if (band !== undefined && (side === 0 ? price > band.upper : price < band.lower)) return RejectReason.priceBand;
  const parks = rules.cage?.action === 'park' && type === OrderType.limit && bench.replaced === undefined;
  return !parks && outsideCage(listing, rules.cage, side, price) ? RejectReason.priceCage : undefined;
}

function quantityBreach(listing: PlainListing, request: OrderRequest, bench: Bench): number | undefined {
  const { account, side, type, quantity } = request;
  const { rules, ledger, replaced } = bench;
  const limit = hasLimit(type) ? rules.maximumLimitQuantity : rules.maximumMarketQuantity;
  const most = type === OrderType.fixedPrice ? rules.maximumFixedPriceQuantity : limit;
  if (most !== null && quantity > most) return RejectReason.maximumQuantity;
  if (isWrongLot(listing, request, bench)) return RejectReason.lot;
  if (side !== 0 || ledger === undefined || rules.riskWarningDailyBuy === null) return undefined;
  if (listing.header.status !== 'risk-warning') return undefined;
  const owner = ledger.ownerOf(account);
  const open = listing
    .live()
    .filter((order) => order.side === 0 && order !== replaced && ledger.ownerOf(order.account) === owner)
    .reduce((sum, order) => sum + openQuantity(order), 0);
  const bought = ledger.boughtToday(owner, listing.index);
  return bought + open + quantity > rules.riskWarningDailyBuy ? RejectReason.dailyMaximum : undefined;
}

/** An odd remainder of a holding may be sold, all of it at once, alone or on top of whole lots. */
function isWrongLot(listing: PlainListing, { account, side, quantity }: OrderRequest, bench: Bench): boolean {
  const { buy, sell } = bench.rules.lots;
  if (side === 0) return quantity < buy.minimum || quantity % buy.step !== 0;
  const rest = quantity % sell.step;
  if (!sell.oddRemainder) return rest !== 0 || quantity < sell.minimum;
  if (bench.ledger === undefined) return false;
  const back = bench.replaced?.side === 1 ? openQuantity(bench.replaced) : 0;
  const sellable = bench.ledger.accounts[account].sellable[listing.index] + back;
  if (rest !== 0) return rest !== sellable % sell.step;
  return quantity < sell.minimum && quantity !== sellable;
}
