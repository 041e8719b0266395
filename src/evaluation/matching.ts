import type { Alert } from '../surveillance/index.js';
import type { Campaign, Truth } from '../truth/index.js';

/** Seconds around a campaign in which an alert may still speak of it. */
const TOLERANCE_NS = 60_000_000_000;

/** An alert on a campaign. */
export interface Match {
  readonly alert: Alert;
  readonly campaign: Campaign;
}

export interface Matching {
  /** The right accounts at the right time, by a detector that looks for what they did. */
  readonly right: readonly Match[];
  /** The right accounts at the right time, accused of another practice. */
  readonly wrongPractice: readonly Match[];
  /** Nobody guilty, or not then. */
  readonly unmatched: readonly Alert[];
}

export interface MatchOptions {
  /** Practices that each detector is meant to find, by its id; of other detectors the alert's own word counts. */
  readonly practicesOf: Readonly<Record<string, readonly string[]>>;
}

/**
 * Says which campaign each alert is about, if any. An alert matches at most one campaign, and only in its instrument,
 * if at least half the accounts it names belong to the campaign, and at least half of its interval lies in the
 * campaign's, a minute more on either side. Instead of the accounts, orders may speak: one that was meant to deceive, as
 * long as at least half of the orders named are the campaign's. So an alert that names everybody all day matches nothing.
 */
export function matchAlerts(alerts: readonly Alert[], truth: Truth, options: MatchOptions): Matching {
  const right: Match[] = [];
  const wrongPractice: Match[] = [];
  const unmatched: Alert[] = [];
  for (const alert of alerts) {
    const meant = options.practicesOf[alert.detector] ?? [alert.practice];
    const campaigns = truth.campaigns.filter((campaign) => isAbout(alert, campaign));
    const campaign = nearest(
      alert,
      campaigns.filter(({ practice }) => meant.includes(practice)),
    );
    if (campaign !== undefined) right.push({ alert, campaign });
    else if (campaigns.length > 0) wrongPractice.push({ alert, campaign: nearest(alert, campaigns)! });
    else unmatched.push(alert);
  }
  return { right, wrongPractice, unmatched };
}

function isAbout(alert: Alert, campaign: Campaign): boolean {
  if (alert.instrument !== campaign.instrument || shareOfInterval(alert, campaign) < 0.5) return false;
  return shareOf(alert.accounts, campaign.accounts) >= 0.5 || namesIntent(alert, campaign);
}

function namesIntent(alert: Alert, campaign: Campaign): boolean {
  const orders = [...campaign.intentOrders, ...campaign.genuineOrders];
  return shareOf(alert.orders, orders) >= 0.5 && shareOf(alert.orders, campaign.intentOrders) > 0;
}

/** Part of what an alert names that belongs to a campaign; 0 when it names nothing. */
function shareOf(named: readonly number[], campaign: readonly number[]): number {
  if (named.length === 0) return 0;
  const belonging = new Set(campaign);
  return named.filter((one) => belonging.has(one)).length / named.length;
}

/** Part of an alert's interval within the campaign's; of an instant, all or nothing. */
function shareOfInterval(alert: Alert, campaign: Campaign): number {
  const from = campaign.startNs - TOLERANCE_NS;
  const to = campaign.endNs + TOLERANCE_NS;
  const length = alert.endNs - alert.startNs;
  if (length === 0) return alert.startNs >= from && alert.startNs <= to ? 1 : 0;
  return Math.max(0, Math.min(alert.endNs, to) - Math.max(alert.startNs, from)) / length;
}

/** The campaign with most of the alert's accounts, then most of its orders, then most of its interval. */
function nearest(alert: Alert, campaigns: readonly Campaign[]): Campaign | undefined {
  let best: Campaign | undefined;
  let bestGrade = [-1, -1, -1];
  for (const campaign of campaigns) {
    const grade = [
      shareOf(alert.accounts, campaign.accounts),
      shareOf(alert.orders, campaign.intentOrders),
      shareOfInterval(alert, campaign),
    ];
    const place = grade.findIndex((value, index) => value !== bestGrade[index]);
    if (place >= 0 && grade[place] > bestGrade[place]) [best, bestGrade] = [campaign, grade];
  }
  return best;
}
