import { type Interval, meanInterval } from '../statistics/index.js';
import { type MarketMeasures, type OutcomeMeasure, outcomeOf } from './market-measures.js';
import { attackCells, daysOf, type PositionChange, type RunRecord } from './run-record.js';

/** The mean of paired differences over seeds with Student's 95 % interval; null where it cannot be known. */
export interface MeanDifference {
  readonly mean: number | null;
  readonly lower95: number | null;
  readonly upper95: number | null;
}

/** How far an attack changed what its practice sets out to change, against the clean arm. */
export interface OutcomeEffect extends MeanDifference {
  /** The measure, its id. */
  readonly measure: string;
  readonly unit: string;
  /** Mean of the measure in the clean arm. */
  readonly clean: number | null;
  /** The same change against the purpose arm: what the abuse adds to the genuine leg. */
  readonly added: MeanDifference;
}

/** What an attack brought its manipulator and cost everybody else, in one cell. Money in the instrument's currency. */
export interface EffectRow {
  readonly cell: string;
  readonly attack: string;
  readonly practice: string;
  /** Seeds with all the arms that the numbers need. */
  readonly pairs: number;
  /** Positive where the attack moves the market as it wishes. Null where its practice wants nothing but its benefit. */
  readonly outcome: OutcomeEffect | null;
  /** Wealth of the attack arm less that of the purpose arm: what the abuse added to the genuine leg. */
  readonly benefit: MeanDifference;
  /**
   * How far the mid stood from the purpose arm's, ticks, mean over the campaign's seconds; positive where it favours
   * the genuine leg: upwards for one that sells. Null without mid paths, and where the purpose arm traded nothing.
   */
  readonly midShiftTicks: number | null;
  readonly midShift: MeanDifference;
  /** What all others had less than in the clean arm. */
  readonly othersLoss: number | null;
  readonly loss: MeanDifference;
  /** The same by class of account, in order of appearance. */
  readonly lossByClass: readonly ({ readonly class: string } & MeanDifference)[];
  /** Whether the interval of the outcome, the benefit or the shift leaves zero. Without an effect, recall is inconclusive. */
  readonly shown: boolean;
}

/** Effects by cell and attack. Wealth is valued at the last prices of the last day of the seed's clean arm. */
export function effects(records: readonly RunRecord[]): EffectRow[] {
  for (const record of records) assertNothingLost(record);
  return attackCells(records).map(({ cell, attack, runs }) => {
    const campaigns = runs.flatMap(({ truth }) => truth.campaigns);
    const practice = campaigns.find(({ id }) => id === attack)?.practice ?? '';
    const pairs = pairsOf(records, cell, runs);
    const benefits: number[] = [];
    const losses: number[] = [];
    const byClass = new Map<string, number[]>();
    const upward: number[] = [];
    let bought = 0;
    for (const { attacked, clean, purpose } of pairs) {
      const { lastPriceTicks, moneyPerTick } = clean[clean.length - 1];
      const prices = lastPriceTicks.map((ticks, instrument) => ticks * moneyPerTick[instrument]);
      const worth = (
        days: readonly RunRecord[],
        group: (positions: RunRecord['positions']) => PositionChange | undefined,
      ) =>
        wealth(
          days.map(({ positions }) => group(positions)),
          prices,
        );
      const own = ({ attacks }: RunRecord['positions']) => attacks[attack];
      const loss = (group: Parameters<typeof worth>[1]) => (worth(clean, group) - worth(attacked, group)) / MONEY_UNITS;
      benefits.push((worth(attacked, own) - worth(purpose, own)) / MONEY_UNITS);
      losses.push(loss(({ others }) => others));
      for (const klass of Object.keys(clean[0].positions.classes ?? {})) {
        const values = byClass.get(klass) ?? [];
        values.push(loss(({ classes }) => classes?.[klass]));
        byClass.set(klass, values);
      }
      for (const { positions } of purpose) bought += sum(own(positions)?.holdings ?? []);
      const shift = midShift(attacked, purpose, attack);
      if (shift !== undefined) upward.push(shift);
    }
    const benefit = meanInterval(benefits);
    // All seeds of a cell have the same purpose: where none of them traded, nobody knows which way would favour it.
    const favours = -Math.sign(bought);
    const shift = meanInterval(favours === 0 ? [] : upward.map((ticks) => favours * ticks));
    const loss = meanInterval(losses);
    const { outcome, changed } = outcomeEffect(outcomeOf(practice), pairs, attack);
    return {
      cell,
      attack,
      practice,
      pairs: benefits.length,
      outcome,
      benefit: known(benefit),
      midShiftTicks: finite(shift.estimate),
      midShift: known(shift),
      othersLoss: finite(loss.estimate),
      loss: known(loss),
      lossByClass: [...byClass].map(([klass, values]) => ({ class: klass, ...known(meanInterval(values)) })),
      shown: changed || leavesZero(benefit) || leavesZero(shift),
    };
  });
}

/** The days of a seed in its three arms. */
interface ArmsOfSeed {
  readonly attacked: readonly RunRecord[];
  readonly clean: readonly RunRecord[];
  readonly purpose: readonly RunRecord[];
}

/** The seeds of which all the arms are there. */
function pairsOf(records: readonly RunRecord[], cell: string, runs: readonly RunRecord[]): ArmsOfSeed[] {
  return [...new Set(runs.map((run) => run.seed))]
    .map((seed) => ({
      attacked: runs.filter((run) => run.seed === seed),
      clean: daysOf(records, cell, seed, 'clean'),
      purpose: daysOf(records, cell, seed, 'purpose'),
    }))
    .filter(({ attacked, clean, purpose }) => clean.length === attacked.length && purpose.length === attacked.length);
}

/** Paired differences of a measure between the attack arm and the others, over the seeds in which all have it. */
function outcomeEffect(
  measure: OutcomeMeasure | undefined,
  pairs: readonly ArmsOfSeed[],
  attack: string,
): { outcome: OutcomeEffect | null; changed: boolean } {
  if (measure === undefined) return { outcome: null, changed: false };
  const changes: number[] = [];
  const added: number[] = [];
  const before: number[] = [];
  for (const { attacked, clean, purpose } of pairs) {
    const measured = (days: readonly RunRecord[]): MarketMeasures[] =>
      days.map(({ measures }) => measures?.[attack]).filter((day) => day !== undefined);
    const shown = measured(attacked);
    const [after, first, genuine] = [shown, measured(clean), measured(purpose)].map((days) => measure.of(days));
    if (after === null || first === null || genuine === null) continue;
    const sign = measure.directed ? shown[0].direction : 1;
    before.push(first);
    changes.push(sign * (after - first));
    added.push(sign * (after - genuine));
  }
  const change = meanInterval(changes);
  const { id, unit } = measure;
  const clean = finite(meanInterval(before).estimate);
  const outcome = { measure: id, unit, clean, added: known(meanInterval(added)), ...known(change) };
  return { outcome, changed: leavesZero(change) };
}

/** Money units in one unit of a currency. */
const MONEY_UNITS = 10_000;

/** Worth of what was won over some days. */
function wealth(changes: readonly (PositionChange | undefined)[], prices: readonly number[]): number {
  return changes.reduce((total, change) => {
    if (change === undefined) return total;
    return total + change.holdings.reduce((worth, held, instrument) => worth + held * prices[instrument], change.cash);
  }, 0);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Trading moves money and shares and makes none: what manipulators, others and the venue gained sums to nothing. */
function assertNothingLost({ positions, cell, seed, arm, lastPriceTicks }: RunRecord): void {
  const groups = [...Object.values(positions.attacks), positions.others];
  const cash = groups.reduce((total, group) => total + group.cash, positions.fees);
  const holdings = lastPriceTicks.map((_, instrument) => sum(groups.map((group) => group.holdings[instrument])));
  const wrong = holdings.find((shares) => shares !== 0) ?? 0;
  if (cash !== 0 || wrong !== 0)
    throw new Error(
      `cell "${cell}", seed ${seed}, arm ${arm}: ${cash} money units and ${wrong} shares came from nowhere`,
    );
}

/** Ticks upwards, mean over the seconds of the attack's campaigns, day by day against the purpose arm. */
function midShift(attacked: readonly RunRecord[], purpose: readonly RunRecord[], id: string): number | undefined {
  let total = 0;
  let seconds = 0;
  for (const [day, { truth, midPaths, startNs }] of attacked.entries())
    for (const campaign of truth.campaigns.filter((one) => one.id === id)) {
      const shifted = midPaths?.[campaign.instrument];
      const reference = purpose[day].midPaths?.[campaign.instrument];
      if (shifted === undefined || reference === undefined) continue;
      const from = Math.max(0, Math.floor((campaign.startNs - startNs) / 1e9));
      const to = Math.min(shifted.length, reference.length, Math.ceil((campaign.endNs - startNs) / 1e9) + 1);
      for (let second = from; second < to; second++) {
        const difference = shifted[second] - reference[second];
        if (Number.isNaN(difference)) continue;
        total += difference / 2;
        seconds++;
      }
    }
  return seconds === 0 ? undefined : total / seconds;
}

function known({ estimate, lower, upper }: Interval): MeanDifference {
  return { mean: finite(estimate), lower95: finite(lower), upper95: finite(upper) };
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

function leavesZero({ lower, upper }: Interval): boolean {
  return lower > 0 || upper < 0;
}
