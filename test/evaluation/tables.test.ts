import { describe, expect, it } from 'vitest';
import {
  compareWithBaseline,
  effects,
  falseAlerts,
  operatingCurve,
  type RunRecord,
  recallTable,
  thresholdAtLoad,
} from '../../src/evaluation/index.js';
import { alert, campaign, practicesOf, record, SECOND } from './run-records.js';

const options = { practicesOf };
const detectors = ['spoof-pattern', 'naive-large-cancel', 'ws'];
const seeds = Array.from({ length: 40 }, (_, seed) => seed);
const near = (score: number, detector = 'spoof-pattern') => alert({ score, detector });
const stray = (score: number, detector = 'spoof-pattern') => alert({ score, detector, accounts: [5] });

describe('recall', () => {
  it('counts campaigns with an alert that fires, with its exact interval', () => {
    const records = seeds.map((seed) =>
      record('attack', seed, { alerts: seed < 38 ? [near(1.2), near(3)] : [near(0.9)] }),
    );
    const [row] = recallTable(records, ['spoof-pattern'], options);
    expect(row).toMatchObject({
      cell: '',
      attack: 'spoof',
      practice: 'spoofing',
      campaigns: 40,
      detected: 38,
      recall: 0.95,
    });
    expect(row.lower95).toBeCloseTo(0.8308, 4);
    expect(row.medianDelaySeconds).toBe(200);
    expect(row.conformance).toBeNull();
  });

  it('stands in the table for every detector that looks for the practice, and for no other', () => {
    const rows = recallTable([record('attack', 1)], detectors, options);
    expect(rows.map(({ detector, detected }) => [detector, detected])).toEqual([
      ['spoof-pattern', 0],
      ['naive-large-cancel', 0],
    ]);
    expect(rows[0].medianDelaySeconds).toBeNull();
  });

  it('is kept apart by cell and attack', () => {
    const two = { spoof: { cash: 0, holdings: [0] }, other: { cash: 0, holdings: [0] } };
    const positions = { attacks: two, others: { cash: 0, holdings: [0] }, fees: 0 };
    const truth = { campaigns: [campaign(), campaign({ id: 'other', accounts: [20] })], benign: [] };
    const records = ['1', '4'].map((cell) =>
      record('attack', 1, { cell, truth, positions, alerts: cell === '4' ? [near(1)] : [] }),
    );
    const rows = recallTable(records, ['spoof-pattern'], options);
    expect(rows.map(({ cell, attack, detected }) => [cell, attack, detected])).toEqual([
      ['1', 'other', 0],
      ['1', 'spoof', 0],
      ['4', 'other', 0],
      ['4', 'spoof', 1],
    ]);
  });

  it('takes campaigns of one seed for what they are: not independent', () => {
    const truth = { campaigns: Array.from({ length: 10 }, (_, index) => campaign({ accounts: [index] })), benign: [] };
    const alerts = truth.campaigns.map((_, index) => alert({ accounts: [index] }));
    const [row] = recallTable(
      [0, 1, 2, 3].map((seed) => record('attack', seed, { truth, alerts })),
      ['spoof-pattern'],
      options,
    );
    expect(row).toMatchObject({ campaigns: 40, detected: 40 });
    expect(row.lower95).toBeCloseTo(0.3976, 3);
  });

  it('names campaigns of which somebody was accused of another practice', () => {
    const records = [record('attack', 1, { alerts: [alert({ detector: 'elsewhere', practice: 'ramping' })] })];
    expect(recallTable(records, ['elsewhere'], options)).toMatchObject([{ detected: 0, wrongPractice: 1 }]);
  });

  it('comes with the conformance of the cell', () => {
    const judged = (conforms: boolean) => ({ conformance: [{ detector: 'spoof-pattern', conforms }] });
    const records = [record('attack', 1, judged(true)), record('clean', 1, judged(false))];
    expect(recallTable(records, ['spoof-pattern'], options)[0].conformance).toBe(0.5);
  });
});

describe('false alerts', () => {
  it('are all alerts that fire in runs without abuse, with a Poisson bound', () => {
    const records = seeds.flatMap((seed) => [
      record('clean', seed, { alerts: seed === 0 ? [stray(1), stray(0.7)] : [] }),
      record('purpose', seed),
    ]);
    const rows = falseAlerts(records, ['spoof-pattern'], options);
    expect(rows.map(({ arm, alerts, instrumentDays }) => [arm, alerts, instrumentDays])).toEqual([
      ['clean', 1, 40],
      ['purpose', 0, 40],
      ['clean+purpose', 1, 80],
    ]);
    expect(rows[2].upper95).toBeCloseTo(5.5716 / 80, 5);
    expect(rows[1].upper95).toBeCloseTo(3.6889 / 40, 5);
  });

  it('are those that match no campaign where there was one', () => {
    const records = [record('attack', 1, { alerts: [near(2), stray(2)] })];
    expect(falseAlerts(records, ['spoof-pattern'], options)).toMatchObject([{ arm: 'attack', alerts: 1 }]);
  });

  it('are not those on the right accounts for another practice, which are counted beside them', () => {
    const wash = (score: number) => alert({ score, detector: 'ws', practice: 'wash-trading' });
    const records = [record('attack', 1, { alerts: [wash(2), wash(0.9)] }), record('clean', 1)];
    const rows = falseAlerts(records, ['ws'], options);
    expect(rows.map(({ arm, alerts, wrongPractice }) => [arm, alerts, wrongPractice])).toEqual([
      ['clean', 0, 0],
      ['clean+purpose', 0, 0],
      ['attack', 0, 1],
    ]);
  });

  it('on planted look-alikes are counted among them', () => {
    const benign = [{ id: 'skewed', agent: 'skewed-market-maker', accounts: [5], matchedTo: 'spoof' }];
    const alerts = [stray(1), alert({ accounts: [6] })];
    const records = [record('clean', 1, { alerts, truth: { campaigns: [], benign } })];
    expect(falseAlerts(records, ['spoof-pattern'], options)[0]).toMatchObject({ alerts: 2, onLookalikes: 1 });
  });

  it('of a run that several cells share count once', () => {
    const shared = record('clean', 1, { alerts: [stray(1)] });
    const rows = falseAlerts([shared, { ...shared, cell: '4' }], ['spoof-pattern'], options);
    expect(rows[0]).toMatchObject({ alerts: 1, instrumentDays: 1 });
  });
});

describe('thresholds', () => {
  const records = [
    ...[0.6, 1.1, 2, 3].map((score, seed) => record('attack', seed, { alerts: [near(score)] })),
    record('clean', 0, { alerts: [stray(0.8), stray(1.5)] }),
    record('clean', 1, { alerts: [stray(0.8)] }),
  ];

  it('trade recall for false alerts without simulating again', () => {
    expect(operatingCurve(records, '', 'spoof', 'spoof-pattern', options)).toEqual([
      { threshold: 0.6, recall: 1, falseAlertsPerInstrumentDay: 1.5 },
      { threshold: 0.8, recall: 0.75, falseAlertsPerInstrumentDay: 1.5 },
      { threshold: 1.1, recall: 0.75, falseAlertsPerInstrumentDay: 0.5 },
      { threshold: 1.5, recall: 0.5, falseAlertsPerInstrumentDay: 0.5 },
      { threshold: 2, recall: 0.5, falseAlertsPerInstrumentDay: 0 },
      { threshold: 3, recall: 0.25, falseAlertsPerInstrumentDay: 0 },
    ]);
  });

  it.each([
    [0, 1.5],
    [0.5, 0.8],
    [1, 0.8],
    [1.5, 0],
  ])('for a load of %d a day lie just above the score that is too many', (load, excess) => {
    const threshold = thresholdAtLoad(records, 'spoof-pattern', load, options);
    if (excess === 0) expect(threshold).toBe(0);
    else {
      expect(threshold).toBeGreaterThan(excess);
      expect(threshold).toBeCloseTo(excess, 12);
    }
  });
});

describe('the comparison with a baseline', () => {
  it('is made at the load of the detector, by exact McNemar', () => {
    const naive = 'naive-large-cancel';
    const records = [
      ...seeds
        .slice(0, 10)
        .map((seed) => record('attack', seed, { alerts: [near(2), near(seed < 4 ? 2 : 0.7, naive)] })),
      ...seeds.slice(0, 10).map((seed) => record('clean', seed, { alerts: seed === 0 ? [stray(1.5, naive)] : [] })),
    ];
    const [row] = compareWithBaseline(records, ['spoof-pattern', naive], naive, options);
    expect(row).toMatchObject({
      load: 0,
      recall: 1,
      baselineRecall: 0.4,
      onlyDetector: 6,
      onlyBaseline: 0,
    });
    expect(row.pValue).toBeCloseTo(0.03125, 12);
    expect(row.baselineThreshold).toBeGreaterThan(1.5);
  });

  it('gives the baseline every alert that the load allows', () => {
    const naive = 'naive-large-cancel';
    const records = [
      record('attack', 1, { alerts: [near(2), near(0.7, naive)] }),
      record('clean', 1, { alerts: [stray(1.1), stray(0.6, naive)] }),
    ];
    const [row] = compareWithBaseline(records, ['spoof-pattern'], naive, options);
    expect(row).toMatchObject({ load: 1, baselineThreshold: 0, baselineRecall: 1, onlyDetector: 0 });
  });
});

describe('effects', () => {
  /** The attacker sells 100 shares; the price and what he got differ by arm. */
  function arms(seed: number, gain: number, changes: Partial<RunRecord> = {}): RunRecord[] {
    const positions = (cash: number) => ({
      attacks: { spoof: { cash, holdings: [-100] } },
      others: { cash: -cash - 500, holdings: [100] },
      fees: 500,
    });
    const none = { attacks: { spoof: { cash: 0, holdings: [0] } }, others: { cash: 0, holdings: [0] }, fees: 0 };
    const path = (half: number) => ({ midPaths: [new Float64Array(2_000).fill(2_000 + half)] });
    return [
      record('clean', seed, { positions: none, ...path(0) }),
      record('purpose', seed, { positions: positions(10_000_000), ...path(-2), ...changes }),
      record('attack', seed, { positions: positions(10_000_000 + gain), ...path(4) }),
    ];
  }

  it('are paired differences: benefit against the purpose arm, loss against the clean one', () => {
    const [row] = effects([10_000, 20_000, 30_000].flatMap((gain, seed) => arms(seed, gain)));
    expect(row).toMatchObject({ cell: '', attack: 'spoof', practice: 'spoofing', pairs: 3 });
    expect(row.benefit.mean).toBe(2);
    expect(row.benefit.lower95).toBeCloseTo(2 - 4.302653 / Math.sqrt(3), 5);
    // The others bought 100 shares for 10,020,500 money units that the clean arm's price says are worth 10,000,000.
    expect(row.othersLoss).toBeCloseTo(2.05, 12);
    expect(row.midShiftTicks).toBe(3);
  });

  it('are shown when an interval leaves zero, and inconclusive otherwise', () => {
    expect(effects([1, 2, 3].flatMap((seed) => arms(seed, 10_000 + seed)))[0].shown).toBe(true);
    const still = { midPaths: [new Float64Array(2_000).fill(2_004)] };
    expect(effects([-1, 0, 1].flatMap((gain, seed) => arms(seed, gain, still)))[0].shown).toBe(false);
  });

  it('count a shift downwards as favourable to a buyer', () => {
    const buying = arms(1, 0).map((one) => ({
      ...one,
      positions: { attacks: { spoof: { cash: -100, holdings: [1] } }, others: { cash: 100, holdings: [-1] }, fees: 0 },
    }));
    expect(effects(buying)[0].midShiftTicks).toBe(-3);
  });

  it('take the side of the genuine leg from all seeds, as one of them may not have traded', () => {
    const traded = (holdings: number) => ({
      positions: {
        attacks: { spoof: { cash: 0, holdings: [holdings] } },
        others: { cash: 0, holdings: [-holdings] },
        fees: 0,
      },
    });
    const buyers = [1, 2].flatMap((seed) => arms(seed, 0, traded(seed === 1 ? 0 : 100)));
    expect(effects(buyers)[0].midShiftTicks).toBe(-3);
  });

  it('shift the price in nobody’s favour where there is no genuine leg', () => {
    const idle = { attacks: { spoof: { cash: 0, holdings: [0] } }, others: { cash: 0, holdings: [0] }, fees: 0 };
    const [row] = effects([1, 2, 3].flatMap((seed) => arms(seed, 0, { positions: idle })));
    expect(row).toMatchObject({ pairs: 3, midShiftTicks: null, midShift: { mean: null } });
  });

  it('know nothing where an arm is missing', () => {
    const [row] = effects(arms(1, 0).filter(({ arm }) => arm !== 'purpose'));
    expect(row).toMatchObject({ pairs: 0, midShiftTicks: null, othersLoss: null, shown: false });
    expect(row.benefit.mean).toBeNull();
  });

  it('take a purpose run that cells share', () => {
    const [clean, purpose, attack] = arms(1, 10_000);
    const rows = effects([clean, purpose, { ...attack, cell: '1' }, { ...attack, cell: '4' }]);
    expect(rows.map(({ cell, pairs }) => [cell, pairs])).toEqual([
      ['1', 1],
      ['4', 1],
    ]);
  });

  it('are of a run, whatever its days: wealth of all instruments at the last prices of the clean arm', () => {
    const day = (arm: 'clean' | 'purpose' | 'attack', number: number, cash: number, held: readonly number[]) =>
      record(arm, 1, {
        ...{ day: number, digest: `${arm}-${number}`, lastPriceTicks: [1_000 + number, 500], moneyPerTick: [100, 100] },
        positions: {
          attacks: { spoof: { cash, holdings: held } },
          others: { cash: -cash, holdings: held.map((shares) => -shares) },
          fees: 0,
        },
        truth: { campaigns: arm === 'attack' ? [campaign({ instrument: number })] : [], benign: [] },
        midPaths: [0, 1].map((instrument) => new Float64Array(2_000).fill(arm === 'attack' ? 2 + 4 * instrument : 0)),
      });
    const records = [
      ...[day('clean', 0, 0, [0, 0]), day('clean', 1, 0, [0, 0])],
      ...[day('purpose', 0, 0, [-10, 0]), day('purpose', 1, 0, [0, 0])],
      ...[day('attack', 0, 30_000, [-10, 0]), day('attack', 1, 20_000, [0, 3])],
    ];
    const [row] = effects(records);
    expect(row.pairs).toBe(1);
    expect(row.benefit.mean).toBe((30_000 + 20_000 + 3 * 500 * 100) / 10_000);
    expect(row.othersLoss).toBe((50_000 + (3 * 500 - 10 * 1_001) * 100) / 10_000);
    // One tick upwards on the first day in the first instrument, three on the second in the second.
    expect(row.midShiftTicks).toBe(2);
    expect(effects(records.slice(1))[0].pairs).toBe(0);
  });

  it('refuse money that came from nowhere', () => {
    const positions = { attacks: { spoof: { cash: 5, holdings: [0] } }, others: { cash: 0, holdings: [0] }, fees: 0 };
    expect(() => effects([record('attack', 3, { positions })])).toThrow('seed 3, arm attack: 5 money units');
  });

  it('look at the seconds of the campaign alone', () => {
    const [clean, purpose, attack] = arms(1, 0);
    const midPath = new Float64Array(2_000).fill(1_998);
    midPath.fill(2_004, 100, 1_101);
    const [row] = effects([clean, purpose, { ...attack, midPaths: [midPath] }]);
    expect(row.midShiftTicks).toBe(3);
    expect(attack.truth.campaigns[0].startNs - attack.startNs).toBe(100 * SECOND);
  });
});
