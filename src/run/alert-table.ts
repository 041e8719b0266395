import type { TableColumn } from '../archive/index.js';
import type { Plan } from './plan.js';
import { flag, gather, integer, integers, runColumns, symbols, text, whole } from './result-columns.js';
import type { RunOutcome } from './run-all.js';

/** Every alert of every run and day, near misses included: one row an alert; evidence as JSON. */
export function alertTable(plan: Plan, outcomes: readonly RunOutcome[]): TableColumn[] {
  const rows = gather(plan, outcomes, ({ alerts }) => alerts);
  return [
    ...runColumns(rows),
    text('alert_id', rows, ({ alertId }) => alertId),
    text('detector', rows, ({ detector }) => detector),
    integer('detector_version', rows, ({ detectorVersion }) => detectorVersion),
    text('rule_pack', rows, ({ rulePack }) => rulePack),
    text('practice', rows, ({ practice }) => practice),
    integer('instrument', rows, ({ instrument }) => instrument),
    symbols(rows, ({ instrument }) => instrument),
    integer('side', rows, ({ side }) => side),
    integers('accounts', rows, ({ accounts }) => accounts),
    whole('start_ns', rows, ({ startNs }) => startNs),
    whole('end_ns', rows, ({ endNs }) => endNs),
    whole('emitted_ns', rows, ({ emittedNs }) => emittedNs),
    { name: 'score', type: 'double', values: rows.map(({ row }) => row.score) },
    flag('fired', rows, ({ score }) => score >= 1),
    text('scale', rows, ({ scale }) => scale),
    integers('orders', rows, ({ orders }) => orders),
    text('evidence_json', rows, ({ evidence }) => JSON.stringify(evidence)),
  ];
}
