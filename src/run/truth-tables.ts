import type { TableColumn } from '../archive/index.js';
import type { Campaign, TruthFile } from '../truth/index.js';
import type { Plan } from './plan.js';
import { flag, gather, integer, integers, type Of, runColumns, symbols, text, whole } from './result-columns.js';
import type { RunOutcome } from './run-all.js';

/** The tables of what really happened in all runs of a plan; what their columns mean stands in `truthColumns`. */
export function truthTables(plan: Plan, outcomes: readonly RunOutcome[]): Readonly<Record<TruthFile, TableColumn[]>> {
  return {
    'truth.parquet': campaignTable(plan, outcomes),
    'truth-phases.parquet': phaseTable(plan, outcomes),
    'truth-orders.parquet': orderTable(plan, outcomes),
    'truth-accounts.parquet': accountTable(plan, outcomes),
  };
}

interface Entry {
  readonly id: string;
  readonly kind: string;
  readonly campaign?: Campaign;
  readonly accounts: readonly number[];
  readonly matchedTo?: string;
}

function campaignTable(plan: Plan, outcomes: readonly RunOutcome[]): TableColumn[] {
  const rows = gather(plan, outcomes, ({ truth }): Entry[] => [
    ...truth.campaigns.map((campaign) => {
      return { id: campaign.id, kind: campaign.practice, accounts: campaign.accounts, campaign };
    }),
    ...truth.benign.map(({ id, agent, accounts, matchedTo }) => ({ id, kind: agent, accounts, matchedTo })),
  ]);
  return [
    ...runColumns(rows),
    flag('benign', rows, ({ campaign }) => campaign === undefined),
    text('id', rows, ({ id }) => id),
    integer('instrument', rows, ({ campaign }) => campaign?.instrument ?? null),
    symbols(rows, ({ campaign }) => campaign?.instrument),
    text('practice_or_agent', rows, ({ kind }) => kind),
    text('controller', rows, ({ campaign }) => campaign?.controller ?? null),
    text('matched_to', rows, ({ matchedTo }) => matchedTo ?? null),
    integers('accounts', rows, ({ accounts }) => accounts),
    integer('beneficiary', rows, ({ campaign }) => campaign?.beneficiary ?? null),
    flag('spans_days', rows, ({ campaign }) => campaign?.spansDays ?? null),
    whole('start_ns', rows, ({ campaign }) => campaign?.startNs ?? null),
    whole('end_ns', rows, ({ campaign }) => campaign?.endNs ?? null),
    integers('intent_orders', rows, ({ campaign }) => campaign?.intentOrders ?? []),
    integers('genuine_orders', rows, ({ campaign }) => campaign?.genuineOrders ?? []),
    text('preset', rows, ({ campaign }) => presetOf(campaign)),
    text('cycles_json', rows, ({ campaign }) => json(campaign?.cycles)),
    text('knobs_json', rows, ({ campaign }) => json(campaign?.knobs)),
    text('outcomes_json', rows, ({ campaign }) => json(campaign?.outcomes)),
  ];
}

function phaseTable(plan: Plan, outcomes: readonly RunOutcome[]): TableColumn[] {
  const rows = gather(plan, outcomes, ({ truth }) =>
    truth.campaigns.flatMap((campaign) => [
      ...campaign.cycles.map((cycle, index) => ({ campaign, phase: 'cycle', cycle: index, ...cycle })),
      ...campaign.phases.map((mark) => ({ campaign, ...mark, outcome: undefined })),
    ]),
  );
  return [
    ...runColumns(rows),
    ...campaignColumns(rows),
    integer('cycle', rows, ({ cycle }) => (cycle < 0 ? null : cycle)),
    text('phase', rows, ({ phase }) => phase),
    whole('start_ns', rows, ({ startNs }) => startNs),
    whole('end_ns', rows, ({ endNs }) => endNs),
    text('outcome', rows, ({ outcome }) => outcome ?? null),
  ];
}

function orderTable(plan: Plan, outcomes: readonly RunOutcome[]): TableColumn[] {
  const rows = gather(plan, outcomes, ({ truth }) =>
    truth.campaigns.flatMap((campaign) => [
      ...campaign.intentOrders.map((order) => ({ campaign, order, role: 'intent' })),
      ...campaign.genuineOrders.map((order) => ({ campaign, order, role: 'genuine' })),
    ]),
  );
  return [
    ...runColumns(rows),
    ...campaignColumns(rows),
    integer('order_id', rows, ({ order }) => order),
    text('role', rows, ({ role }) => role),
  ];
}

function accountTable(plan: Plan, outcomes: readonly RunOutcome[]): TableColumn[] {
  const rows = gather(plan, outcomes, ({ truth: { benign, controllers = [] } }) => [
    ...controllers.flatMap(({ controller, attack, accounts }) =>
      accounts.map((account) => ({ account, role: 'controlled', id: attack, controller })),
    ),
    ...benign.flatMap(({ id, accounts }) =>
      accounts.map((account) => ({ account, role: 'look-alike', id, controller: null })),
    ),
  ]);
  return [
    ...runColumns(rows),
    integer('account', rows, ({ account }) => account),
    text('role', rows, ({ role }) => role),
    text('id', rows, ({ id }) => id),
    text('controller', rows, ({ controller }) => controller),
  ];
}

function campaignColumns(rows: readonly Of<{ readonly campaign: Campaign }>[]): TableColumn[] {
  return [
    text('id', rows, ({ campaign }) => campaign.id),
    integer('instrument', rows, ({ campaign }) => campaign.instrument),
    symbols(rows, ({ campaign }) => campaign.instrument),
    text('practice', rows, ({ campaign }) => campaign.practice),
  ];
}

function presetOf(campaign: Campaign | undefined): string | null {
  const preset = campaign?.knobs.preset;
  return typeof preset === 'string' ? preset : null;
}

function json(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value);
}
