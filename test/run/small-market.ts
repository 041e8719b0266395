import { fileURLToPath } from 'node:url';
import { allRegistries, type Cell, loadScenario, type Scenario } from '../../src/scenario/index.js';

/** The scenario beside this file: half an hour of a small market with one spoof, in which every part takes its turn. */
export function smallMarket(runs: Partial<Scenario['runs']> = {}): Scenario {
  const file = fileURLToPath(new URL('./small-market.yaml', import.meta.url));
  return loadScenario(file, { registries: allRegistries(), root: process.cwd(), runs });
}

/** The cell with something else about its one instrument. */
export function withInstrument(cell: Cell, change: (instrument: Listed) => Partial<Listed>): Cell {
  const [instrument] = cell.market.instruments;
  return { ...cell, market: { ...cell.market, instruments: [{ ...instrument, ...change(instrument) }] } };
}

type Listed = Cell['market']['instruments'][number];
