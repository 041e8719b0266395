import type * as z from 'zod';
import { didYouMean, InputError, type InputPlace } from '../diagnostics/index.js';
import { keysAt } from './schema-keys.js';
import type { ValuePath } from './yaml-source.js';

type Issue = z.core.$ZodIssue;

/** Where values stand in the user's file. */
export interface Places {
  placeOf(path: ValuePath): InputPlace;
  placeOfKey(path: ValuePath, key: string): InputPlace;
}

/**
 * What a schema finds wrong with a value, in the user's terms: place, what was found, what was expected,
 * and what may have been meant. One entry for every problem, in the order of the file.
 */
export function schemaProblems(
  schema: z.core.$ZodType,
  value: unknown,
  error: z.core.$ZodError,
  places: Places,
): InputError[] {
  const problems = error.issues.flatMap((issue) => issueProblems(schema, value, issue, places));
  return problems.sort(
    (a, b) => (a.place.line ?? 0) - (b.place.line ?? 0) || (a.place.column ?? 0) - (b.place.column ?? 0),
  );
}

function issueProblems(schema: z.core.$ZodType, value: unknown, issue: Issue, places: Places): InputError[] {
  const path = issue.path.filter((step) => typeof step !== 'symbol');
  const found = valueAt(value, path);
  switch (issue.code) {
    case 'unrecognized_keys': {
      const known = keysAt(schema, value, path);
      return issue.keys.map((key) => {
        const expected = known.length === 0 ? 'no key here' : `one of ${known.join(', ')}`;
        return new InputError(
          `unknown key "${key}", expected ${expected}`,
          places.placeOfKey(path, key),
          didYouMean(key, known),
        );
      });
    }
    case 'invalid_union': {
      if (issue.errors.length > 0) return unionProblems(schema, value, issue, path, places);
      const options = (issue as { options?: unknown[] }).options?.map(String) ?? [];
      return [unknownWord(found, options, places.placeOf(path))];
    }
    case 'invalid_value':
      return [unknownWord(found, issue.values.map(String), places.placeOf(path))];
    default:
      return [new InputError(describe(issue, found), places.placeOf(path))];
  }
}

/** Of several forms that a value may have, the one that the value comes nearest to says what is wrong. */
function unionProblems(
  schema: z.core.$ZodType,
  value: unknown,
  issue: Extract<Issue, { code: 'invalid_union' }>,
  path: ValuePath,
  places: Places,
): InputError[] {
  const found = valueAt(value, path);
  const fitting = issue.errors.filter((issues) => !issues.some((one) => one.path.length === 0 && isWrongForm(one)));
  if (fitting.length === 1)
    return fitting[0].flatMap((one) =>
      issueProblems(schema, value, { ...one, path: [...path, ...one.path] } as Issue, places),
    );
  const words = issue.errors.flat().find((one) => one.code === 'invalid_value' && one.path.length === 0);
  if (typeof found === 'string' && words?.code === 'invalid_value')
    return [unknownWord(found, words.values.map(String), places.placeOf(path))];
  const keys = keysAt(schema, value, path);
  if (found === undefined && keys.length > 0)
    return [new InputError(`is missing, expected a mapping with one of ${keys.join(', ')}`, places.placeOf(path))];
  const written = typeof found === 'object' && found !== null && !Array.isArray(found) ? Object.keys(found) : undefined;
  if (written !== undefined && keys.length > 0) {
    const odd = written.find((key) => !keys.includes(key));
    if (odd !== undefined)
      return [
        new InputError(
          `unknown key "${odd}", expected one of ${keys.join(', ')}`,
          places.placeOfKey(path, odd),
          didYouMean(odd, keys),
        ),
      ];
    const nearest = [...issue.errors].sort((a, b) => a.length - b.length)[0];
    const wrongValue = nearest.find(
      (one) => one.code !== 'unrecognized_keys' && valueAt(found, stringPath(one)) !== undefined,
    );
    if (wrongValue !== undefined)
      return issueProblems(schema, value, { ...wrongValue, path: [...path, ...wrongValue.path] } as Issue, places);
    return [new InputError(`found ${show(found)}, expected exactly one of ${keys.join(', ')}`, places.placeOf(path))];
  }
  const expected = [...new Set(issue.errors.flatMap((issues) => issues.slice(0, 1).map(expectation)))];
  return [new InputError(`found ${show(found)}, expected ${expected.join(' or ')}`, places.placeOf(path))];
}

function isWrongForm(issue: Issue): boolean {
  return issue.code === 'invalid_type' || issue.code === 'invalid_value';
}

function stringPath(issue: Issue): ValuePath {
  return issue.path.filter((step) => typeof step !== 'symbol');
}

function unknownWord(found: unknown, options: readonly string[], place: InputPlace): InputError {
  const expected = options.length === 1 ? options[0] : `one of ${options.join(', ')}`;
  if (found === undefined) return new InputError(`is missing, expected ${expected}`, place);
  return new InputError(
    `found ${show(found)}, expected ${expected}`,
    place,
    typeof found === 'string' ? didYouMean(found, options) : undefined,
  );
}

function describe(issue: Issue, found: unknown): string {
  const expected = expectation(issue);
  if (found === undefined && issue.code === 'invalid_type') return `is missing, expected ${expected}`;
  return `found ${show(found)}, expected ${expected}`;
}

function expectation(issue: Issue): string {
  // A schema that says by itself what it expects is believed; the library's own sentences are not for people.
  if (!/^(Invalid|Too|Unrecognized)/.test(issue.message)) return issue.message.replace(/^expected /, '');
  switch (issue.code) {
    case 'invalid_type':
      return typeNames[issue.expected] ?? issue.expected;
    case 'invalid_value':
      return issue.values.map(String).join(' or ');
    case 'too_small':
      return bound(issue.origin, issue.inclusive === false ? 'more than' : 'at least', issue.minimum);
    case 'too_big':
      return bound(issue.origin, issue.inclusive === false ? 'less than' : 'at most', issue.maximum);
    case 'not_multiple_of':
      return `a multiple of ${issue.divisor}`;
    default:
      return 'another value';
  }
}

const typeNames: Readonly<Record<string, string>> = {
  number: 'a number',
  int: 'a whole number',
  string: 'text',
  boolean: 'true or false',
  object: 'a mapping of keys to values',
  record: 'a mapping of keys to values',
  array: 'a list',
  tuple: 'a list',
};

function bound(origin: string, relation: string, limit: number | bigint): string {
  if (origin === 'array' || origin === 'tuple')
    return `a list of ${relation} ${limit} ${limit === 1 ? 'entry' : 'entries'}`;
  if (origin === 'string') return `text of ${relation} ${limit} characters`;
  return `${relation} ${limit}`;
}

/** A value as a person wrote it, cut to a length that fits a message. */
export function show(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'nothing';
  const text = typeof value === 'number' ? String(value) : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

function valueAt(value: unknown, path: ValuePath): unknown {
  let current = value;
  for (const step of path) {
    if (typeof current !== 'object' || current === null) return undefined;
    current = (current as Record<string | number, unknown>)[step];
  }
  return current;
}
