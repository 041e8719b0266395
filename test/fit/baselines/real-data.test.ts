import { describe, expect, it } from 'vitest';
import { type Baselines, baselineLikelihood, fitBaselines } from '../../../src/fit/index.js';
import { replay } from '../../../src/history/index.js';
import { loadModel, modelText } from '../../../src/model/index.js';
import { readFlowRecord } from '../../../src/order-flow/index.js';
import { HOUR, MINUTE } from '../../../src/tape/index.js';
import { describeWithRealData } from '../../support/real-data.js';

function sane({ zeroIntelligence, contStoikovTalreja, queueReactive }: Baselines): void {
  for (const file of [zeroIntelligence, contStoikovTalreja, queueReactive])
    expect(modelText(loadModel(JSON.parse(modelText(file))).file)).toBe(modelText(file));
  // Theory is of the right size: Farmer, Patelli & Zovko (2005) find it within a factor of two over stocks.
  const ratio = zeroIntelligence.predictedSpreadTicks / zeroIntelligence.observedSpreadTicks;
  expect(ratio).toBeGreaterThan(0.4);
  expect(ratio).toBeLessThan(2.5);
  const relative = ({ value, standardError }: { value: number; standardError: number }) => standardError / value;
  expect(relative(zeroIntelligence.cancelPerSecond)).toBeLessThan(0.1);
  expect(relative(contStoikovTalreja.marketPerSecond)).toBeLessThan(0.05);
  for (const { occupancy } of queueReactive.queues)
    expect(occupancy.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 4);
  const { theta } = queueReactive.reference;
  expect(theta.value).toBeGreaterThan(0.3);
  expect(theta.value).toBeLessThan(1);
}

describeWithRealData('baselines of LOBSTER stocks', 'lobster', (folder) => {
  it('GOOG trades 28 ticks wide: rates are sane, and every distance within the spread has its own', async () => {
    const { tape } = await replay('lobster', folder, { symbol: 'GOOG' });
    const baselines = fitBaselines(tape, { name: 'goog' });
    sane(baselines);
    expect(baselines.contStoikovTalreja.limitPerSecond.length).toBeGreaterThan(40);
    expect(baselines.zeroIntelligence.market.typicalBook.spreadTicks).toBeGreaterThan(20);
  });

  it('AAPL: each expects as many events as came, and the one that sees queues knows the unseen better', async () => {
    const { tape } = await replay('lobster', folder, { symbol: 'AAPL', levels: 50 });
    const seen = { startNs: 9.5 * HOUR, endNs: 10 * HOUR };
    const unseen = { startNs: 10 * HOUR, endNs: 10 * HOUR + 20 * MINUTE };
    const baselines = fitBaselines(tape, { name: 'aapl', windowNs: [seen.startNs, seen.endNs] });
    sane(baselines);
    const [ofDistance, ofQueue] = [baselines.contStoikovTalreja, baselines.queueReactive].map(
      (file) => loadModel(file) as Parameters<typeof baselineLikelihood>[2],
    );
    expect(baselineLikelihood(tape, 0, ofQueue, seen).expectedShare).toBeCloseTo(1, 1);
    const better = baselineLikelihood(tape, 0, ofQueue, unseen);
    const worse = baselineLikelihood(tape, 0, ofDistance, unseen);
    expect(better.events).toBe(readFlowRecord(tape, 0, unseen).count);
    expect(better.perEvent).toBeGreaterThan(worse.perEvent);
  });
});

describeWithRealData('baselines of a SZSE morning', 'szse_l3', (folder) => {
  it('300233 trades one tick wide: rates are sane, and fall with the distance', async () => {
    const { tape } = await replay('szse-l3', folder);
    const baselines = fitBaselines(tape, { name: 'szse' });
    sane(baselines);
    const { limitPerSecond } = baselines.contStoikovTalreja;
    for (let i = 1; i < 5; i++) expect(limitPerSecond[i].value).toBeLessThan(limitPerSecond[i - 1].value);
    expect(baselines.zeroIntelligence.market.lot).toBe(100);
  });
});

describe('too little of a market', () => {
  it('is refused with what was found', async () => {
    const { sampleMarket } = await import('../../../bench/sample-market.js');
    const tape = sampleMarket({ seed: 1, symbol: '300233', requests: 3000, meanGapNs: 500_000_000, clockNs: 1 });
    const windowNs = [10 * HOUR, 10 * HOUR + 1000] as const;
    expect(() => fitBaselines(tape, { name: 'x', windowNs })).toThrow(
      /too little to fit: 0 orders in continuous trading, expected at least 100/,
    );
    expect(() => fitBaselines(tape, { name: 'x', instrument: 1 })).toThrow(/instrument 1 was asked for/);
  });
});
