import { type Interval, meanInterval } from '../statistics/index.js';
import type { PositionChange } from './finished-run.js';
import type { ForkedPath } from './forked-run.js';

/** Both arms of a continuation. */
export interface Continuation {
  readonly attack: ForkedPath;
  readonly control: ForkedPath;
}

/** How far something is from the control arm at each step: means over continuations with Student's 95 % interval. */
export interface EffectPath {
  readonly id: ForkMeasure;
  readonly unit: string;
  readonly control: readonly (number | null)[];
  readonly mean: readonly (number | null)[];
  readonly lower95: readonly (number | null)[];
  readonly upper95: readonly (number | null)[];
}

export const forkMeasures = [
  { id: 'mid', unit: 'ticks' },
  { id: 'imbalance', unit: 'of −1 to 1' },
  { id: 'spread', unit: 'ticks' },
] as const;
export type ForkMeasure = (typeof forkMeasures)[number]['id'];

/** Pointwise: of a hundred steps about five leave their band by chance. */
export function effectPaths(continuations: readonly Continuation[]): EffectPath[] {
  const steps = continuations[0].attack.mid.length;
  return forkMeasures.map(({ id, unit }) => {
    const at = Array.from({ length: steps }, (_, step) => {
      const pairs = continuations
        .map(({ attack, control }) => ({ attack: attack[id][step], control: control[id][step] }))
        .filter((pair) => !Number.isNaN(pair.attack) && !Number.isNaN(pair.control));
      return {
        control: meanInterval(pairs.map(({ control }) => control)),
        difference: meanInterval(pairs.map(({ attack, control }) => attack - control)),
      };
    });
    return {
      id,
      unit,
      control: at.map(({ control }) => finite(control.estimate)),
      mean: at.map(({ difference }) => finite(difference.estimate)),
      lower95: at.map(({ difference }) => finite(difference.lower)),
      upper95: at.map(({ difference }) => finite(difference.upper)),
    };
  });
}

export interface ForkWealth {
  readonly mean: number | null;
  readonly lower95: number | null;
  readonly upper95: number | null;
}

/**
 * What the manipulator has more, and all others less, than in the control arm when the path ends; in units of the
 * currency, shares at the control arm's last price.
 */
export function forkWealth(
  continuations: readonly Continuation[],
  attack: string,
): { readonly benefit: ForkWealth; readonly othersLoss: ForkWealth } {
  const over = (group: (path: ForkedPath) => PositionChange) =>
    known(
      meanInterval(
        continuations.map((arms) => {
          const worth = (path: ForkedPath): number => {
            const { cash, holdings } = group(path);
            const { lastPriceTicks, moneyPerTick } = arms.control;
            return holdings.reduce((sum, held, i) => sum + held * lastPriceTicks[i] * moneyPerTick[i], cash);
          };
          return (worth(arms.attack) - worth(arms.control)) / MONEY_UNITS;
        }),
      ),
    );
  const others = over(({ positions }) => positions.others);
  const turned = (value: number | null) => (value === null ? null : -value);
  return {
    benefit: over(({ positions }) => positions.attacks[attack]),
    othersLoss: { mean: turned(others.mean), lower95: turned(others.upper95), upper95: turned(others.lower95) },
  };
}

/** Money units in one unit of a currency. */
const MONEY_UNITS = 10_000;

function known({ estimate, lower, upper }: Interval): ForkWealth {
  return { mean: finite(estimate), lower95: finite(lower), upper95: finite(upper) };
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
