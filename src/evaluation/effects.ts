import { type Interval, meanInterval } from '../statistics/index.js';
import { attackCells, daysOf, type PositionChange, type RunRecord } from './run-record.js';

/** The mean of paired differences over seeds with Student's 95 % interval; null where it cannot be known. */
export interface MeanDifference {
  readonly mean: number | null;
  readonly lower95: number | null;
  readonly upper95: number | null;
}

/** What an attack brought its manipulator and cost everybody else, in one cell. Money in the instrument's currency. */
export interface EffectRow {
  readonly cell: string;
  readonly attack: string;
  readonly practice: string;
  /** Seeds with all the arms that the numbers need. */
  readonly pairs: number;
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
  /** Whether the benefit's or the shift's interval leaves zero. Without an effect, recall is inconclusive. */
  readonly shown: boolean;
}

/** Effects by cell and attack. Wealth is valued at the last prices of the last day of the seed's clean arm. */
export function effects(records: readonly RunRecord[]): EffectRow[] {
  for (const record of records) assertNothingLost(record);
  return attackCells(records).map(({ cell, attack, runs }) => {
    const benefits: number[] = [];
    const losses: number[] = [];
    const upward: number[] = [];
    let bought = 0;
    for (const seed of new Set(runs.map((run) => run.seed))) {
      const attacked = runs.filter((run) => run.seed === seed);
      const clean = daysOf(records, cell, seed, 'clean');
      const purpose = daysOf(records, cell, seed, 'purpose');
      if (clean.length !== attacked.length || purpose.length !== attacked.length) continue;
      const { lastPriceTicks, moneyPerTick } = clean[clean.length - 1];
      const prices = lastPriceTicks.map((ticks, instrument) => ticks * moneyPerTick[instrument]);
      const own = (days: readonly RunRecord[]) =>
        wealth(
          days.map(({ positions }) => positions.attacks[attack]),
          prices,
        );
      const others = (days: readonly RunRecord[]) =>
        wealth(
          days.map(({ positions }) => positions.others),
          prices,
        );
      benefits.push((own(attacked) - own(purpose)) / MONEY_UNITS);
      losses.push((others(clean) - others(attacked)) / MONEY_UNITS);
      for (const { positions } of purpose) bought += sum(positions.attacks[attack]?.holdings ?? []);
      const shift = midShift(attacked, purpose, attack);
      if (shift !== undefined) upward.push(shift);
    }
    const benefit = meanInterval(benefits);
    // All seeds of a cell have the same purpose: where none of them traded, nobody knows which way would favour it.
    const favours = -Math.sign(bought);
    const shift = meanInterval(favours === 0 ? [] : upward.map((ticks) => favours * ticks));
    const loss = meanInterval(losses);
    const campaigns = runs.flatMap(({ truth }) => truth.campaigns);
    return {
      cell,
      attack,
      practice: campaigns.find(({ id }) => id === attack)?.practice ?? '',
      pairs: benefits.length,
      benefit: known(benefit),
      midShiftTicks: finite(shift.estimate),
      midShift: known(shift),
      othersLoss: finite(loss.estimate),
      loss: known(loss),
      shown: leavesZero(benefit) || leavesZero(shift),
    };
  });
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
