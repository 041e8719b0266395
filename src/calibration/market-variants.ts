import { InputError } from '../diagnostics/index.js';
import { checkPlan, planRuns, type RunTask, rulesOf } from '../run/index.js';
import { allRegistries, type Cell, loadScenario, type Scenario } from '../scenario/index.js';
import { formatTimeOfDay, Phase } from '../tape/index.js';
import type { ParameterValues } from './parameter-space.js';

/** A market as a scenario has it, with other values at some of its paths. */
export class MarketVariants {
  /** As the scenario has it. */
  readonly usual: Cell;

  /**
   * @param file - of the scenario
   * @param root - folder that no path in it may leave
   * @throws ScenarioError or InputError for what is wrong with the scenario, or where it is more than one market
   */
  constructor(
    readonly file: string,
    private readonly root: string,
  ) {
    this.usual = this.load({}).cells[0];
    const { dates, instruments } = this.usual.market;
    if (instruments.length > 1 || dates.length > 1)
      throw new InputError(
        `found a market of ${instruments.length} instruments and ${dates.length} days, expected one of each to calibrate`,
        { file, path: 'market' },
      );
  }

  /** The part of the simulated window in which trading is continuous, from its first to its last moment, ns. */
  get continuous(): readonly [startNs: number, endNs: number] {
    const { market } = this.usual;
    const [from, until] = market.window;
    const spans = rulesOf(market, market.dates[0])
      .phases.filter(({ phase }) => phase === Phase.continuous)
      .map(({ startNs, endNs }) => [Math.max(from, startNs), Math.min(until, endNs)] as const)
      .filter(([startNs, endNs]) => startNs < endNs);
    if (spans.length === 0)
      throw new InputError('found a window without continuous trading, expected some to measure', {
        file: this.file,
        path: 'market.window',
      });
    return [spans[0][0], spans[spans.length - 1][1]];
  }

  /** Tells this market from all others by what decides its runs, wherever its files are: 64 hexadecimal digits. */
  digest(masterSeed: number): string {
    return this.tasks([{ values: {}, seed: 1 }], masterSeed, 0)[0].id;
  }

  /** Sets up the market with other values, to see whether it can be. @throws InputError when it cannot */
  async check(values: ParameterValues): Promise<void> {
    await checkPlan(planRuns(this.load(values), 1));
  }

  /**
   * The runs of some variants, nobody attacking and nobody watching.
   * @param untilNs - simulated at least until then
   */
  tasks(
    variants: readonly { readonly values: ParameterValues; readonly seed: number }[],
    masterSeed: number,
    untilNs: number,
  ): RunTask[] {
    const cells: Cell[] = [];
    const byValues = new Map<string, number>();
    const indices = variants.map(({ values }) => {
      const key = JSON.stringify(values);
      const known = byValues.get(key);
      if (known !== undefined) return known;
      byValues.set(key, cells.length);
      return cells.push(this.load(values, untilNs).cells[0]) - 1;
    });
    const unwatched = cells.map((cell) => ({ ...cell, surveillance: { ...cell.surveillance, detectors: [] } }));
    const plan = planRuns({ ...this.load({}), cells: unwatched }, masterSeed);
    return variants.map(({ seed }, i) => {
      const task = plan.tasks[plan.cells[indices[i]].seeds[0].clean];
      return { ...task, spec: { ...task.spec, seed } };
    });
  }

  private load(values: ParameterValues, untilNs = 0): Scenario {
    const [from, until] = this.usual?.market.window ?? [0, Infinity];
    const window = untilNs > until ? { 'market.window': [clock(from), clock(untilNs)] } : {};
    return loadScenario(this.file, {
      registries: allRegistries(),
      root: this.root,
      runs: { seeds: 1, controls: 0 },
      values: { ...values, ...window },
    });
  }
}

function clock(timeNs: number): string {
  return formatTimeOfDay(timeNs);
}
