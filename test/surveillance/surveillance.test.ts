import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineDetector, detectorDefinitions, fired, Surveillance, type Watch } from '../../src/surveillance/index.js';
import { Flag, Kind, type Tape, TapeCursor } from '../../src/tape/index.js';
import { randomDay } from '../conformance/random-day.js';
import { headerWith, TradingSession, thresholds, watchTape } from './trading-session.js';

/** All detectors with numbers at which small random days are full of alerts. */
const watches: Watch[] = [
  { id: 'fd-c', parameters: { residualShares: 3_000, largeOrders: 4, cancelRatio: 0.3 } },
  { id: 'ws', parameters: { dayShare: 0.05, closeCallShare: 0.1 } },
  {
    id: 'spoof-pattern',
    parameters: {
      depthRatio: 0.005,
      ownSizeRatio: 0.3,
      fillRatio: 0.3,
      withdrawnShare: 0.01,
      unexecutedShare: 0.01,
      fillSeconds: 3_600,
      gapSeconds: 100,
      displayMinutes: 300,
    },
  },
  { id: 'naive-large-cancel', parameters: { shares: 1_000, seconds: 3_600 } },
];

/** Watches a tape, and at every row number named that ends a command saves and goes on with a new surveillance. */
function interrupted(tape: Tape, rows: readonly number[]) {
  let surveillance = new Surveillance(tape.header, watches, { thresholds });
  const cursor = new TapeCursor(tape);
  while (cursor.next()) {
    surveillance.onRow(cursor);
    if (!rows.includes(cursor.sequence) || (cursor.flags & Flag.continues) !== 0) continue;
    const saved = JSON.parse(JSON.stringify(surveillance.save()));
    surveillance = new Surveillance(tape.header, watches, { thresholds });
    surveillance.restore(saved);
  }
  return surveillance.finish();
}

describe('saving and restoring', () => {
  it('changes nothing, wherever it happens', () => {
    let alerts = 0;
    fc.assert(
      fc.property(fc.nat(), fc.array(fc.nat(900), { maxLength: 4 }), (seed, rows) => {
        const tape = randomDay(seed, 500, 2);
        const whole = watchTape(tape, watches);
        expect(interrupted(tape, rows)).toEqual(whole);
        alerts += whole.length;
      }),
      { numRuns: 40 },
    );
    expect(alerts).toBeGreaterThan(200);
  });

  it('meets all detectors on random days', () => {
    const found = new Set(watchTape(randomDay(1), watches).map(({ detector }) => detector));
    expect([...found].sort()).toEqual(watches.map(({ id }) => id).sort());
  });

  it('is refused within a command', () => {
    const session = new TradingSession([0, 1]).at('10:00');
    session.buy(0, 100, 1000);
    session.sell(1, 100, 1000);
    const { tape } = session;
    const surveillance = new Surveillance(tape.header, watches, { thresholds });
    const cursor = new TapeCursor(tape);
    while (cursor.next()) {
      surveillance.onRow(cursor);
      if ((cursor.flags & Flag.continues) !== 0) break;
    }
    expect(() => surveillance.save()).toThrow('between commands');
  });

  it('refuses the memory of other posts', () => {
    const saved = new Surveillance(headerWith([0]), watches, { thresholds }).save();
    const other = new Surveillance(headerWith([0]), [...watches].reverse(), { thresholds });
    expect(() => other.restore(saved)).toThrow('naive-large-cancel');
  });
});

describe('one surveillance', () => {
  it('gives each detector what it would have found alone', () => {
    const tape = randomDay(7);
    const together = watchTape(tape, watches);
    for (const watch of watches)
      expect(together.filter(({ detector }) => detector === watch.id)).toEqual(watchTape(tape, [watch]));
  });

  it('gives the same alerts for the same tape', () => {
    expect(watchTape(randomDay(9), watches)).toEqual(watchTape(randomDay(9), watches));
  });

  it('numbers alerts by detector, keeps near misses, and writes no alert below half', () => {
    const alerts = watchTape(randomDay(3), watches);
    expect(alerts.every(({ score }) => score >= 0.5)).toBe(true);
    expect(alerts.some((alert) => !fired(alert))).toBe(true);
    const ids = alerts.filter(({ detector }) => detector === 'fd-c').map(({ alertId }) => alertId);
    expect(ids).toEqual(ids.map((_, index) => `fd-c-${index + 1}`));
  });

  it('fires exactly when every condition of the evidence holds', () => {
    for (const alert of watchTape(randomDay(5), watches)) {
      const held = alert.evidence.every(
        (one) =>
          one.passed ||
          (one.alternative !== undefined &&
            alert.evidence.some((other) => other.alternative === one.alternative && other.passed)),
      );
      expect(fired(alert)).toBe(held);
    }
  });

  it('lets no two alerts that fired complain of the same minutes', () => {
    const alerts = watchTape(randomDay(11, 1_200), watches).filter(fired);
    for (const one of alerts)
      for (const other of alerts)
        if (
          one !== other &&
          one.detector === other.detector &&
          one.side === other.side &&
          one.instrument === other.instrument &&
          one.detector === 'fd-c' &&
          one.accounts.some((account) => other.accounts.includes(account))
        )
          expect(one.endNs <= other.startNs || other.endNs <= one.startNs).toBe(true);
  });
});

describe('memory', () => {
  it('does not grow with the rows of the same investors', () => {
    const owners = Array.from({ length: 20 }, (_, account) => account);
    const remembered = (rounds: number): number => {
      const session = new TradingSession(owners).at('09:30');
      session.buy(0, 50_000, 995);
      session.sell(1, 50_000, 1005);
      for (let round = 0; round < rounds; round++) {
        const account = 2 + (round % 18);
        const shown = session.buy(account, 90_000, 994);
        const sold = session.sell(account, 100, 1000);
        session.buy(account === 19 ? 2 : account + 1, 100, 1000);
        session.later(0.2).cancel(shown, sold);
      }
      const surveillance = new Surveillance(session.header, watches, { thresholds });
      const cursor = new TapeCursor(session.tape);
      while (cursor.next()) surveillance.onRow(cursor);
      const { alerts, ...memory } = surveillance.save();
      expect(alerts.length).toBeLessThan(rounds);
      return JSON.stringify(memory).length;
    };
    // Alerts are results and are kept; all else is as large after four times as many rows, but for longer numbers.
    expect(remembered(32_000)).toBeLessThan(1.1 * remembered(8_000));
  });
});

describe('a view', () => {
  const session = () => {
    const trading = new TradingSession([0, 1]).at('10:00');
    const order = trading.buy(0, 100_000, 990);
    return trading.later(10).cancel(order);
  };

  it('of the regulator names accounts, the public one none', () => {
    const watch = [{ id: 'naive-large-cancel' }];
    expect(session().watch(watch)[0].accounts).toEqual([0]);
    expect(session().watch(watch, { view: { kind: 'public' } })[0].accounts).toEqual([]);
  });

  it('of a member names his own clients alone', () => {
    const trading = session();
    trading.header.accounts.broker.set([3, 4]);
    const watch = [{ id: 'naive-large-cancel' }];
    expect(trading.watch(watch, { view: { kind: 'member', brokers: [3] } })[0].accounts).toEqual([0]);
    expect(trading.watch(watch, { view: { kind: 'member', brokers: [4] } })[0].accounts).toEqual([]);
  });

  it('of a member hides who owns the accounts of others, and what they have', () => {
    const known: (readonly number[])[] = [];
    const definition = defineDetector({
      id: 'curious',
      summary: 'reads headers',
      version: 1,
      practices: [],
      rule: false,
      parameters: z.strictObject({}),
      create: (_parameters, { header }) => {
        const look = ({ accounts }: typeof header) =>
          known.push([...accounts.owner], [...accounts.cash], [...accounts.holdings]);
        look(header);
        return { kinds: [Kind.accepted], onRow: (row) => void look(row.header) };
      },
    });
    const trading = session();
    trading.header.accounts.broker.set([3, 4]);
    trading.watch([{ id: 'curious', definition }], { view: { kind: 'member', brokers: [3] } });
    expect(known).toHaveLength(6);
    for (const [own, strange] of known) expect([own === -1, strange]).toEqual([false, -1]);
  });

  it('of a member hides what others were refused', () => {
    const rejected: number[] = [];
    const definition = defineDetector({
      id: 'refused',
      summary: 'notes refusals',
      version: 1,
      practices: [],
      rule: false,
      parameters: z.strictObject({}),
      create: () => ({ kinds: [Kind.rejected], onRow: (row) => void rejected.push(row.account) }),
    });
    const trading = new TradingSession([0, 1]).at('09:21');
    trading.header.accounts.broker.set([3, 4]);
    trading.cancel(99);
    trading.venue.submit(0, 0, 0, 0, -5, 100);
    trading.venue.submit(0, 1, 0, 0, -5, 100);
    trading.watch([{ id: 'refused', definition }]);
    expect(rejected).toContain(1);
    rejected.length = 0;
    trading.watch([{ id: 'refused', definition }], { view: { kind: 'member', brokers: [3] } });
    expect(rejected).toEqual([0]);
  });
});

describe('what a user gets wrong', () => {
  it.each<[Watch, string]>([
    [{ id: 'spoof-patern' }, 'did you mean "spoof-pattern"?'],
    [{ id: 'fd-c', parameters: { residualShare: 1 } }, 'residualShare'],
    [{ id: 'naive-large-cancel', parameters: { shares: 'many' } }, 'surveillance.detectors.naive-large-cancel.shares'],
  ])('is said', (watch, message) => {
    expect(() => new Surveillance(headerWith([0]), [watch], { thresholds })).toThrow(message);
  });
});

describe('the registry', () => {
  it('has ids in kebab-case, summaries, and parameters that say what they are', () => {
    for (const { id, summary, parameters, practices } of detectorDefinitions) {
      expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
      expect(summary.length).toBeGreaterThan(10);
      expect(practices.length).toBeGreaterThan(0);
      const { shape } = parameters as z.ZodObject;
      for (const parameter of Object.values(shape)) expect((parameter as z.ZodType).description).toBeTruthy();
    }
  });
});
