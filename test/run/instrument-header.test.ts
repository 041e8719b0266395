import { describe, expect, it } from 'vitest';
import { readModel } from '../../src/run/index.js';
import { instrumentHeader, rulesOf } from '../../src/run/instrument-header.js';
import type { SecurityStatus } from '../../src/tape/index.js';
import { smallMarket } from './small-market.js';

describe('the limits of a simulated instrument follow what it is on the day', () => {
  const [{ market }] = smallMarket().cells;
  const [instrument] = market.instruments;
  const model = readModel(instrument.background.model.path, instrument.background.model.name);
  const headerOf = (date: string, status: SecurityStatus, statusDay: number) =>
    instrumentHeader(rulesOf(market, date), { ...instrument, status, statusDay }, model);

  it.each<[string, SecurityStatus, number, number, number]>([
    ['2025-05-06', 'ordinary', -1, 1256, 1884],
    ['2025-05-06', 'new', 1, -1, -1],
    ['2025-05-06', 'new', 6, 1256, 1884],
    ['2020-08-21', 'new', 1, 1005, 2261],
    ['2020-08-21', 'risk-warning', -1, 1492, 1649],
  ])('%s %s %i', (date, status, statusDay, lowerLimit, upperLimit) => {
    expect(headerOf(date, status, statusDay)).toMatchObject({ status, statusDay, lowerLimit, upperLimit });
  });
});
