import { createColors } from 'picocolors';
import { describe, expect, it } from 'vitest';
import { runCommandLine } from '../../src/cli/command-line.js';
import { type RuleOverrides, ruleOverridesSchema, rulesInForce, withOverrides } from '../../src/rules/index.js';

async function touchstone(...words: string[]): Promise<{ exitCode: number; out: string[]; notes: string[] }> {
  const out: string[] = [];
  const notes: string[] = [];
  const exitCode = await runCommandLine(
    words,
    {
      out: (text) => void out.push(text),
      note: (text) => void notes.push(text),
      redraw: () => undefined,
      isInteractive: false,
      colors: createColors(false),
    },
    new AbortController().signal,
  );
  return { exitCode, out, notes };
}

interface Listing {
  readonly date: string;
  readonly venues: readonly {
    readonly id: string;
    readonly version: string | null;
    readonly knownFrom: string;
    readonly opened: boolean;
    readonly rules: readonly Readonly<Record<string, unknown>>[];
  }[];
}

const listed = async (...words: string[]): Promise<Listing> => {
  const { exitCode, out } = await touchstone('list', 'rules', ...words, '--json');
  expect(exitCode).toBe(0);
  return JSON.parse(out.join('\n')) as Listing;
};

describe('list rules', () => {
  it('says what is in force, since when, until when, and who says so', async () => {
    const { exitCode, out, notes } = await touchstone(
      'list',
      'rules',
      '--date',
      '2023-04-07',
      '--venue',
      'szse-chinext',
    );
    expect([exitCode, notes]).toEqual([0, []]);
    const text = out.join('\n');
    expect(text).toMatch(/^szse-chinext on 2023-04-07, ChiNext/);
    expect(text).toMatch(/^cage {2,}percent 2 %, ticks 0, action park {2,}2020-08-24 {2}2023-04-09 {2}secondary$/m);
    expect(text).toMatch(/^ {27}· ChiNext special provisions on trading \(2020\): orders outside 2 % wait/m);
    expect(text).toMatch(/^phases {2,}09:15–09:20 openCallCancelable {2,}2020-08-24 {2}– {11}secondary$/m);
    expect(text).toMatch(/^limitRates {2,}ordinary 20 %, riskWarning 20 %,/m);
    expect(text).toMatch(/^fees.handlingBoth {2,}0.00487 %/m);
    expect(text).toMatch(/^halts {2,}levels 30 %, 60 %, duration 10 min,/m);
    expect(text).toMatch(/^lots {2,}buy: minimum 100, step 100/m);
    expect(text).toContain('confidence: published = printed by the exchange');
  });

  it('of every venue fits 100 columns, at every time', async () => {
    for (const date of ['2006-03-01', '2019-07-22', '2026-08-03']) {
      const { out } = await touchstone('list', 'rules', '--date', date);
      const wide = (line: string): number => line.match(/[\u2e80-\uffe6]/g)?.length ?? 0;
      expect(out.filter((line) => line.length + wide(line) > 100)).toEqual([]);
    }
  });

  it('says that a venue did not exist yet', async () => {
    const { out } = await touchstone('list', 'rules', '--date', '2006-03-01');
    expect(out).toContain('no rules on 2006-03-01: sse-star did not exist before 2019-07-22');
    expect(out).toContain('no rules on 2006-03-01: the rules of sse-main are not known before 2006-07-01');
    expect(out.some((line) => line.startsWith('szse-main on 2006-03-01'))).toBe(true);
    const { venues } = await listed('--date', '2006-03-01');
    expect(venues.map(({ id, version }) => [id, version])).toEqual([
      ['szse-main', 'szse-main@2005-01-24'],
      ['szse-chinext', null],
      ['sse-main', null],
      ['sse-star', null],
      ['us-equity', null],
    ]);
    expect(venues[3]).toMatchObject({ knownFrom: '2019-07-22', opened: true, rules: [] });
  });

  it('gives as data what a scenario can be given back', async () => {
    const { date, venues } = await listed('--date', '2025-05-06', '--venue', 'szse-chinext');
    expect([date, venues.length]).toEqual(['2025-05-06', 1]);
    const [{ rules, version }] = venues;
    expect(version).toBe('szse-chinext@2023-08-28');
    expect(rules.find(({ name }) => name === 'cage')).toEqual({
      name: 'cage',
      value: { percent: 2, ticks: 10, action: 'reject' },
      meaning: 'range of limit prices in continuous trading',
      from: '2023-04-10',
      to: null,
      confidence: 'secondary',
      provenance: expect.stringContaining('2 %, at least ten ticks'),
    });
    const written = Object.fromEntries(
      rules.filter(({ name }) => !String(name).startsWith('fees.')).map(({ name, value }) => [name, value]),
    );
    const inForce = rulesInForce('szse-chinext', '2025-05-06');
    const again = withOverrides(inForce, ruleOverridesSchema.parse(written) as RuleOverrides);
    expect({ ...again, version: '', sources: {} }).toEqual({ ...inForce, version: '', sources: {} });
  });

  it.each([
    ['no day', ['rules'], /--date: is missing, expected a day such as 2025-05-06/],
    ['an empty day', ['rules', '--date', ''], /--date: found nothing, expected a value/],
    [
      'a day that does not exist',
      ['rules', '--date', '2025-02-30'],
      /--date: "2025-02-30" is not a day; expected YYYY/,
    ],
    ['a day in words', ['rules', '--date', 'today'], /--date: "today" is not a day/],
    [
      'an unknown venue',
      ['rules', '--date', '2025-05-06', '--venue', 'sse-stra'],
      /--venue: found "sse-stra", expected one of szse-main, .*did you mean "sse-star"/,
    ],
    [
      'a venue before it opened',
      ['rules', '--date', '2019-07-21', '--venue', 'sse-star'],
      /--date: found 2019-07-21, but sse-star did not exist before 2019-07-22/,
    ],
    [
      'another topic',
      ['rule', '--date', '2025-05-06'],
      /found "rule", expected rules, presets or nothing .did you mean "rules"/,
    ],
    ['a word too many', ['rules', 'now', '--date', '2025-05-06'], /unexpected argument "now" of list/],
    [
      'a day without a topic',
      ['--date', '2025-05-06'],
      /--date: found it without a topic, expected it behind list rules/,
    ],
  ])('%s ends with 2 and one message', async (_name, words, message) => {
    const { exitCode, out, notes } = await touchstone('list', ...words);
    expect([exitCode, out, notes.length]).toEqual([2, [], 1]);
    expect(notes[0]).toMatch(message);
  });

  it('alone lists everything that a scenario can name, as before', async () => {
    const { exitCode, out } = await touchstone('list');
    expect(exitCode).toBe(0);
    expect(out.join('\n')).toMatch(/^venues {2,}szse-main {2,}main board of the Shenzhen Stock Exchange$/m);
  });
});
