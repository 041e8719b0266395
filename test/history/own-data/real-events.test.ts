import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { replay } from '../../../src/history/index.js';
import { Kind, OrderType, Phase, TapeCursor, TradeStage } from '../../../src/tape/index.js';
import { describeWithRealData } from '../../support/real-data.js';

const map = fileURLToPath(new URL('../../../scenarios/samples/szse-events.columns.yaml', import.meta.url));

describeWithRealData('a thousand events of 300233 through the shipped column map', 'szse_l3', (source) => {
  it('become orders, cancels and trades, the order types with them', async () => {
    const { tape, checks, mapped, files } = await replay('own', source, { map });
    expect(files.map((file) => path.basename(file))).toEqual([
      '300233_20250506_event_sample_1000.csv.gz',
      'szse-events.columns.yaml',
    ]);
    expect(mapped).toEqual([]);
    expect(checks.map(({ compared, equal }) => [compared, equal])).toEqual([
      [645, 645],
      [355, 355],
    ]);
    const counts = { accepted: 0, market: 0, cancelled: 0, called: 0, continuous: 0 };
    const phases: number[] = [];
    const cursor = new TapeCursor(tape);
    while (cursor.next()) {
      if (cursor.kind === Kind.accepted) counts.accepted++;
      if (cursor.kind === Kind.accepted && cursor.code === OrderType.marketIoc) counts.market++;
      if (cursor.kind === Kind.cancelled) counts.cancelled++;
      if (cursor.kind === Kind.trade) counts[cursor.code === TradeStage.openCall ? 'called' : 'continuous']++;
      if (cursor.kind === Kind.phase) phases.push(cursor.code);
    }
    expect(counts).toMatchObject({ market: 1, cancelled: 355 });
    expect(counts.called + counts.continuous).toBe(645);
    expect(counts.called).toBeGreaterThan(0);
    expect(phases).toEqual([Phase.openCallCancelable, Phase.openCallLocked, Phase.preOpenGap, Phase.continuous]);
  });
});
