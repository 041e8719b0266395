import { describe, expect, it } from 'vitest';
import { zeroIntelligence as knownZeroIntelligence } from '../../../bench/recovery-study.js';
import { type FittedDay, fitDays, flowFits, modelLikelihood } from '../../../src/fit/index.js';
import { pooledTables, unsharedPath } from '../../../src/fit/pooling/pooled-tables.js';
import { loadModel, ZeroIntelligence, type ZeroIntelligenceFile } from '../../../src/model/index.js';
import { Tape } from '../../../src/tape/index.js';
import { flowMarket } from '../../agents/flow/flow-market.js';

const kind = flowFits.find((each) => each.kind === 'zero-intelligence')!;

/** A day of a known model with its cancels quicker or slower. */
function day(date: string, factor: number, seed: number): FittedDay {
  const { cancelPerSecond } = knownZeroIntelligence;
  const model = {
    ...knownZeroIntelligence,
    cancelPerSecond: { ...cancelPerSecond, value: cancelPerSecond.value * factor },
  };
  const { header, chunks, length } = flowMarket({ model: new ZeroIntelligence(model), seed, minutes: 12 });
  return { tape: new Tape({ ...header, date }, chunks, length), source: `${date}.parquet`, options: { name: 'days' } };
}

const factors = [0.7, 1.3, 0.85, 1.15, 0.6, 1.4];
const days = factors.map((factor, i) => day(`2024-06-0${i + 3}`, factor, i + 1));
const { model, days: single } = fitDays(kind, days);
const file = model as ZeroIntelligenceFile;

describe('a model of several days', () => {
  it('finds the mean of a parameter over days, and how much it differs between them', () => {
    const truth = knownZeroIntelligence.cancelPerSecond.value;
    const deviation = Math.sqrt(
      factors.reduce((sum, factor) => sum + (factor - 1) * (factor - 1), 0) / (factors.length - 1),
    );
    const { value, standardError } = file.cancelPerSecond;
    expect(Math.abs(value - truth)).toBeLessThan(2.5 * standardError);
    expect(standardError).toBeCloseTo((truth * deviation) / Math.sqrt(factors.length), 2);
    expect(file.pooled!.betweenDays['cancelPerSecond'] / truth).toBeCloseTo(deviation, 1);
    // Market orders come alike on all of them.
    expect(file.pooled!.betweenDays['marketQuantityPerSecond'] / file.marketQuantityPerSecond.value).toBeLessThan(0.05);
  });

  it('lists the days with what they brought', () => {
    expect(file.pooled!.days.map(({ tradingDay }) => tradingDay)).toEqual(days.map(({ tape }) => tape.header.date));
    expect(file.provenance.orders).toBe(single.reduce((sum, { provenance }) => sum + provenance.orders, 0));
    expect(file.assumptions.map(({ name }) => name)).toContain('days-are-exchangeable');
  });

  it('tells more of a day that it has not seen than a day does', () => {
    const { tape } = day('2024-06-11', 1, 11);
    const scores = [model, ...single].map((each) => modelLikelihood(tape, 0, loadModel(each))!);
    const mean = scores.slice(1).reduce((sum, score) => sum + score, 0) / single.length;
    expect(scores[0]).toBeGreaterThan(mean);
  });

  it('is of one instrument and different days', () => {
    const [first, second] = days;
    const header = { ...second.tape.header, instruments: [{ ...second.tape.header.instruments[0], symbol: 'OTHER' }] };
    const { chunks, length } = second.tape as Tape;
    expect(() => fitDays(kind, [first, { ...second, tape: new Tape(header, chunks, length) }])).toThrow(
      /2024-06-04\.parquet: found a day of OTHER, expected one of TCHS as in 2024-06-03\.parquet/,
    );
    const coarse = { ...header, instruments: [{ ...second.tape.header.instruments[0], moneyPerTick: 500 }] };
    expect(() => fitDays(kind, [first, { ...second, tape: new Tape(coarse, chunks, length) }])).toThrow(
      /found a tick of USD 0\.05 a share, expected USD 0\.01 a share as in/,
    );
    expect(() => fitDays(kind, [first, { ...first, source: 'again.parquet' }])).toThrow(
      /again\.parquet: found 2024-06-03 again, which 2024-06-03\.parquet is of too, expected different days/,
    );
  });
});

describe('tables of several days', () => {
  const share = (value: number, standardError = 0.1) => ({ value, standardError });

  it('on different grids are those of the first day, and are named', () => {
    const tables = (edge: number) => ({ spread: { edges: [edge], factors: [share(edge), share(2)] }, orders: 10 });
    const { file: pooled, ofFirstDay, betweenDays } = pooledTables([tables(1), tables(3)]);
    expect(pooled).toEqual({ ...tables(1), orders: 20 });
    expect([ofFirstDay, betweenDays]).toEqual([['spread'], {}]);
  });

  it('have every quantity that stands out on one of them', () => {
    const law = (lots: number) => ({ orders: 100, largestLots: lots, atoms: [{ lots, share: share(0.2, 0.01) }] });
    const { file: pooled } = pooledTables([{ law: law(1) }, { law: law(5) }]);
    expect(pooled.law).toMatchObject({ orders: 200, largestLots: 5, atoms: [{ lots: 1 }, { lots: 5 }] });
    expect(pooled.law.atoms[0].share.value).toBeCloseTo(0.1, 2);
  });

  it('have the finest of their stamps, the largest quantity, and as many events as all of them', () => {
    const table = (stampNs: number) => ({ stampNs, largestLots: stampNs, events: { join: 3 } });
    expect(pooledTables([table(10), table(4)]).file).toEqual({ stampNs: 4, largestLots: 10, events: { join: 6 } });
  });

  it('cannot differ in what the whole model stands on', () => {
    try {
      pooledTables([{ knotsNs: [0, 1] }, { knotsNs: [0, 2] }]);
      expect.unreachable();
    } catch (error) {
      expect(unsharedPath(error)).toBe('knotsNs');
    }
  });
});
