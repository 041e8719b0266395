import { describe, expect, it } from 'vitest';
import { CampaignRecord, type PracticeContext } from '../../src/manipulation/index.js';
import { type OrderReport, ReportKind } from '../../src/simulation/index.js';

const context = { attackId: 'a', controller: 'hand', accounts: [3] } as unknown as PracticeContext;
const told = (record: CampaignRecord) => record.campaigns('spoofing', context, {}, {})[0];

function reporter(record: CampaignRecord) {
  return (kind: ReportKind, ticket: number, time: number, quantity = 100) =>
    record.take({ kind, ticket, order: 10 + ticket, time, quantity } as OrderReport);
}

describe('the phases of a campaign', () => {
  it('are posting, acting while what was posted stands, and withdrawing, round by round', () => {
    const record = new CampaignRecord();
    const report = reporter(record);
    for (const [cycle, from] of [100, 200].entries()) {
      record.beginCycle();
      record.intent(3 * cycle);
      record.intent(3 * cycle + 1);
      report(ReportKind.accepted, 3 * cycle, from);
      report(ReportKind.accepted, 3 * cycle + 1, from + 10);
      record.genuine(3 * cycle + 2);
      report(ReportKind.accepted, 3 * cycle + 2, from + 20);
      report(ReportKind.traded, 3 * cycle + 2, from + 30, 50);
      report(ReportKind.cancelled, 3 * cycle, from + 40);
      report(ReportKind.cancelled, 3 * cycle + 1, from + 45);
      // The display is gone: this belongs to no phase.
      report(ReportKind.traded, 3 * cycle + 2, from + 60, 50);
    }
    expect(told(record).phases).toEqual(
      [0, 1].flatMap((cycle) => [
        { phase: 'post', cycle, startNs: 100 * (cycle + 1), endNs: 100 * (cycle + 1) + 10 },
        { phase: 'act', cycle, startNs: 100 * (cycle + 1) + 30, endNs: 100 * (cycle + 1) + 30 },
        { phase: 'withdraw', cycle, startNs: 100 * (cycle + 1) + 40, endNs: 100 * (cycle + 1) + 45 },
      ]),
    );
    expect(told(record).spansDays).toBe(false);
  });

  it('have the names of stages where a campaign has stages, and need no abusive order where it spans days', () => {
    const record = new CampaignRecord();
    const report = reporter(record);
    record.spanDays();
    const gathering = record.in('accumulate');
    gathering.genuine(0);
    report(ReportKind.accepted, 0, 100);
    report(ReportKind.traded, 0, 150);
    expect(told(record)).toMatchObject({ spansDays: true, startNs: 100, endNs: 150, intentOrders: [] });
    const pump = record.in('pump');
    pump.beginCycle();
    pump.intent(1);
    report(ReportKind.accepted, 1, 300);
    report(ReportKind.traded, 1, 301);
    expect(told(record).phases).toEqual([
      { phase: 'accumulate', cycle: -1, startNs: 100, endNs: 150 },
      { phase: 'pump', cycle: 0, startNs: 300, endNs: 301 },
    ]);
  });
});
