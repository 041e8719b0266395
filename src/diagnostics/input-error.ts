/** Where in the user's input something is wrong. Lines and columns count from 1. */
export interface InputPlace {
  /** The file as the user named it. */
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  /** The key within the file (`attacks.spoof.size`) or the option of a command (`--seeds`). */
  readonly path?: string;
}

/**
 * The user's input is wrong. It says where, what was found and what was expected, in the user's terms;
 * the command line prints it as one message without a stack trace and ends with exit code 2.
 */
export class InputError extends Error {
  override readonly name = 'InputError';

  constructor(
    /** One sentence: what was found and what was expected. */
    readonly problem: string,
    readonly place: InputPlace = {},
    /** What to do about it: "did you mean …". */
    readonly hint?: string,
  ) {
    super(formatInputError(problem, place, hint));
  }
}

function formatInputError(problem: string, place: InputPlace, hint: string | undefined): string {
  const position = [place.file, place.line, place.column].filter((part) => part !== undefined).join(':');
  const where = [position, place.path].filter((part) => part !== undefined && part !== '').join(' ');
  return `${where === '' ? '' : `${where}: `}${problem}${hint === undefined ? '' : ` (${hint})`}`;
}

/** The candidate nearest to a mistyped word, as a hint; undefined when none is near. */
export function didYouMean(word: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(2, Math.floor(word.length / 3)) + 1;
  for (const candidate of candidates) {
    const distance = editDistance(word, candidate);
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best === undefined ? undefined : `did you mean "${best}"?`;
}

/** Levenshtein distance. */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = previous[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      current[j] = Math.min(substitution, previous[j] + 1, current[j - 1] + 1);
    }
    previous = current;
  }
  return previous[b.length];
}
