import type { RulePack } from '../../rules/index.js';
import { SECOND } from '../../tape/index.js';
import { RequestQueue } from './request-queue.js';

/**
 * The throughput of a venue: it works on one request at a time, each takes a fixed time, and so many may wait. What
 * comes faster than that waits its turn, which is how quote stuffing delays everybody else.
 */
export class Gateway {
  readonly queue = new RequestQueue();
  private freeAt = 0;
  private readonly serviceNs: number;
  private readonly places: number;

  constructor({ messagesPerSecond, queue }: NonNullable<RulePack['throughput']>) {
    this.serviceNs = Math.floor(SECOND / messagesPerSecond);
    this.places = queue;
  }

  /** When the next waiting request is worked on, ns; Infinity when none waits. */
  get due(): number {
    return this.queue.length === 0 ? Infinity : this.freeAt;
  }

  get isFull(): boolean {
    return this.queue.length >= this.places;
  }

  /** Whether a request is worked on at once. */
  admits(now: number): boolean {
    if (this.queue.length > 0 || this.freeAt > now) return false;
    this.freeAt = now + this.serviceNs;
    return true;
  }

  /** The venue begins to work on a waiting request. */
  serve(): void {
    this.freeAt += this.serviceNs;
  }
}
