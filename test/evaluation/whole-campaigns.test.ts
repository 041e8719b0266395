import { describe, expect, it } from 'vitest';
import { recallTable } from '../../src/evaluation/index.js';
import { campaignScores } from '../../src/evaluation/operating-curve.js';
import { wholeCampaigns } from '../../src/evaluation/whole-campaigns.js';
import type { Campaign } from '../../src/truth/index.js';
import { alert, campaign, practicesOf, record } from './run-records.js';

/** A day of a pump over three days: gathered on the first, pushed on the second, sold on the third. */
function day(seed: number, number: number, changes: Partial<Campaign>, alerts = [] as ReturnType<typeof alert>[]) {
  const told = campaign({ spansDays: true, ...changes });
  return { ...record('attack', seed, { alerts, truth: { campaigns: [told], benign: [] } }), day: number };
}

const quiet = { intentOrders: [] };
const found = [1, 2].flatMap((seed) => [
  day(seed, 0, quiet),
  day(seed, 1, {}, seed === 1 ? [alert({ emittedNs: 1_600e9 })] : []),
  day(seed, 2, quiet),
]);

describe('a campaign that spans days', () => {
  it('counts once, however many of its days have genuine orders alone', () => {
    expect(wholeCampaigns(found, 'spoof').map(({ seed, days }) => [seed, days.length])).toEqual([
      [1, 3],
      [2, 3],
    ]);
    const [row] = recallTable(found, ['spoof-pattern'], { practicesOf });
    expect(row).toMatchObject({ campaigns: 2, detected: 1, recall: 0.5 });
    // From the beginning of the first day's orders to the alert of the second day.
    expect(row.medianDelaySeconds).toBe(86_400 + 600);
    expect(campaignScores(found, '', 'spoof', 'spoof-pattern', { practicesOf }).map(({ seed }) => seed)).toEqual([
      1, 2,
    ]);
  });

  it('is none when no abusive order was accepted on any day', () => {
    expect(wholeCampaigns([day(1, 0, quiet), day(1, 1, quiet)], 'spoof')).toEqual([]);
  });

  it('is apart from campaigns of a day, of which each counts, and from those in other instruments', () => {
    const single = [day(1, 0, { spansDays: false }), day(1, 1, { spansDays: false })];
    expect(wholeCampaigns(single, 'spoof')).toHaveLength(2);
    const two = [day(1, 0, {}), day(1, 1, { instrument: 1 })];
    expect(wholeCampaigns(two, 'spoof')).toHaveLength(2);
  });
});
