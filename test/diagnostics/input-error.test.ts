import { describe, expect, it } from 'vitest';
import { didYouMean, InputError } from '../../src/diagnostics/index.js';

describe('an input error', () => {
  it('says where, what and what to do, in one line', () => {
    const error = new InputError(
      'unknown key "detecters"; expected one of rules, scale, detectors',
      { file: 'a.yaml', line: 3, column: 5, path: 'surveillance' },
      'did you mean "detectors"?',
    );
    expect(error.message).toBe(
      'a.yaml:3:5 surveillance: unknown key "detecters"; expected one of rules, scale, detectors (did you mean "detectors"?)',
    );
  });

  it('needs no place', () => {
    expect(new InputError('no such command').message).toBe('no such command');
  });
});

describe('the nearest word', () => {
  it.each([
    ['spofing', 'did you mean "spoofing"?'],
    ['layerin', 'did you mean "layering"?'],
    ['zzzzzz', undefined],
  ])('to "%s"', (word, expected) => {
    expect(didYouMean(word, ['spoofing', 'layering', 'wash-trading'])).toBe(expected);
  });
});
