import type { RulePack } from '../../src/rules/index.js';
import type { PlainRequest } from './plain-desk.js';

/** What stands in front of a venue that works on so many requests a second, and the queue there. */
export class PlainThroughput {
  readonly waiting: PlainRequest[] = [];
  /** When the venue can work on the next request. */
  private freeAt = 0;

  constructor(private readonly rules: NonNullable<RulePack['throughput']>) {}

  /** When the request at the head of the queue will be worked on. */
  get nextDue(): number {
    return this.waiting.length > 0 ? this.freeAt : Infinity;
  }

  /** What happens to a request that arrives. */
  arrival(now: number): 'work' | 'wait' | 'refuse' {
    if (this.waiting.length === 0 && this.freeAt <= now) {
      this.freeAt = now + this.service;
      return 'work';
    }
    return this.waiting.length < this.rules.queue ? 'wait' : 'refuse';
  }

  /** Takes the head of the queue to work on it. */
  next(): PlainRequest {
    this.freeAt += this.service;
    return this.waiting.shift()!;
  }

  private get service(): number {
    return Math.floor(1_000_000_000 / this.rules.messagesPerSecond);
  }
}
