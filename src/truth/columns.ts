/** Columns that every table of results begins with: which run, and which of its days. */
const run = {
  run: 'first 16 digits of the SHA-256 that names the run; the manifest lists all of them',
  seed: 'seed of the run',
  arm: 'clean, purpose or attack',
  day: 'trading day, YYYY-MM-DD',
} as const;

const campaign = {
  id: "the attack's id in the scenario, or the look-alike's",
  instrument: "index into the tape header's instruments; null for a look-alike",
  symbol: 'its symbol',
} as const;

/**
 * What the columns of the truth's tables mean, by file of the folder of results and by column, in their order. Times are
 * ns since the venue's local midnight; accounts are indices into the tape header's accounts, orders the numbers of the day.
 */
export const truthColumns = {
  /** One row a campaign and day, and one a look-alike and day. */
  'truth.parquet': {
    ...run,
    benign: 'false: a campaign; true: a look-alike, on which every alert is false',
    ...campaign,
    practice_or_agent: "id of the campaign's practice, or of the look-alike's agent",
    controller: 'who controls the accounts; null for a look-alike',
    matched_to: 'id of the attack, or of the practice, that a look-alike resembles; null for a campaign',
    accounts: 'accounts under the control, or those of the look-alike',
    beneficiary: 'the account that profits; null for a look-alike',
    spans_days: 'rows of one run with the same id and instrument are days of one campaign; null for a look-alike',
    start_ns: 'first order of it that was accepted on the day: an abusive one, or any where it spans days',
    end_ns: 'last execution or cancel of an order of it on the day',
    intent_orders:
      'orders that were not meant to trade, or trades not meant to change who owns, or made on what others do not know',
    genuine_orders: 'orders that were meant to trade: the leg that earns',
    preset: 'name of the set of knobs it was made from; null where they were given one by one',
    cycles_json: 'JSON: start, end and outcome (profit, gave-up, window-closed) of every round',
    knobs_json: 'JSON: the inputs by flat name, as size.best5Depth; times in ns',
    outcomes_json: 'JSON: what came of it by name, in quantity units and ticks',
  },
  /** One row a cycle, and one a phase of a campaign. */
  'truth-phases.parquet': {
    ...run,
    ...campaign,
    practice: "id of the campaign's practice",
    cycle: 'number of the round on the day, from 0; null for a phase outside rounds',
    phase:
      'cycle: the round as a whole; post, act, withdraw: its parts; otherwise the stage of the practice, as accumulate, pump, dump',
    start_ns: 'first order of it that was accepted',
    end_ns: 'last of its orders that was accepted, executed or cancelled',
    outcome: 'of a round: profit, gave-up, window-closed; null for a phase',
  },
  /** One row an order of a campaign. */
  'truth-orders.parquet': {
    ...run,
    ...campaign,
    practice: "id of the campaign's practice",
    order_id: 'number of the order on the tape of the day',
    role: 'intent or genuine',
  },
  /** One row an account that is controlled or belongs to a look-alike, in every arm. */
  'truth-accounts.parquet': {
    ...run,
    account: 'the account',
    role: 'controlled or look-alike',
    id: campaign.id,
    controller: 'who controls it; null for a look-alike',
  },
} as const;

export type TruthFile = keyof typeof truthColumns;
