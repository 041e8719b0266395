/**
 * What a book and a venue do at their edges: per-message times and the rate with 1,000 to 1,000,000 live orders, the
 * longest pause while the price walks a million ticks and the window follows, orders 200,000 ticks away, and the memory
 * of a hundred instruments that nobody trades. Books are audited behind every measurement.
 *
 * A message is an order or a cancel in turn, so that the number of live orders stays; prices lie within 2,000 ticks of a
 * mid that stands still. Streams are seeded (sfc32). Times per message hold the cost of the clock, which is shown. A pause
 * is judged by the least of five runs of the same messages, since any run may be interrupted by the machine.
 * Usage: tsx bench/extremes.ts
 */
import { performance } from 'node:perf_hooks';
import { OrderBook, OrderRegister, Venue } from '../src/market/index.js';
import { rulesInForce } from '../src/rules/index.js';
import { noAccounts, TAPE_SCHEMA, type TapeHeader, TapeWriter } from '../src/tape/index.js';

const MID = 1_000_000;
const SPREAD = 2_000;
const PAUSE_GOAL = 5;
const MEMORY_GOAL = 200;
const FAR = 200_000;
/** A step is two messages; milliseconds to ns a message. */
const HALF_A_STEP = 5e5;

/** sfc32: a small seeded generator whose cost does not show. */
class Draws {
  private a = 0x9e3779b9;
  private b = 0x243f6a88;
  private c = 0xb7e15162;
  private d = 1;

  constructor(seed: number) {
    this.c ^= seed;
    for (let i = 0; i < 20; i++) this.below(2);
  }

  below(bound: number): number {
    const sum = (this.a + this.b + this.d) | 0;
    this.d = (this.d + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = ((this.c << 21) | (this.c >>> 11)) + sum;
    return Math.floor(((sum >>> 0) / 4_294_967_296) * bound);
  }
}

/** A book that keeps its number of live orders: an order comes, one goes. */
class SteadyBook {
  readonly book = new OrderBook({ referencePrice: MID, register: new OrderRegister() });
  private readonly live: Int32Array;
  private next = 0;

  constructor(
    private readonly count: number,
    private readonly draws: Draws,
  ) {
    this.live = new Int32Array(count);
    for (let i = 0; i < count; i++) this.live[i] = this.add();
  }

  step(): void {
    const chosen = this.draws.below(this.count);
    this.book.remove(this.live[chosen]);
    this.live[chosen] = this.add();
  }

  private add(): number {
    const side = this.draws.below(2);
    const away = 1 + this.draws.below(SPREAD);
    const order = this.next++;
    this.book.add(order, side, side === 0 ? MID - away : MID + away, 1 + this.draws.below(900), order);
    return order;
  }
}

liveOrders();
pauses();
farOrders();
idleInstruments();

function liveOrders(): void {
  console.log('live orders      M messages/s   ns a message: p50   p99   p99.9   (half are orders, half cancels)');
  let few = 0;
  for (const count of [1_000, 10_000, 100_000, 1_000_000]) {
    const market = new SteadyBook(count, new Draws(count));
    for (let i = 0; i < 1_000_000; i++) market.step();
    const steps = 1_000_000;
    const started = performance.now();
    for (let i = 0; i < steps; i++) market.step();
    const rate = (2 * steps) / (performance.now() - started) / 1000;
    const times = new Float64Array(200_000);
    for (let i = 0; i < times.length; i++) {
      const before = performance.now();
      market.step();
      times[i] = (performance.now() - before) * HALF_A_STEP;
    }
    times.sort();
    const at = (share: number) => times[Math.floor(share * times.length)].toFixed(0).padStart(6);
    if (market.book.orderCount !== count) fail(`${market.book.orderCount} orders rest, expected ${count}`);
    market.book.validate();
    if (few === 0) few = rate;
    const fall = count === 1_000 ? '' : `   ${(few / rate).toFixed(1)} times slower than 1,000`;
    console.log(
      `${String(count).padStart(11)}    ${rate.toFixed(2).padStart(12)}   ${at(0.5).padStart(18)}${at(0.99)}${at(0.999)}${fall}`,
    );
  }
  const clock = new Float64Array(100_000);
  for (let i = 0; i < clock.length; i++) {
    const before = performance.now();
    clock[i] = (performance.now() - before) * HALF_A_STEP;
  }
  clock.sort();
  console.log(`  the clock itself: ${clock[clock.length >> 1].toFixed(0)} ns of each`);
}

/** 200,000 orders around a mid that walks a million ticks up, in steps of ten. */
function pauses(): void {
  const steps = 100_000;
  const least = new Float64Array(steps).fill(Infinity);
  for (let run = 0; run < 5; run++) {
    const draws = new Draws(7);
    const book = new OrderBook({ referencePrice: MID });
    const live = new Int32Array(200_000).fill(-1);
    let next = 0;
    for (let step = -live.length; step < steps; step++) {
      const chosen = (step + live.length) % live.length;
      const mid = MID + Math.max(0, step) * 10;
      const side = draws.below(2);
      const away = 1 + draws.below(20_000);
      const started = performance.now();
      if (live[chosen] >= 0) book.remove(live[chosen]);
      book.add(next, side, side === 0 ? mid - away : mid + away, 100, next);
      const took = performance.now() - started;
      live[chosen] = next++;
      if (step >= 0 && took < least[step]) least[step] = took;
    }
    book.validate();
  }
  const longest = least.reduce((a, b) => Math.max(a, b), 0);
  console.log(
    `longest pause    ${longest.toFixed(2)} ms over ${steps} steps of a walk by ${steps * 10} ticks, 200,000 orders; goal ${PAUSE_GOAL}: ${longest < PAUSE_GOAL ? 'met' : 'MISSED'}`,
  );
}

function farOrders(): void {
  const draws = new Draws(11);
  const market = new SteadyBook(10_000, draws);
  const { book } = market;
  const first = 20_000;
  const count = 10_000;
  let started = performance.now();
  for (let i = 0; i < count; i++) {
    const side = i & 1;
    const away = FAR + draws.below(FAR);
    book.add(first + i, side, side === 0 ? MID - away : MID + away, 100, i);
  }
  let took = performance.now() - started;
  book.validate();
  started = performance.now();
  for (let i = 0; i < count; i++) if (book.remove(first + i) !== 100) fail(`far order ${i} was not there`);
  took += performance.now() - started;
  const each = (took / count) * 1000;
  book.validate();
  console.log(
    `far orders       ${count} orders ${FAR} to ${2 * FAR} ticks away came and went, ${each.toFixed(2)} µs each`,
  );
}

function idleInstruments(): void {
  const rules = rulesInForce('szse-main', '2025-05-06');
  const header: TapeHeader = {
    schema: TAPE_SCHEMA,
    source: 'bench',
    venue: rules.id,
    date: '2025-05-06',
    rulePack: rules.version,
    instruments: Array.from({ length: 100 }, (_, i) => ({
      symbol: String(1 + i).padStart(6, '0'),
      currency: rules.currency,
      moneyPerTick: rules.tick,
      quantityUnit: rules.quantityUnit,
      status: 'ordinary' as const,
      statusDay: -1,
      previousClose: 1_000 + 10 * i,
      lowerLimit: -1,
      upperLimit: -1,
      referenceVolume: -1,
      referenceDepth5: { bid: -1, ask: -1 },
      floatShares: -1,
    })),
    accounts: noAccounts(),
  };
  const before = held();
  const tape = new TapeWriter(header, { retention: 'drop' });
  const { instruments, accounts } = header;
  const venue = new Venue({ rules, instruments, accounts, tape, settlement: 'none' });
  venue.advanceTo(35e12);
  const megabytes = (held() - before) / 1e6;
  if (venue.book(99).orderCount !== 0) fail('an idle book has orders');
  console.log(
    `100 idle instruments   ${megabytes.toFixed(1)} MB; goal ${MEMORY_GOAL}: ${megabytes < MEMORY_GOAL ? 'met' : 'MISSED'}`,
  );
}

function held(): number {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

function fail(message: string): never {
  console.error(`WRONG: ${message}`);
  process.exit(1);
}
