import { InputError } from '../diagnostics/index.js';
import { openMarket } from './open-market.js';
import { type Plan, readModel } from './plan.js';

/** Cells of a sweep that are set up to see whether they can be; the others differ from them by numbers alone. */
const CELLS_CHECKED = 20;

/**
 * Sets up the markets of a plan without letting them run, so that parts that do not fit are found before anything runs.
 * @throws InputError that names the scenario
 */
export function checkMarkets({ scenario, tasks, cells }: Plan): void {
  for (const { cell, seeds } of cells.slice(0, CELLS_CHECKED)) {
    const { model } = cell.background;
    try {
      openMarket(tasks[seeds[0].attack], readModel(model.path, model.name));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      throw new InputError(error.problem, { file: scenario.file, ...error.place }, error.hint);
    }
  }
}
