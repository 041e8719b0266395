import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { summariseMarket } from '../../../src/fit/index.js';
import type { ModelFile } from '../../../src/model/index.js';
import { HOUR, Kind, MINUTE, Phase, type Tape, TapeCursor, TradeStage } from '../../../src/tape/index.js';
import { quietMarket } from './quiet-market.js';

const model: ModelFile = JSON.parse(
  readFileSync(new URL('../../../scenarios/models/szse-300233.json', import.meta.url), 'utf8'),
);
const OPEN = 9 * HOUR + 30 * MINUTE;
const at = (minutes: number) => OPEN + minutes * MINUTE;

/** A number that depends on every value of every row. */
function fingerprint(tape: Tape, until = Infinity): number {
  const cursor = new TapeCursor(tape);
  let hash = 0;
  while (cursor.next() && cursor.time < until)
    for (const value of [
      cursor.time,
      cursor.kind,
      cursor.order,
      cursor.side,
      cursor.price,
      cursor.quantity,
      cursor.code,
    ])
      hash = (Math.imul(hash, 31) + (value % 2_147_483_647)) | 0;
  return hash;
}

describe('the background', () => {
  it('opens with a call, trades continuously, and keeps a book with two sides and a narrow spread', () => {
    const tape = quietMarket({ model, seed: 1, endNs: at(30) });
    const cursor = new TapeCursor(tape);
    let auction = 0;
    let rejected = 0;
    while (cursor.next()) {
      if (cursor.kind === Kind.trade && cursor.code === TradeStage.openCall) auction += cursor.quantity;
      if (cursor.kind === Kind.rejected) rejected++;
    }
    expect(auction).toBeGreaterThan(20_000);
    expect(rejected / tape.length).toBeLessThan(0.01);
    const summary = summariseMarket(tape, [at(2), at(30)]);
    expect(summary.spreadShares[0]).toBeGreaterThan(0.5);
    expect(summary.spreadShares[0]).toBeLessThan(0.95);
    expect(summary.depth5Bid).toBeGreaterThan(20_000);
    expect(summary.depth5Bid).toBeLessThan(250_000);
    expect(summary.depth5Ask).toBeGreaterThan(20_000);
    expect(summary.depth5Ask).toBeLessThan(350_000);
    expect(summary.volume).toBeGreaterThan(8_000_000);
    expect(summary.volume).toBeLessThan(40_000_000);
  });

  it('is the same twice, another with another seed, and does not depend on when it ends', () => {
    const short = quietMarket({ model, seed: 5, endNs: at(2) });
    expect(fingerprint(quietMarket({ model, seed: 5, endNs: at(2) }))).toBe(fingerprint(short));
    expect(fingerprint(quietMarket({ model, seed: 6, endNs: at(2) }))).not.toBe(fingerprint(short));
    const longer = quietMarket({ model, seed: 5, endNs: at(4) });
    expect(fingerprint(longer, at(2))).toBe(fingerprint(short, at(2)));
  });

  it('sends fewer marketable orders when others send their share', () => {
    const all = summariseMarket(quietMarket({ model, seed: 2, endNs: at(10) }), [at(0), at(10)]);
    const thinned = summariseMarket(quietMarket({ model, seed: 2, endNs: at(10), thinning: 0.5 }), [at(0), at(10)]);
    expect(thinned.volume / all.volume).toBeLessThan(0.8);
    expect(thinned.volume / all.volume).toBeGreaterThan(0.3);
  });

  it('reacts as told: another reaction is another market', () => {
    const one = quietMarket({ model, seed: 3, endNs: at(3) });
    const none = quietMarket({ model, seed: 3, endNs: at(3), reaction: 0 });
    expect(fingerprint(none)).not.toBe(fingerprint(one));
    expect(fingerprint(none, OPEN)).toBe(fingerprint(one, OPEN));
  });

  it('drops orders that nobody can send', () => {
    const tape = quietMarket({ model, seed: 1, endNs: at(1), accountFor: () => -1 });
    const cursor = new TapeCursor(tape);
    while (cursor.next()) expect(cursor.kind).toBe(Kind.phase);
  });

  it('seeds a book of its own where there is no opening call', () => {
    const tape = quietMarket({ model: { ...model, openingCall: null }, seed: 1, endNs: at(5) });
    const cursor = new TapeCursor(tape);
    let first = -1;
    while (first < 0 && cursor.next()) if (cursor.kind === Kind.accepted) first = cursor.time;
    expect(first).toBe(OPEN);
    expect(summariseMarket(tape, [at(1), at(5)]).depth5Bid).toBeGreaterThan(20_000);
  });

  it('stops at lunch', () => {
    const tape = quietMarket({ model, seed: 1, endNs: 11 * HOUR + 31 * MINUTE });
    const cursor = new TapeCursor(tape);
    let lunch = false;
    while (cursor.next()) {
      if (cursor.kind === Kind.phase && cursor.code === Phase.lunch) lunch = true;
      else expect(lunch).toBe(false);
    }
    expect(lunch).toBe(true);
  });
});
