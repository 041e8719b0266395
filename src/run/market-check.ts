import { InputError } from '../diagnostics/index.js';
import { readModels } from './models.js';
import { type OpenMarket, openMarket } from './open-market.js';
import type { Plan } from './plan.js';

/** Cells of a sweep that are set up to see whether they can be; the others differ from them by numbers alone. */
const CELLS_CHECKED = 20;

/**
 * Sets up the markets of a plan without letting them run, so that parts that do not fit are found before anything runs.
 * @throws InputError that names the scenario
 */
export function checkMarkets({ scenario, tasks, cells }: Plan): void {
  for (const { seeds } of cells.slice(0, CELLS_CHECKED)) {
    const task = tasks[seeds[0].attack];
    try {
      checkWealth(openMarket(task, readModels(task)));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      const { path, file } = error.place;
      const place = file === undefined && path !== undefined ? scenario.placeOf(path) : { file: scenario.file };
      throw new InputError(error.problem, { ...place, ...error.place }, error.hint);
    }
  }
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
