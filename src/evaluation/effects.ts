import { type Interval, meanInterval } from '../statistics/index.js';
import { attackCells, type PositionChange, type RunRecord, recordOf } from './run-record.js';

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

/** Effects by cell and attack. Wealth is valued at the last price of the seed's clean arm. */
export function effects(records: readonly RunRecord[]): EffectRow[] {
  for (const record of records) assertNothingLost(record);
  return attackCells(records).map(({ cell, attack, runs }) => {
    const benefits: number[] = [];
    const losses: number[] = [];
    const upward: number[] = [];
    let bought = 0;
    for (const run of runs) {
      const clean = recordOf(records, cell, run.seed, 'clean');
      const purpose = recordOf(records, cell, run.seed, 'purpose');
      if (clean === undefined || purpose === undefined) continue;
      const price = clean.lastPriceTicks * run.moneyPerTick;
      const own = (record: RunRecord) => wealth(record.positions.attacks[attack], price);
      const others = (record: RunRecord) => wealth(record.positions.others, price);
      benefits.push((own(run) - own(purpose)) / MONEY_UNITS);
      losses.push((others(clean) - others(run)) / MONEY_UNITS);
      bought += purpose.positions.attacks[attack]?.holdings ?? 0;
      const shift = midShift(run, purpose, attack);
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

function wealth(change: PositionChange | undefined, price: number): number {
  return change === undefined ? 0 : change.cash + change.holdings * price;
}

/** Trading moves money and shares and makes none: what manipulators, others and the venue gained sums to nothing. */
function assertNothingLost({ positions, cell, seed, arm }: RunRecord): void {
  const groups = [...Object.values(positions.attacks), positions.others];
  const cash = groups.reduce((sum, group) => sum + group.cash, positions.fees);
  const holdings = groups.reduce((sum, group) => sum + group.holdings, 0);
  if (cash !== 0 || holdings !== 0)
    throw new Error(
      `cell "${cell}", seed ${seed}, arm ${arm}: ${cash} money units and ${holdings} shares came from nowhere`,
    );
}

/** Ticks upwards, mean over the seconds of the attack's campaigns. */
function midShift(attack: RunRecord, purpose: RunRecord, id: string): number | undefined {
  const { midPath: shifted, startNs } = attack;
  const reference = purpose.midPath;
  if (shifted === undefined || reference === undefined) return undefined;
  let sum = 0;
  let seconds = 0;
  for (const campaign of attack.truth.campaigns.filter((one) => one.id === id)) {
    const from = Math.max(0, Math.floor((campaign.startNs - startNs) / 1e9));
    const to = Math.min(shifted.length, reference.length, Math.ceil((campaign.endNs - startNs) / 1e9) + 1);
    for (let second = from; second < to; second++) {
      const difference = shifted[second] - reference[second];
      if (Number.isNaN(difference)) continue;
      sum += difference / 2;
      seconds++;
    }
  }
  return seconds === 0 ? undefined : sum / seconds;
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
