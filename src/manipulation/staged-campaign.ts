import type { Desk, Latency, OrderReport } from '../simulation/index.js';
import type { Campaign } from '../truth/index.js';
import type { CampaignRecord } from './campaign-record.js';
import { flatKnobs } from './knobs.js';
import type { Manipulator, PracticeContext } from './practice.js';
import type { Stage } from './stage.js';

/** What a campaign is made of. */
export interface CampaignPlan {
  /** Id of the practice. */
  readonly practice: string;
  /** The inputs, as they are told in the truth. */
  readonly given: { readonly latency: Latency };
  readonly context: PracticeContext;
  readonly record: CampaignRecord;
  readonly stages: readonly Stage[];
  /** What came of it, by name. */
  readonly outcomes: () => Readonly<Record<string, number>>;
}

/** A manipulator whose campaign is made of stages, each of which acts at its own times. */
export class StagedCampaign implements Manipulator {
  readonly id: string;
  readonly latency: Latency;
  /** There only when a stage wants it, since being called with every change of the market has its price. */
  readonly onMarket?: (desk: Desk) => void;

  constructor(private readonly plan: CampaignPlan) {
    this.id = plan.context.id;
    this.latency = plan.given.latency;
    const watching = plan.stages.filter(({ onMarket }) => onMarket !== undefined);
    if (watching.length === 0) return;
    this.onMarket = (desk) => {
      for (const stage of watching) stage.onMarket!(desk);
      this.sleep(desk);
    };
  }

  start(desk: Desk): void {
    for (const stage of this.plan.stages) stage.start(desk);
    this.sleep(desk);
  }

  onWake(desk: Desk): void {
    for (const stage of this.plan.stages) if (stage.nextAt <= desk.now) stage.act(desk);
    this.sleep(desk);
  }

  onReport(report: OrderReport, desk: Desk): void {
    this.plan.record.take(report);
    for (const stage of this.plan.stages) stage.take(report, desk);
    this.sleep(desk);
  }

  truth(): readonly Campaign[] {
    const { practice, context, given, record, outcomes } = this.plan;
    return record.campaigns(practice, context, flatKnobs(given), outcomes());
  }

  private sleep(desk: Desk): void {
    let next = Infinity;
    for (const { nextAt } of this.plan.stages) next = Math.min(next, nextAt);
    desk.wakeAt(next);
  }
}
