import { InputError } from '../diagnostics/index.js';
import { readModels } from './models.js';
import { type OpenMarket, openMarket } from './open-market.js';
import { type Openings, readOpenings } from './openings.js';
import type { Plan } from './plan.js';

/** Cells of a sweep that are set up to see whether they can be; the others differ from them by numbers alone. */
const CELLS_CHECKED = 20;

/**
 * Reads the tapes that the markets of a plan open from, and sets the markets up without letting them run, so that parts
 * that do not fit are found before anything runs.
 * @throws InputError that names the scenario
 */
export async function checkPlan(plan: Plan): Promise<void> {
  let openings: Openings;
  try {
    openings = await readOpenings(plan.tasks);
  } catch (error) {
    throw placed(plan, error);
  }
  checkMarkets(plan, openings);
}

/**
 * Sets up the markets of a plan that open from no tape, or from those that were read.
 * @throws InputError that names the scenario
 */
export function checkMarkets(plan: Plan, openings?: Openings): void {
  for (const { seeds } of plan.cells.slice(0, CELLS_CHECKED)) {
    const task = plan.tasks[seeds[0].attack];
    try {
      checkWealth(openMarket(task, readModels(task), 0, undefined, openings, plan.definitions));
    } catch (error) {
      throw placed(plan, error);
    }
  }
}

/** A problem of a market, where the scenario has it. */
function placed({ scenario }: Plan, error: unknown): unknown {
  if (!(error instanceof InputError)) return error;
  const { path, file } = error.place;
  const place = file === undefined && path !== undefined ? scenario.placeOf(path) : { file: scenario.file };
  return new InputError(error.problem, { ...place, ...error.place }, error.hint);
}

/** Money is counted in whole units without loss, which ends where doubles skip some. */
function checkWealth({ header: { accounts, instruments } }: OpenMarket): void {
  const cash = accounts.cash.reduce((sum, one) => sum + one, 0);
  if (cash <= Number.MAX_SAFE_INTEGER) return;
  const found = (cash / MONEY_UNITS).toExponential(1);
  const most = (Number.MAX_SAFE_INTEGER / MONEY_UNITS).toExponential(1);
  throw new InputError(
    `found accounts with ${found} in cash together, expected at most ${most} in units of the currency`,
    { path: `market.instruments.${instruments[0].symbol}.previousClose` },
    'a lower previous close, fewer accounts or less cash',
  );
}

/** Units in which money is counted, of one unit of the currency. */
const MONEY_UNITS = 10_000;
