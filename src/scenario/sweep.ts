import { didYouMean, InputError, type InputPlace } from '../diagnostics/index.js';
import { show } from '../documents/index.js';

/** One point of a sweep: what was set, and the scenario that results, still as it is written. */
export interface SweptInput {
  /** `best5Depth=4`; `base` when nothing is swept. */
  readonly label: string;
  /** Value by sweep key, as text. */
  readonly values: Readonly<Record<string, string>>;
  readonly input: unknown;
}

/** More cells than this are a mistake rather than a question. */
const MAXIMUM_CELLS = 10_000;

/** Parts of a scenario that say what to do with the market rather than what it is. */
const fixedKeys = ['schema', 'name', 'question', 'sweep', 'runs', 'expect'];

/**
 * Every combination of the swept values, the first key slowest. Keys are paths by id, never by position:
 * `attacks.spoof.size.best5Depth`.
 * @param input - the scenario as written
 * @param placeOf - where a sweep key stands
 * @throws InputError for a path that leads nowhere
 */
export function sweepInputs(
  input: Readonly<Record<string, unknown>>,
  sweep: Readonly<Record<string, readonly unknown[]>>,
  placeOf: (key: string) => InputPlace,
): SweptInput[] {
  const keys = Object.keys(sweep);
  const count = keys.reduce((product, key) => product * sweep[key].length, 1);
  if (count > MAXIMUM_CELLS)
    throw new InputError(`found a sweep of ${count} cells, expected at most ${MAXIMUM_CELLS}`, placeOf(keys[0]));
  for (const key of keys) refuseRepeats(sweep[key].map(printed), placeOf(key));
  let cells: SweptInput[] = [{ label: '', values: {}, input }];
  for (const key of keys) {
    const name = shortName(key, keys);
    cells = cells.flatMap((cell) =>
      sweep[key].map((value) => ({
        label: `${cell.label}${cell.label === '' ? '' : ' '}${name}=${printed(value)}`,
        values: { ...cell.values, [key]: printed(value) },
        input: withValue(cell.input, key, value, placeOf(key)),
      })),
    );
  }
  return keys.length === 0 ? [{ ...cells[0], label: 'base' }] : cells;
}

/** Two cells of one name would be counted as one, with every campaign twice. */
function refuseRepeats(values: readonly string[], place: InputPlace): void {
  const repeated = values.find((value, index) => values.indexOf(value) < index);
  if (repeated !== undefined) throw new InputError(`found the value ${repeated} twice, expected it once`, place);
}

/** A swept value as it is printed and named in expectations. */
function printed(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : show(value);
}

/** The shortest end of a path that no other swept path shares. */
function shortName(key: string, keys: readonly string[]): string {
  const steps = key.split('.');
  for (let count = 1; count < steps.length; count++) {
    const end = steps.slice(-count).join('.');
    if (keys.filter((other) => other === end || other.endsWith(`.${end}`)).length === 1) return end;
  }
  return key;
}

/** A copy of the input with one value replaced; everything that does not lie on the path is shared. */
function withValue(input: unknown, key: string, value: unknown, place: InputPlace): unknown {
  const steps = key.split('.');
  if (fixedKeys.includes(steps[0]))
    throw new InputError(
      `"${steps[0]}" cannot be swept, expected a part of the market, its traders or its watch`,
      place,
    );
  return replaced(input, steps, 0, value, place);
}

function replaced(current: unknown, steps: readonly string[], at: number, value: unknown, place: InputPlace): unknown {
  if (at === steps.length) return value;
  const step = steps[at];
  const walked = steps.slice(0, at).join('.');
  if (Array.isArray(current)) {
    const ids = current.map(idOf);
    const index = ids.indexOf(step);
    if (index < 0) {
      const known = ids.filter((id) => id !== undefined);
      throw new InputError(
        `${walked} has no entry with the id "${step}", expected ${known.length === 0 ? 'entries with an id' : `one of ${known.join(', ')}`}`,
        place,
        didYouMean(step, known) ?? (/^\d+$/.test(step) ? 'entries are named by id, not by position' : undefined),
      );
    }
    const entry = typeof current[index] === 'string' ? { id: current[index] } : current[index];
    return current.with(index, replaced(entry, steps, at + 1, value, place));
  }
  if (current === undefined) return { [step]: replaced(undefined, steps, at + 1, value, place) };
  if (typeof current !== 'object' || current === null)
    throw new InputError(`${walked} is ${show(current)} and has no part "${step}"`, place);
  const record = current as Readonly<Record<string, unknown>>;
  return { ...record, [step]: replaced(record[step], steps, at + 1, value, place) };
}

function idOf(entry: unknown): string | undefined {
  if (typeof entry === 'string') return entry;
  if (typeof entry !== 'object' || entry === null) return undefined;
  const { id, symbol } = entry as { id?: unknown; symbol?: unknown };
  return typeof id === 'string' ? id : typeof symbol === 'string' ? symbol : undefined;
}
