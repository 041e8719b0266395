import type { CalibrationResult, Fit } from '../calibration/index.js';
import type { Colors } from './colors.js';
import { decimals } from './numbers.js';
import { type TableColumn, table } from './table.js';

const left = (head: string): TableColumn => ({ head, align: 'left' });
const right = (head: string): TableColumn => ({ head, align: 'right' });

/** Moments that are further off than this are worth a look. */
const FAR = 3;

/** What is known of each parameter, what is not rejected, how well the moments are met, and how the data that nobody saw are. */
export function calibrationReport(result: CalibrationResult, colors: Colors): string[] {
  const { best, usual, heldOut, waves, eligibility, rankHistograms, simulations, finalSeeds, unmeasured } = result;
  const known = result.parameters.filter(({ identified }) => identified).length;
  const nothing = result.parameters.every(({ eligible }) => eligible === null);
  return [
    colors.bold('Parameters'),
    ...table(
      [left('path'), ...['R²', 'best', '95 % credible', 'eligible', 'usual', 'rank p'].map(right)],
      result.parameters.map(({ path, r2, identified, best: value, usual: before, credible, eligible }, i) => [
        path,
        decimals(r2, 2),
        identified ? short(value) : `${short(value)} fixed`,
        ends(credible),
        identified ? (ends(eligible) === '' ? 'none' : ends(eligible)) : 'not identified',
        short(before),
        decimals(rankHistograms[i].pValue, 3),
      ]),
    ),
    '',
    `${known} of ${result.parameters.length} parameters can be told from the moments (R² at least 0.3); the others stay as usual.`,
    `Eligible is what no moment rejects (within ${decimals(eligibility.cutoff, 2)} standard deviations, Bonferroni at 5 %): ${share(eligibility.share)} of the prior,`,
    `${eligibility.points} of the simulated points by their own moments. ${
      nothing
        ? 'No value is: the model does not reach these moments, and the best is only the nearest.'
        : 'Any eligible value is as good an answer as the best.'
    }`,
    ...(waves.length === 0
      ? []
      : [`History matching left ${waves.map(share).join(', then ')} of the prior not ruled out.`]),
    'rank p: whether posteriors are right on truths drawn from the prior; below 0.01 they are not.',
    ...(unmeasured === 0 ? [] : [`${unmeasured} points had a moment that could not be measured, or were no market.`]),
    '',
    colors.bold('Fit'),
    ...table(
      [left(''), right('loss'), right('p'), right(`beyond ${FAR} sd`)],
      [
        fitRow('best', best),
        fitRow('usual values', usual),
        ...(heldOut === undefined
          ? []
          : [fitRow('best, held out', heldOut.best), fitRow('usual values, held out', heldOut.usual)]),
      ],
    ),
    '',
    `loss: (m − z)'W(m − z) over ${best.moments.length} moments, ${finalSeeds} seeds a point, the same for all; p: of a larger one were the model right.`,
    ...farMoments(best),
    `${simulations} simulations.`,
  ];
}

function fitRow(name: string, { loss, pValue, moments }: Fit): string[] {
  const far = moments.filter(({ z }) => !(Math.abs(z) <= FAR)).length;
  return [name, decimals(loss, 1), decimals(pValue, 3), `${far} of ${moments.length}`];
}

/** The moments that the best point does not reach. */
function farMoments({ moments }: Fit): string[] {
  const far = moments.filter(({ z }) => !(Math.abs(z) <= FAR)).sort((a, b) => Math.abs(b.z) - Math.abs(a.z));
  if (far.length === 0) return [];
  return [
    `Not reached: ${far.map(({ id, z }) => `${id} (${z > 0 ? '+' : '−'}${decimals(Math.abs(z), 1)} sd)`).join(', ')}.`,
  ];
}

function ends(interval: readonly [number, number] | null): string {
  return interval === null ? '' : `${short(interval[0])} – ${short(interval[1])}`;
}

function share(value: number): string {
  return value === 0 ? 'less than 0.01 %' : `${decimals(100 * value, value < 0.01 ? 2 : 1)} %`;
}

function short(value: number): string {
  return String(Number(value.toPrecision(4)));
}
