import type { Alert } from '../../surveillance/index.js';
import type { Tape, TapeHeader } from '../../tape/index.js';
import { falseDeclarations } from './false-declaration.js';
import { investorBehind, type RuleFinding, type RuleOptions } from './rule-finding.js';
import { selfTrading } from './self-trading.js';

/** Whether a detector fired exactly where its written rule holds. */
export interface Conformance {
  readonly detector: string;
  /** Cases that either of the two found. */
  readonly compared: number;
  /** Cases that both found, at the same time. */
  readonly agreed: number;
  /** 1 when there was nothing to compare: the detector was silent where the rule is. */
  readonly share: number;
  /** Cases in words on which they differ. */
  readonly disagreements: readonly string[];
}

interface WrittenRule {
  evaluate(tape: Tape, options: RuleOptions): RuleFinding[];
  /** What of an alert must equal the finding's time. */
  timeOf(alert: Alert): number;
}

/** Written rules by the id of the detector that encodes them. */
const rules: Readonly<Record<string, WrittenRule>> = {
  'fd-c': { evaluate: falseDeclarations, timeOf: ({ emittedNs }) => emittedNs },
  ws: { evaluate: selfTrading, timeOf: ({ startNs }) => startNs },
};

/** Detectors that can be judged by their rule. */
export const ruleDetectors: readonly string[] = Object.keys(rules);

/** Evaluates a detector's written rule over a whole tape and compares where and when the two fire first. */
export function conformance(detector: string, tape: Tape, alerts: readonly Alert[], options: RuleOptions): Conformance {
  const rule = rules[detector];
  if (rule === undefined) throw new Error(`${detector} encodes no written rule`);
  return agreement(detector, rule.evaluate(tape, options), alerts, tape.header);
}

/** Compares findings of a rule with the alerts of the detector that encodes it. */
function agreement(
  detector: string,
  findings: readonly RuleFinding[],
  alerts: readonly Alert[],
  header: TapeHeader,
): Conformance {
  const byRule = new Map(findings.map((finding) => [caseOf(finding, finding.investor), finding.timeNs]));
  const byDetector = new Map<string, number>();
  for (const alert of alerts) {
    if (alert.detector !== detector || alert.score < 1) continue;
    const suspect = caseOf(alert, investorBehind(header, alert.accounts[0]));
    const timeNs = rules[detector].timeOf(alert);
    byDetector.set(suspect, Math.min(timeNs, byDetector.get(suspect) ?? Infinity));
  }
  const cases = [...new Set([...byRule.keys(), ...byDetector.keys()])];
  const disagreements = cases.flatMap((suspect) => {
    const rule = byRule.get(suspect);
    const detected = byDetector.get(suspect);
    return rule === detected ? [] : [`${suspect}: by the rule ${said(rule)}, by the detector ${said(detected)}`];
  });
  const compared = cases.length;
  const agreed = compared - disagreements.length;
  return { detector, compared, agreed, share: compared === 0 ? 1 : agreed / compared, disagreements };
}

function caseOf({ instrument, side }: { instrument: number; side: number }, investor: string): string {
  return `instrument ${instrument}, ${['both sides', 'buys', 'sells'][side + 1]}, ${investor}`;
}

function said(timeNs: number | undefined): string {
  return timeNs === undefined ? 'never' : `at ${timeNs} ns`;
}
