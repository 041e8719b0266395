import type { TableColumn } from '../archive/index.js';
import type { Campaign } from '../truth/index.js';
import type { FinishedDay } from './finished-run.js';
import type { Plan } from './plan.js';
import type { RunOutcome } from './run-all.js';
import type { RunSpec } from './run-spec.js';

/** A row of a result table, with the run and the day it comes from. */
interface Of<T> {
  readonly spec: RunSpec;
  readonly run: string;
  readonly date: string;
  readonly row: T;
}

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
    { name: 'accounts', type: 'integer[]', values: rows.map(({ row }) => row.accounts) },
    whole('start_ns', rows, ({ startNs }) => startNs),
    whole('end_ns', rows, ({ endNs }) => endNs),
    whole('emitted_ns', rows, ({ emittedNs }) => emittedNs),
    { name: 'score', type: 'double', values: rows.map(({ row }) => row.score) },
    { name: 'fired', type: 'boolean', values: rows.map(({ row }) => row.score >= 1) },
    text('scale', rows, ({ scale }) => scale),
    { name: 'orders', type: 'integer[]', values: rows.map(({ row }) => row.orders) },
    text('evidence_json', rows, ({ evidence }) => JSON.stringify(evidence)),
  ];
}

/** Every campaign and every look-alike of every run and day; cycles, knobs and outcomes as JSON. */
export function campaignTable(plan: Plan, outcomes: readonly RunOutcome[]): TableColumn[] {
  const rows = gather(plan, outcomes, ({ truth }): Entry[] => [
    ...truth.campaigns.map((campaign) => ({ benign: false, id: campaign.id, kind: campaign.practice, campaign })),
    ...truth.benign.map(({ id, agent, accounts, matchedTo }) => ({
      benign: true,
      id,
      kind: agent,
      accounts,
      matchedTo,
    })),
  ]);
  const campaign = (entry: Entry): Campaign | undefined => entry.campaign;
  return [
    ...runColumns(rows),
    { name: 'benign', type: 'boolean', values: rows.map(({ row }) => row.benign) },
    text('id', rows, ({ id }) => id),
    text('practice_or_agent', rows, ({ kind }) => kind),
    text('controller', rows, (entry) => campaign(entry)?.controller ?? null),
    text('matched_to', rows, ({ matchedTo }) => matchedTo ?? null),
    integer('instrument', rows, (entry) => campaign(entry)?.instrument ?? null),
    symbols(rows, (entry) => campaign(entry)?.instrument),
    {
      name: 'accounts',
      type: 'integer[]',
      values: rows.map(({ row }) => campaign(row)?.accounts ?? row.accounts ?? []),
    },
    integer('beneficiary', rows, (entry) => campaign(entry)?.beneficiary ?? null),
    whole('start_ns', rows, (entry) => campaign(entry)?.startNs ?? null),
    whole('end_ns', rows, (entry) => campaign(entry)?.endNs ?? null),
    { name: 'intent_orders', type: 'integer[]', values: rows.map(({ row }) => campaign(row)?.intentOrders ?? []) },
    { name: 'genuine_orders', type: 'integer[]', values: rows.map(({ row }) => campaign(row)?.genuineOrders ?? []) },
    text('cycles_json', rows, (entry) => json(campaign(entry)?.cycles)),
    text('knobs_json', rows, (entry) => json(campaign(entry)?.knobs)),
    text('outcomes_json', rows, (entry) => json(campaign(entry)?.outcomes)),
  ];
}

interface Entry {
  readonly benign: boolean;
  readonly id: string;
  readonly kind: string;
  readonly campaign?: Campaign;
  readonly accounts?: readonly number[];
  readonly matchedTo?: string;
}

function gather<T>(plan: Plan, outcomes: readonly RunOutcome[], pick: (day: FinishedDay) => readonly T[]): Of<T>[] {
  return plan.tasks.flatMap(({ id, spec }, index) => {
    const outcome = outcomes[index];
    if (outcome === undefined || !('run' in outcome)) return [];
    return outcome.run.days.flatMap((day) =>
      pick(day).map((row) => ({ spec, run: id.slice(0, 16), date: day.date, row })),
    );
  });
}

function runColumns(rows: readonly Of<unknown>[]): TableColumn[] {
  return [
    { name: 'run', type: 'text', values: rows.map(({ run }) => run) },
    { name: 'seed', type: 'integer', values: rows.map(({ spec }) => spec.seed) },
    { name: 'arm', type: 'text', values: rows.map(({ spec }) => spec.arm) },
    { name: 'day', type: 'text', values: rows.map(({ date }) => date) },
  ];
}

function symbols<T>(rows: readonly Of<T>[], instrumentOf: (row: T) => number | undefined): TableColumn {
  const values = rows.map(({ spec, row }) => spec.market.instruments[instrumentOf(row) ?? -1]?.symbol ?? null);
  return { name: 'symbol', type: 'text', values };
}

function text<T>(name: string, rows: readonly Of<T>[], value: (row: T) => string | null): TableColumn {
  return { name, type: 'text', values: rows.map(({ row }) => value(row)) };
}

function integer<T>(name: string, rows: readonly Of<T>[], value: (row: T) => number | null): TableColumn {
  return { name, type: 'integer', values: rows.map(({ row }) => value(row)) };
}

function whole<T>(name: string, rows: readonly Of<T>[], value: (row: T) => number | null): TableColumn {
  return { name, type: 'bigint', values: rows.map(({ row }) => value(row)) };
}

function json(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value);
}
