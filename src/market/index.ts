/**
 * The market core: order book, call auctions, the venue with its clock and rules, the ledger of cash and holdings.
 * Knows one venue's day: orders in, tape rows out, nothing allocated for an order.
 * Must not know agents, latency, files, or where orders come from.
 */

export { CallAuction } from './auction/call-auction.js';
export { BookEvent, EVENT_WORDS, EventWord } from './book/book-event.js';
export { MAX_PRICE, OrderBook } from './book/order-book.js';
export { ANONYMOUS_ORDER } from './book/order-queues.js';
export { OrderRegister } from './book/order-register.js';
export { NO_ASK, NO_BID } from './book/price-levels.js';
export { Ledger } from './ledger/ledger.js';
export { type NextDay, overnight } from './overnight.js';
export { Venue, type VenueOptions } from './venue/venue.js';
