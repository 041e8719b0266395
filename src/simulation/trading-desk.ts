import type { Ledger } from '../market/index.js';
import type { Stream, Streams } from '../random/index.js';
import type { Desk, MarketView } from './agent.js';
import { ALL_OF_IT } from './message-queue.js';
import type { OrderTickets } from './order-tickets.js';

/** What a desk needs of the simulation: to send things on their way and to set the timer. */
export interface Exchange {
  readonly now: number;
  submit(ticket: number): void;
  cancel(ticket: number, quantity: number): void;
  /** A ticket that takes the place of an older one. */
  replace(ticket: number, old: number): void;
  wakeAt(participant: number, timeNs: number): void;
}

/** The desk of one participant. */
export class TradingDesk implements Desk {
  private readonly ownAccounts: ReadonlySet<number> | undefined;

  constructor(
    private readonly exchange: Exchange,
    private readonly participant: number,
    private readonly agentId: string,
    private readonly instrument: number,
    readonly market: MarketView,
    private readonly tickets: OrderTickets,
    private readonly ledger: Ledger | undefined,
    private readonly streams: Streams,
    accounts: Iterable<number> | undefined,
  ) {
    this.ownAccounts = accounts === undefined ? undefined : new Set(accounts);
  }

  get now(): number {
    return this.exchange.now;
  }

  stream(purpose: string): Stream {
    return this.streams.stream(`${this.agentId}/${purpose}`);
  }

  submit(account: number, side: number, orderType: number, price: number, quantity: number, display = 0): number {
    this.expectOwn(account);
    const ticket = this.tickets.issue(this.participant, account, side, orderType, price, quantity, display);
    this.exchange.submit(ticket);
    return ticket;
  }

  cancel(ticket: number, quantity = ALL_OF_IT): void {
    this.expectOwnTicket(ticket, 'cancelled');
    this.exchange.cancel(ticket, quantity);
  }

  replace(ticket: number, price: number, quantity: number): number {
    this.expectOwnTicket(ticket, 'replaced');
    const fresh = this.tickets.reissue(ticket, price, quantity);
    this.exchange.replace(fresh, ticket);
    return fresh;
  }

  wakeAt(timeNs: number): void {
    if (Number.isNaN(timeNs)) throw new Error(`agent ${this.agentId} asked to be woken at NaN`);
    this.exchange.wakeAt(this.participant, timeNs);
  }

  remaining(ticket: number): number {
    return this.tickets.openOf(ticket);
  }

  cash(account: number): number {
    this.expectOwn(account);
    return this.ledger === undefined ? Infinity : this.ledger.availableCash(account);
  }

  holdings(account: number): number {
    this.expectOwn(account);
    return this.ledger === undefined ? Infinity : this.ledger.holdings(account, this.instrument);
  }

  sellable(account: number): number {
    this.expectOwn(account);
    return this.ledger === undefined ? Infinity : this.ledger.sellable(account, this.instrument);
  }

  private expectOwnTicket(ticket: number, what: string): void {
    if (this.tickets.participantOf(ticket) !== this.participant)
      throw new Error(`agent ${this.agentId} ${what} ticket ${ticket}, which is not its own`);
  }

  private expectOwn(account: number): void {
    if (this.ownAccounts !== undefined && !this.ownAccounts.has(account))
      throw new Error(`agent ${this.agentId} uses account ${account}, which is not its own`);
  }
}
