import { describe, expect, it } from 'vitest';
import {
  attributedAgain,
  investorStatistics,
  kolmogorovSmirnov,
  type TestStatistic,
  testStatistics,
} from '../../../bench/attribution-study.js';
import { signMemoryOf, tradeNetwork } from '../../../src/agents/attribution/attribution-checks.js';
import { Resubmissions } from '../../../src/agents/attribution/resubmissions.js';
import { Streams } from '../../../src/random/index.js';
import { columns, Kind, Side, Tape, TapeChunk, TapeCursor } from '../../../src/tape/index.js';
import { attributedFlow } from './flow.js';

/** The same events with nobody's name. */
function stripped(tape: Tape): Tape {
  const chunks = tape.chunks.map((from) => {
    const to = new TapeChunk();
    to.length = from.length;
    for (const { name } of columns) to[name].set(from[name]);
    to.account.fill(-1);
    to.otherAccount.fill(-1);
    return to;
  });
  return new Tape(tape.header, chunks, tape.length);
}

describe('a tape whose orders get accounts again', () => {
  const dial = { active: 1500, topFiveShare: 0.1 };
  const { tape: known } = attributedFlow('split', { ...dial, orders: 10_000, seed: 1 });
  const again = attributedAgain(known, { ...dial, seed: 1 });

  it('keeps its events, and says the same account of an order wherever it appears', () => {
    const [before, after] = [new TapeCursor(known), new TapeCursor(again.tape)];
    const others = columns.map(({ name }) => name).filter((name) => name !== 'account' && name !== 'otherAccount');
    const accountOf = new Map<number, number>();
    let named = 0;
    while (before.next() && after.next()) {
      if (others.some((name) => after[name] !== before[name])) throw new Error(`row ${before.sequence} changed`);
      if (after.kind === Kind.accepted) accountOf.set(after.order, after.account);
      if (after.kind === Kind.trade) {
        named++;
        expect(accountOf.get(after.order)).toBe(after.account);
        expect(accountOf.get(after.otherOrder)).toBe(after.otherAccount);
      }
    }
    expect(named).toBeGreaterThan(500);
    expect(again.unattributed).toBe(0);
  });

  it('nobody sells more than was held at the opening', () => {
    const sold = Float64Array.from(again.tape.header.accounts.holdings);
    const cursor = new TapeCursor(again.tape);
    while (cursor.next())
      if (cursor.kind === Kind.trade)
        sold[cursor.side === Side.sell ? cursor.account : cursor.otherAccount] -= cursor.quantity;
    expect(Math.min(...sold)).toBeGreaterThanOrEqual(0);
  });

  it('does not read the accounts that the tape named, and is the same for the same seed', () => {
    const accounts = ({ tape }: { tape: Tape }) => [...tape.chunks[0].account.subarray(0, 2000)];
    expect(accounts(attributedAgain(stripped(known), { ...dial, seed: 1 }))).toEqual(accounts(again));
    expect(accounts(attributedAgain(known, { ...dial, seed: 2 }))).not.toEqual(accounts(again));
  });

  it('explains the memory of signs by splitting, as far as lag 2', () => {
    const { autocorrelation, sameAccount } = signMemoryOf(again.tape);
    for (const lag of [0, 1]) expect(Math.abs(sameAccount[lag] - autocorrelation[lag])).toBeLessThan(0.12);
  });

  it('has a trade network in which the busy meet the idle', () => {
    const { assortativity, tailExponent, largestDegree, accounts } = tradeNetwork(again.tape);
    expect(assortativity).toBeLessThan(0);
    expect(tailExponent).toBeGreaterThan(0.8);
    expect(tailExponent).toBeLessThan(4);
    expect(largestDegree).toBeLessThan(accounts);
  });

  it('shows tests of abnormal trading much the same figures as before', () => {
    const [before, after] = [investorStatistics(known), investorStatistics(again.tape)];
    for (const statistic of Object.keys(testStatistics) as TestStatistic[])
      expect(kolmogorovSmirnov(before.values[statistic], after.values[statistic]).distance).toBeLessThan(0.25);
    expect(after.selfTraded).toBeLessThan(0.03);
  });
});

describe('resubmissions', () => {
  it('are orders of the same side and quantity within 50 ms of a cancel, nearly always', () => {
    const resubmissions = new Resubmissions(new Streams(1).stream('links'));
    let linked = 0;
    for (let i = 0; i < 1000; i++) {
      resubmissions.cancelled(i * 1e9, 0, 2_000, i);
      expect(resubmissions.accountOf(i * 1e9 + 1e6, 1, 2_000)).toBe(-1);
      expect(resubmissions.accountOf(i * 1e9 + 1e6, 0, 2_100)).toBe(-1);
      const account = resubmissions.accountOf(i * 1e9 + 40e6, 0, 2_000);
      if (account >= 0) {
        expect(account).toBe(i);
        linked++;
        expect(resubmissions.accountOf(i * 1e9 + 41e6, 0, 2_000)).toBe(-1);
      }
    }
    expect(linked / 1000).toBeCloseTo(0.94, 1);
    resubmissions.cancelled(2e12, 0, 2_000, 5);
    expect(resubmissions.accountOf(2e12 + 60e6, 0, 2_000)).toBe(-1);
    resubmissions.cancelled(3e12, 0, 900, 5);
    expect(resubmissions.accountOf(3e12, 0, 900)).toBe(-1);
  });
});

describe('distance of two distributions', () => {
  it('is the largest between their steps', () => {
    expect(kolmogorovSmirnov([1, 2, 3], [4, 5]).distance).toBe(1);
    expect(kolmogorovSmirnov([1, 2, 2, 3], [1, 2, 2, 3]).distance).toBe(0);
    expect(kolmogorovSmirnov([1, 2, 3, 4], [3, 4, 5, 6]).distance).toBe(0.5);
  });
});
