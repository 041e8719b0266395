import { didYouMean, InputError, type InputPlace } from '../diagnostics/index.js';

export type Comparison = '>' | '>=' | '<' | '<=' | '==';
export type MetricName = keyof typeof metrics;

/**
 * What must hold after a run: `recall(spoof-pattern, spoof, best5Depth=4).lower95 >= 0.85`.
 * Without a cell it must hold in every cell of the sweep.
 */
export interface Expectation {
  /** As it stands in the file. */
  readonly text: string;
  readonly metric: MetricName;
  /** Ids in the order of the metric's subjects. */
  readonly subjects: readonly string[];
  /** Swept values by sweep key: the cells that are judged. */
  readonly cell: Readonly<Record<string, string>>;
  /** `attack` for recall and effects; both control arms where the text names none. */
  readonly arm: string | undefined;
  readonly field: string;
  readonly comparison: Comparison;
  readonly limit: number;
  readonly place: InputPlace;
}

/** What an expectation may speak of; everything else is refused before the run. */
export interface ExpectationScope {
  readonly attacks: readonly string[];
  readonly detectors: readonly string[];
  /** Detectors that encode a written rule and so have an independent evaluation. */
  readonly ruleDetectors: readonly string[];
  /** Sweep keys in full, with the values of each as they print. */
  readonly sweep: ReadonlyMap<string, readonly string[]>;
}

/** The measures of a run that an expectation can name: their subjects and the numbers they have. */
export const metrics = {
  effect: {
    summary: "the manipulator's benefit against the purpose arm (currency), the shift of the mid, what others lost",
    subjects: ['attack'],
    arms: [],
    fields: ['benefit.mean', 'benefit.lower95', 'benefit.upper95', 'midShiftTicks', 'othersLoss'],
  },
  recall: {
    summary: 'share of campaigns that a detector found, with its exact 95 % interval',
    subjects: ['detector', 'attack'],
    arms: [],
    fields: ['', 'lower95', 'upper95', 'campaigns', 'detected', 'medianDelaySeconds'],
  },
  conformance: {
    summary: 'share of runs in which a rule detector fired exactly where the written rule holds',
    subjects: ['ruleDetector'],
    arms: [],
    fields: [''],
  },
  falseAlerts: {
    summary: 'alerts on nobody guilty, per instrument and day, with the upper end of the exact 95 % interval',
    subjects: ['detector'],
    arms: ['clean', 'purpose'],
    fields: ['perInstrumentDay', 'perInstrumentDay.upper95', 'alerts', 'instrumentDays'],
  },
} as const;

/**
 * Reads one expectation and checks every name in it.
 * @param place - where the text stands; the column moves on to the word that is wrong
 * @throws InputError for anything that could silently pass: an unknown metric, field, id, arm or cell
 */
export function parseExpectation(text: string, scope: ExpectationScope, place: InputPlace = {}): Expectation {
  const reader = new Reader(text, place);
  const metric = reader.oneOf('a metric', reader.word(), Object.keys(metrics)) as MetricName;
  const { subjects: roles, arms, fields } = metrics[metric];
  const subjects: string[] = [];
  const cell: Record<string, string> = {};
  let arm: string | undefined;
  reader.symbol('(');
  do {
    const argument = reader.argument();
    if (!reader.skips('=')) {
      const role = roles[subjects.length] as (typeof roles)[number] | undefined;
      if (role === undefined) throw reader.wrong(`found a further "${argument.text}", expected key=value`, argument.at);
      subjects.push(reader.oneOf(roleNames[role], argument, known(role, scope)));
      continue;
    }
    const value = reader.argument();
    if (argument.text === 'arm' && arms.length > 0) arm = reader.oneOf('an arm with controls', value, arms);
    else {
      const key = sweepKey(reader, argument, scope, arms.length > 0);
      cell[key] = reader.oneOf(`a value of ${argument.text}`, value, scope.sweep.get(key) ?? [], sameNumber);
    }
  } while (reader.skips(','));
  if (subjects.length < roles.length)
    throw reader.wrong(`expected the id of ${roleNames[roles[subjects.length]]} as argument ${subjects.length + 1}`);
  reader.symbol(')');
  const field = readField(reader, fields);
  const comparison = reader.comparison();
  const limit = reader.number();
  reader.end();
  return { text, metric, subjects, cell, arm, field, comparison, limit, place };
}

const roleNames = { attack: 'an attack', detector: 'a detector', ruleDetector: 'a rule detector' } as const;

function known(role: keyof typeof roleNames, scope: ExpectationScope): readonly string[] {
  if (role === 'attack') return scope.attacks;
  return role === 'detector' ? scope.detectors : scope.ruleDetectors;
}

/** A sweep key may be named by any end of its path that is its alone: `best5Depth`, `size.best5Depth`. */
function sweepKey(reader: Reader, name: Word, scope: ExpectationScope, takesArm: boolean): string {
  const keys = [...scope.sweep.keys()];
  const fitting = keys.filter((key) => key === name.text || key.endsWith(`.${name.text}`));
  if (fitting.length === 1) return fitting[0];
  const problem =
    fitting.length > 1
      ? `"${name.text}" may mean ${fitting.join(' or ')}`
      : `unknown sweep key "${name.text}", expected ${[...(takesArm ? ['arm'] : []), ...keys].join(' or ') || 'none: nothing is swept'}`;
  const short = keys.map((key) => key.slice(key.lastIndexOf('.') + 1));
  throw reader.wrong(problem, name.at, didYouMean(name.text, [...keys, ...short]));
}

function readField(reader: Reader, fields: readonly string[]): string {
  const at = reader.at;
  const parts: string[] = [];
  while (reader.skips('.')) parts.push(reader.word().text);
  const field = parts.join('.');
  if (fields.includes(field)) return field;
  const named = fields.filter((name) => name !== '').map((name) => `.${name}`);
  const expected = named.length === 0 ? 'none' : `one of ${named.join(', ')}`;
  throw reader.wrong(
    field === '' ? `a field is missing, expected ${expected}` : `unknown field ".${field}", expected ${expected}`,
    at,
    didYouMean(field, fields),
  );
}

function sameNumber(a: string, b: string): boolean {
  return a === b || (a !== '' && b !== '' && Number(a) === Number(b));
}

interface Word {
  readonly text: string;
  readonly at: number;
}

/** Reads words and symbols from left to right and says at which column something is wrong. */
class Reader {
  at = 0;

  constructor(
    private readonly text: string,
    private readonly place: InputPlace,
  ) {}

  wrong(problem: string, at = this.at, hint?: string): InputError {
    const { column, path = '' } = this.place;
    const place = { ...this.place, path: path === '' ? undefined : path };
    return new InputError(
      `in "${this.text}": ${problem}`,
      column === undefined ? place : { ...place, column: column + at },
      hint,
    );
  }

  /** A metric or a field. */
  word(): Word {
    return this.name(/\w+/y);
  }

  /** An id, a sweep key or one of its values. */
  argument(): Word {
    return this.name(/[\w.:+-]+/y);
  }

  private name(pattern: RegExp): Word {
    const match = this.match(pattern);
    if (match === undefined) throw this.wrong(`found ${this.next()}, expected a name`);
    return match;
  }

  symbol(symbol: string): void {
    if (!this.skips(symbol)) throw this.wrong(`found ${this.next()}, expected "${symbol}"`);
  }

  skips(symbol: string): boolean {
    this.skipSpace();
    if (!this.text.startsWith(symbol, this.at)) return false;
    this.at += symbol.length;
    return true;
  }

  comparison(): Comparison {
    for (const symbol of ['>=', '<=', '==', '>', '<'] as const) if (this.skips(symbol)) return symbol;
    throw this.wrong(`found ${this.next()}, expected one of >, >=, <, <=, ==`);
  }

  number(): number {
    const match = this.match(/[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/y);
    if (match === undefined || !Number.isFinite(Number(match.text)))
      throw this.wrong(`found ${match?.text ?? this.next()}, expected a number`);
    return Number(match.text);
  }

  end(): void {
    this.skipSpace();
    if (this.at < this.text.length) throw this.wrong(`found ${this.next()}, expected the end`);
  }

  oneOf(
    what: string,
    word: Word,
    candidates: readonly string[],
    same: (a: string, b: string) => boolean = (a, b) => a === b,
  ): string {
    const found = candidates.find((candidate) => same(candidate, word.text));
    if (found !== undefined) return found;
    const expected = candidates.length === 0 ? 'none: the scenario has none' : `one of ${candidates.join(', ')}`;
    throw this.wrong(`"${word.text}" is not ${what}, expected ${expected}`, word.at, didYouMean(word.text, candidates));
  }

  private match(pattern: RegExp): Word | undefined {
    this.skipSpace();
    const start = this.at;
    pattern.lastIndex = start;
    const match = pattern.exec(this.text);
    if (match === null) return undefined;
    this.at = start + match[0].length;
    return { text: match[0], at: start };
  }

  private skipSpace(): void {
    while (this.text[this.at] === ' ' || this.text[this.at] === '\t') this.at++;
  }

  private next(): string {
    return this.at < this.text.length ? `"${this.text.slice(this.at, this.at + 12)}"` : 'the end';
  }
}
