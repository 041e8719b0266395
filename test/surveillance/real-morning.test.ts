import { beforeAll, expect, it } from 'vitest';
import { conformance } from '../../src/evaluation/index.js';
import { replay } from '../../src/history/index.js';
import { type Alert, detectorDefinitions, fired } from '../../src/surveillance/index.js';
import type { Tape } from '../../src/tape/index.js';
import { describeWithRealData } from '../support/real-data.js';
import { thresholds, watchTape } from './trading-session.js';

describeWithRealData('the real SZSE morning under surveillance', 'szse_l3', (folder) => {
  let tape: Tape;
  let alerts: Alert[];

  beforeAll(async () => {
    ({ tape } = await replay('szse-l3', folder));
    alerts = watchTape(
      tape,
      detectorDefinitions.map(({ id }) => ({ id })),
    );
  });

  it('has seven large orders that went unfilled within a minute', () => {
    expect(alerts.filter(fired).map(({ detector }) => detector)).toEqual(Array(7).fill('naive-large-cancel'));
  });

  it('accuses nobody where nobody is named', () => {
    expect(alerts.flatMap(({ accounts }) => accounts)).toEqual([]);
  });

  it.each(['fd-c', 'ws'])('is judged by %s as its rule judges it', (id) => {
    expect(conformance(id, tape, alerts, { thresholds }).disagreements).toEqual([]);
  });
});
