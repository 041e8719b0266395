import { didYouMean, InputError, type InputPlace } from '../diagnostics/index.js';

/**
 * Tests of the exchanges on abnormal and programme trading that an honest account may meet: what a look-alike may be
 * matched to where its scenario has no attack that it resembles. Abnormal fluctuation is no account's matter.
 */
const exchangeTests = [
  'fd-o',
  'fd-c',
  'fd-l',
  'ps-o',
  'ps-or',
  'ps-c',
  'ps-cr',
  'ps-x',
  'ps-xr',
  'lm-c',
  'lm-x',
  'ws',
  'wm',
  'sr',
  'pt-1',
  'pt-2',
  'pt-3',
  'pt-4',
  'hft',
];

/**
 * A look-alike resembles an attack of its scenario, or, where nobody attacks, a practice or what an exchange tests for.
 * @returns the index of the attack, −1 for anything else that may stand there
 * @throws InputError for a word that is none of them
 */
export function matchOf(
  matchedTo: string,
  attacks: readonly string[],
  practices: readonly { readonly id: string }[],
  place: InputPlace,
): number {
  const attack = attacks.indexOf(matchedTo);
  const known = [...attacks, ...practices.map(({ id }) => id), ...exchangeTests];
  if (attack >= 0 || known.includes(matchedTo)) return attack;
  throw new InputError(
    `there is no attack "${matchedTo}", expected ${attacks.length === 0 ? '' : `${attacks.join(', ')}, `}a practice or a test of an exchange such as ps-c`,
    place,
    didYouMean(matchedTo, known),
  );
}
