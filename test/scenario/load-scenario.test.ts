import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InputError, ScenarioError } from '../../src/diagnostics/index.js';
import { loadScenario, type Scenario } from '../../src/scenario/index.js';
import { HOUR, MINUTE } from '../../src/tape/index.js';
import { fakeRegistries } from './fake-registries.js';

const good = `schema: 1
question: Is it seen?
market:
  venue: szse-chinext
  date: 2025-05-06
  window: ["09:15", "11:30"]
  instruments: [{ symbol: "300233", previousClose: 15.70 }]
background: { model: ./model.json, reaction: 1 }
accounts: { attribution: split, active: 12000, topFiveShare: 0.08 }
agents:
  - { id: makers, agent: market-maker, count: 4 }
attacks:
  - { id: spoof, practice: spoofing, size: { best5Depth: 4 }, cycles: 6, side: buy, window: ["10:00", "11:00"],
      accounts: { count: 1, cash: auto, holdings: auto } }
lookalikes: [{ id: skewed, agent: momentum, count: 2, matchedTo: spoof }]
surveillance:
  rules: szse-chinext@2025-05-06
  scale: absolute
  detectors: [fd-c, spoof-pattern]
sweep: { attacks.spoof.size.best5Depth: [0.5, 4] }
runs: { seeds: 40 }
expect:
  - conformance(fd-c) == 1
  - recall(spoof-pattern, spoof, best5Depth=4).lower95 >= 0.85
`;

let folder: string;
let count = 0;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'touchstone-scenario-'));
  mkdirSync(path.join(folder, 'inside'));
  writeFileSync(path.join(folder, 'inside', 'model.json'), '{}');
  writeFileSync(path.join(folder, 'secret.json'), '{}');
  symlinkSync(path.join(folder, 'secret.json'), path.join(folder, 'inside', 'link.json'));
});

afterAll(() => rmSync(folder, { recursive: true }));

function load(text: string | Uint8Array): Scenario {
  const file = path.join(folder, 'inside', `scenario-${++count}.yaml`);
  writeFileSync(file, text);
  return loadScenario(file, { registries: fakeRegistries, root: path.join(folder, 'inside') });
}

function problemsOf(text: string | Uint8Array): InputError[] {
  try {
    load(text);
  } catch (error) {
    if (error instanceof ScenarioError) return [...error.problems];
    if (error instanceof InputError) return [error];
    throw error;
  }
  throw new Error('the scenario was accepted');
}

describe('a scenario file', () => {
  it('becomes times in ns, prices in ticks and defaults filled in', () => {
    const scenario = load(good);
    const [cell] = scenario.cells;
    expect(cell.market.window).toEqual([9 * HOUR + 15 * MINUTE, 11 * HOUR + 30 * MINUTE]);
    expect(cell.market.instruments).toMatchObject([
      {
        symbol: '300233',
        previousClose: 1570,
        floatShares: -1,
        status: 'ordinary',
        statusDay: -1,
        accounts: { attribution: 'split', active: 12_000, topFiveShare: 0.08 },
      },
    ]);
    expect(cell.agents).toEqual([
      { id: 'makers', agent: 'market-maker', instrument: '300233', count: 4, parameters: { spreadTicks: 2 } },
    ]);
    expect(cell.attacks[0].parameters).toEqual({
      size: { best5Depth: 0.5 },
      cycles: 6,
      side: 'buy',
      window: [10 * HOUR, 11 * HOUR],
    });
    expect(cell.surveillance.detectors[1]).toEqual({ id: 'spoof-pattern', parameters: { display: 1 } });
    expect(cell.market.instruments[0].background.model.digest).toMatch(/^[0-9a-f]{64}$/);
    expect(scenario.runs).toEqual({ seeds: 40, controls: 0, firstSeed: 1 });
    expect(scenario.expectations.map((expectation) => expectation.metric)).toEqual(['conformance', 'recall']);
  });

  it('sweeps by id, first key slowest', () => {
    const scenario = load(
      good.replace(
        'sweep: { attacks.spoof.size.best5Depth: [0.5, 4] }',
        'sweep: { background.reaction: [0, 1], attacks.spoof.size.best5Depth: [0.5, 4], surveillance.detectors.spoof-pattern.display: [3] }',
      ),
    );
    expect(scenario.cells.map((cell) => cell.label)).toEqual([
      'reaction=0 best5Depth=0.5 display=3',
      'reaction=0 best5Depth=4 display=3',
      'reaction=1 best5Depth=0.5 display=3',
      'reaction=1 best5Depth=4 display=3',
    ]);
    expect(scenario.cells[1].attacks[0].parameters['size']).toEqual({ best5Depth: 4 });
    expect(scenario.cells[3].market.instruments[0].background.reaction).toBe(1);
    expect(scenario.cells[0].surveillance.detectors[1].parameters).toEqual({ display: 3 });
  });

  it('says where the value of a path by id stands, or what is nearest to it', () => {
    const scenario = load(good);
    expect(scenario.placeOf('attacks.spoof.size.best5Depth')).toMatchObject({ line: 13 });
    expect(scenario.placeOf('market.instruments.300233.previousClose')).toMatchObject({ line: 7, column: 52 });
    expect(scenario.placeOf('attacks.spoof.patience')).toMatchObject({ line: 13, path: 'attacks.spoof.patience' });
    expect(scenario.placeOf('nothing.of.this')).toMatchObject({ line: 1, path: 'nothing.of.this' });
  });

  it('of thousands of cells is read', () => {
    const values = Array.from({ length: 3000 }, (_, index) => index + 1);
    expect(load(good.replace('[0.5, 4] }', `[${values.join(', ')}] }`)).cells).toHaveLength(3000);
  });

  it('has one cell when nothing is swept', () => {
    const scenario = load(good.replace(/^sweep:.*\n/m, '').replace(', best5Depth=4', ''));
    expect(scenario.cells.map((cell) => cell.label)).toEqual(['base']);
  });
});

describe('a market of several days and instruments', () => {
  const two = good.replace(
    'instruments: [{ symbol: "300233", previousClose: 15.70 }]',
    `instruments:
    - { symbol: "300233", previousClose: 15.70 }
    - { symbol: "300999", previousClose: 8, background: { reaction: 0 }, accounts: { active: 500 } }`,
  );
  const named = two
    .replace('agent: market-maker,', 'agent: market-maker, instrument: "300233",')
    .replace('practice: spoofing,', 'practice: spoofing, instrument: "300999",');
  const datesOf = (days: string) => load(good.replace('date: 2025-05-06', days)).cells[0].market.dates;

  it('has the weekdays from its date on, or the days that it names', () => {
    expect(datesOf('date: 2025-05-06')).toEqual(['2025-05-06']);
    expect(datesOf('{ date: 2025-05-08, days: 3 }'.slice(2, -2).replace(', ', '\n  '))).toEqual([
      '2025-05-08',
      '2025-05-09',
      '2025-05-12',
    ]);
    expect(datesOf('dates: [2025-04-30, 2025-05-06]')).toEqual(['2025-04-30', '2025-05-06']);
  });

  it('has the thresholds of each day, unless others are named', () => {
    const rulesOf = (text: string) => load(text).cells[0].surveillance.rules;
    const days = good.replace('date: 2025-05-06', 'dates: [2025-04-30, 2025-05-06]');
    expect(rulesOf(days)).toEqual({ id: 'szse-chinext', date: '2025-05-06' });
    expect(rulesOf(days.replace('  rules: szse-chinext@2025-05-06\n', ''))).toEqual({ id: 'szse-chinext' });
  });

  it('gives every instrument what is said of all, and what is said of it alone', () => {
    const [cell] = load(named).cells;
    expect(
      cell.market.instruments.map(({ previousClose, background, accounts }) => [
        previousClose,
        background.reaction,
        accounts.active,
        accounts.topFiveShare,
      ]),
    ).toEqual([
      [1570, 1, 12_000, 0.08],
      [800, 0, 500, 0.08],
    ]);
    expect(
      [cell.agents, cell.attacks, cell.lookalikes].flat().map(({ id, instrument }) => `${id} ${instrument}`),
    ).toEqual(['makers 300233', 'spoof 300999', 'skewed 300999']);
    expect(cell.attacks[0].parameters).not.toHaveProperty('instrument');
  });

  it.each<[string, string, RegExp]>([
    [
      'an agent without one of two',
      named.replace('instrument: "300233",', ''),
      /yaml:13:5 agents.makers.instrument: is missing where there are 2 instruments, expected one of 300233, 300999/,
    ],
    [
      'an attack without one of two',
      named.replace('instrument: "300999",', ''),
      /yaml:15:\d+ attacks.spoof.instrument: is missing/,
    ],
    [
      'one that is not there',
      named.replace('instrument: "300999",', 'instrument: "300998",'),
      /attacks.spoof.instrument: there is no instrument "300998", expected one of 300233, 300999 \(did you mean "300999"\?\)/,
    ],
    [
      'one without quotes',
      named.replace('instrument: "300999",', 'instrument: 300999,'),
      /attacks.spoof.instrument: .*text in quotes/,
    ],
    [
      'one twice',
      named.replace('symbol: "300999"', 'symbol: "300233"'),
      /yaml:9:\d+ .*the symbol "300233" is listed twice/,
    ],
    [
      'none',
      good.replace('instruments: [{ symbol: "300233", previousClose: 15.70 }]', 'instruments: []'),
      /a list of at least 1/,
    ],
    [
      'a price off the tick',
      named.replace('previousClose: 8,', 'previousClose: 8.001,'),
      /yaml:9:\d+ .*found 8.001, expected a multiple of the tick/,
    ],
    [
      'no day',
      good.replace('  date: 2025-05-06\n', ''),
      /market.date: .*expected a trading day such as 2025-05-06, or dates/,
    ],
    [
      'date and dates',
      good.replace('date: 2025-05-06', 'date: 2025-05-06\n  dates: [2025-05-07]'),
      /market.dates: .*expected either dates, or date with days/,
    ],
    [
      'days out of order',
      good.replace('date: 2025-05-06', 'dates: [2025-05-07, 2025-05-06]'),
      /yaml:5:\d+ .*found 2025-05-06 behind 2025-05-07, expected days in order of time/,
    ],
    [
      'a day before the rules',
      good.replace('date: 2025-05-06', 'dates: [2009-10-29, 2025-05-06]'),
      /yaml:5:\d+ .*known from 2009-10-30/,
    ],
    [
      'too many days',
      good.replace('date: 2025-05-06', 'date: 2025-05-06\n  days: 251'),
      /market.days: found 251, expected at most 250/,
    ],
    [
      'a look-alike with one that there is not',
      good.replace('agent: momentum,', 'agent: momentum, instrument: "300234",'),
      /lookalikes.*there is no instrument "300234", expected one of 300233/,
    ],
  ])('%s is refused', (_name, text, message) => {
    expect(
      problemsOf(text)
        .map((problem) => problem.message)
        .join('\n'),
    ).toMatch(message);
  });
});

describe('what is wrong with a scenario is said with line, found and expected', () => {
  const cases: [name: string, edit: (text: string) => string, line: number | undefined, message: RegExp][] = [
    ['an unknown key', (t) => t.replace('question', 'qestion'), 2, /unknown key "qestion".*did you mean "question"/],
    ['an unknown key deeper down', (t) => t.replace('cycles: 6', 'cicles: 6'), 13, /unknown key "cicles".*"cycles"/],
    [
      'an unknown agent',
      (t) => t.replace('agent: market-maker', 'agent: market-makr'),
      11,
      /did you mean "market-maker"/,
    ],
    ['an unknown practice', (t) => t.replace('practice: spoofing', 'practice: spofing'), 13, /did you mean "spoofing"/],
    ['an unknown detector', (t) => t.replace('[fd-c, spoof-', '[fdc, spoof-'), 19, /found "fdc".*did you mean "fd-c"/],
    [
      'an unknown venue',
      (t) => t.replace('venue: szse-chinext', 'venue: szse'),
      4,
      /expected one of szse-chinext, us-equity/,
    ],
    [
      'a book to open from that is none',
      (t) => t.replace('reaction: 1 }', 'reaction: 1, openingBook: tape@10 }'),
      8,
      /background.openingBook: found "tape@10", expected auction, model, or a tape and a time such as/,
    ],
    [
      'an opening call before the window',
      (t) => t.replace('reaction: 1 }', 'reaction: 1, openingBook: auction }').replace('"09:15"', '"09:30"'),
      8,
      /found auction with a window from 09:30, expected one that begins with the opening call, 09:15 at the latest/,
    ],
    [
      "a tape's book in the opening call",
      (t) => t.replace('reaction: 1 }', 'reaction: 1, openingBook: day.parquet@09:20 }'),
      8,
      /found the book at 09:20, in which szse-chinext has no continuous trading/,
    ],
    [
      "a tape's book behind the window's beginning",
      (t) => t.replace('reaction: 1 }', 'reaction: 1, openingBook: day.parquet@10:00 }'),
      8,
      /found the book at 10:00 with a window from 09:15, expected the time at which the window begins/,
    ],
    [
      'a tape that is not there',
      (t) => t.replace('reaction: 1 }', 'reaction: 1, openingBook: day.parquet@10:00 }').replace('"09:15"', '"10:00"'),
      8,
      /found the path "day.parquet", but there is no such file/,
    ],
    [
      'a tape outside the root',
      (t) =>
        t.replace('reaction: 1 }', 'reaction: 1, openingBook: ../day.parquet@10:00 }').replace('"09:15"', '"10:00"'),
      8,
      /leads out of the root folder/,
    ],
    ['another version', (t) => t.replace('schema: 1', 'schema: 2'), 1, /found 2, expected 1/],
    ['a missing part', (t) => t.replace(/surveillance:\n(?: .*\n)+/, ''), 1, /surveillance.*is missing/],
    ['a negative size', (t) => t.replace('best5Depth: 4 }', 'best5Depth: -4 }'), 13, /found -4, expected more than 0/],
    [
      'a size in two ways',
      (t) => t.replace('best5Depth: 4 }', 'best5Depth: 4, shares: 1 }'),
      13,
      /exactly one of|unknown/,
    ],
    [
      'a size in an unknown way',
      (t) => t.replace('{ best5Depth: 4 }', '{ best5Dept: 4 }'),
      13,
      /"best5Dept".*"best5Depth"/,
    ],
    ['a negative number of seeds', (t) => t.replace('seeds: 40', 'seeds: -1'), 21, /found -1, expected at least 1/],
    ['half a seed', (t) => t.replace('seeds: 40', 'seeds: 1.5'), 21, /found 1.5, expected a whole number/],
    ['text where a number is due', (t) => t.replace('seeds: 40', 'seeds: many'), 21, /found "many", expected a number/],
    [
      'a price off the tick',
      (t) => t.replace('15.70', '15.705'),
      7,
      /found 15.705, expected a multiple of the tick 0.01 CNY/,
    ],
    ['a price of another order', (t) => t.replace('15.70', '1e-7'), 7, /expected a multiple of the tick/],
    ['a symbol without quotes', (t) => t.replace('"300233"', '000233'), 7, /expected text in quotes/],
    ['a day that does not exist', (t) => t.replace('date: 2025-05-06', 'date: 2025-02-29'), 5, /calendar date/],
    ['a day before the rules', (t) => t.replace('date: 2025-05-06', 'date: 1999-01-04'), 5, /known from/],
    ['a time that is none', (t) => t.replace('"09:15"', '"9h15"'), 6, /found "9h15", expected a time of day/],
    ['a window backwards', (t) => t.replace('["09:15", "11:30"]', '["11:30", "09:15"]'), 6, /a start before its end/],
    ['a window outside the day', (t) => t.replace('"09:15"', '"08:00"'), 6, /09:15–15:30/],
    [
      'an attack outside the window',
      (t) => t.replace('["10:00", "11:00"]', '["10:00", "13:30"]'),
      13,
      /market's window/,
    ],
    [
      'an attack over lunch',
      (t) => t.replace('"11:30"]', '"15:00"]').replace('["10:00", "11:00"]', '["12:00", "12:30"]'),
      13,
      /has no continuous trading/,
    ],
    [
      'an attack in the opening call',
      (t) => t.replace('["10:00", "11:00"]', '["09:16", "09:24"]'),
      13,
      /spoof.window: .*no continuous trading/,
    ],
    [
      'a size that is missing',
      (t) => t.replace('size: { best5Depth: 4 }, ', ''),
      13,
      /spoof.size: is missing.*best5Depth/,
    ],
    ['an id used twice', (t) => t.replace('id: skewed', 'id: makers'), 15, /"makers" is used twice/],
    ['a reserved id', (t) => t.replace('id: makers', 'id: background'), 11, /meaning of its own/],
    ['an id of another form', (t) => t.replace('id: makers', 'id: Makers'), 11, /lower-case/],
    ['a look-alike of nothing', (t) => t.replace('matchedTo: spoof', 'matchedTo: spof'), 15, /did you mean "spoof"/],
    ['a detector listed twice', (t) => t.replace('spoof-pattern]', 'fd-c]'), 19, /listed twice/],
    [
      'a sweep of an unknown id',
      (t) => t.replace('attacks.spoof.size', 'attacks.spof.size'),
      20,
      /did you mean "spoof"/,
    ],
    ['a sweep by position', (t) => t.replace('attacks.spoof.size', 'attacks.0.size'), 20, /by id, not by position/],
    [
      'a sweep of an unknown key',
      (t) => t.replace('spoof.size.best5Depth:', 'spoof.patience:'),
      20,
      /unknown key "patience"/,
    ],
    ['a sweep with a bad value', (t) => t.replace('[0.5, 4] }', '[0.5, -4] }'), 20, /best5Depth=-4.*found -4/],
    ['a sweep of the seeds', (t) => t.replace('attacks.spoof.size.best5Depth:', 'runs.seeds:'), 20, /cannot be swept/],
    ['a sweep with a value twice', (t) => t.replace('[0.5, 4] }', '[4, 4] }'), 20, /found the value 4 twice/],
    ['an empty sweep', (t) => t.replace('[0.5, 4] }', '[] }'), 20, /at least 1 entry/],
    ['an unknown metric', (t) => t.replace('recall(', 'recal('), 24, /"recal" is not a metric.*"recall"/],
    ['an unknown cell', (t) => t.replace('best5Depth=4)', 'best5Depth=5)'), 24, /expected one of 0.5, 4/],
    [
      'conformance without a rule',
      (t) => t.replace('conformance(fd-c)', 'conformance(spoof-pattern)'),
      23,
      /rule detector/,
    ],
    ['a model that is not there', (t) => t.replace('./model.json', './modell.json'), 8, /no such file/],
    ['an unknown shipped model', (t) => t.replace('./model.json', 'szse-1'), 8, /there is no model "szse-1"/],
    ['a path out of the root', (t) => t.replace('./model.json', '../secret.json'), 8, /leads out of the root/],
    ['a path out that does not exist', (t) => t.replace('./model.json', '../nothing.json'), 8, /leads out of the root/],
    ['an absolute path', (t) => t.replace('./model.json', '/etc/hosts.json'), 8, /leads out of the root/],
    ['a link out of the root', (t) => t.replace('./model.json', './link.json'), 8, /leads out of the root/],
    [
      'a rule that does not exist',
      (t) => t.replace('market:\n', 'market:\n  rules: { limitRat: 0.1 }\n'),
      4,
      /limitRate/,
    ],
    [
      'thresholds without a date',
      (t) => t.replace('rules: szse-chinext@2025-05-06', 'rules: szse-chinext'),
      17,
      /venue and a date/,
    ],
    ['YAML that is none', (t) => t.replace('market:\n', 'market: {\n'), undefined, /is not YAML/],
    ['a key twice', (t) => `${t}question: again\n`, 25, /keys must be unique/],
    ['an unknown tag', (t) => t.replace('seeds: 40', 'seeds: !!js/function 40'), 21, /tag/],
    ['two documents', (t) => `${t}---\nschema: 1\n`, 25, /second document/],
    ['a list', () => '- 1\n- 2\n', 1, /expected a mapping/],
    ['a word', () => 'hello\n', 1, /found "hello", expected a mapping/],
    ['only a comment', () => '# nothing\n', undefined, /holds no value/],
  ];

  it.each(cases)('%s', (_name, edit, line, message) => {
    const edited = edit(good);
    expect(edited).not.toBe(good);
    const [first] = problemsOf(edited);
    expect(first.message).toMatch(message);
    if (line !== undefined) expect(first.place.line).toBe(line);
    expect(first.place.file).toMatch(/scenario-\d+\.yaml$/);
  });

  it('names every problem at once, in the order of the file', () => {
    const problems = problemsOf(good.replace('seeds: 40', 'seeds: -1').replace('question', 'qestion'));
    expect(problems.map((problem) => problem.place.line)).toEqual([2, 21]);
  });

  it.each([
    ['empty', '', /is empty/],
    ['binary', Uint8Array.of(115, 0, 1, 2), /zero byte at offset 1/],
    ['not UTF-8', Uint8Array.of(115, 0xff, 0xfe), /not UTF-8/],
    ['too large', 'a: 1\n'.repeat(60_000), /300000 bytes, expected at most/],
  ])('a file that is %s', (_name, content, message) => {
    expect(problemsOf(content)[0].message).toMatch(message);
  });

  it('a file that is not there, and a folder', () => {
    const options = { registries: fakeRegistries, root: folder };
    expect(() => loadScenario(path.join(folder, 'none.yaml'), options)).toThrow(/no such file/);
    expect(() => loadScenario(folder, options)).toThrow(/found a folder, expected a file/);
  });
});

describe('a hostile file', () => {
  it.each([
    [
      'aliases that explode',
      `a: &a [x, x, x, x, x, x, x, x, x, x]\n${'bcdefghij'.replaceAll(/./g, (c) => `${c}: &${c} [${Array(10).fill(`*${String.fromCharCode(c.charCodeAt(0) - 1)}`)}]\n`)}`,
      /aliases/,
    ],
    ['open brackets', '['.repeat(100_000), /levels of nesting/],
    ['dashes', '- '.repeat(100_000), /levels of nesting/],
    ['question marks', '? '.repeat(100_000), /levels of nesting/],
    [
      'indentation',
      Array.from({ length: 600 }, (_, depth) => `${' '.repeat(depth)}a:\n`).join(''),
      /levels of nesting/,
    ],
    ['flow mappings', '{a: '.repeat(50) + '}'.repeat(50), /levels of nesting/],
  ])('with %s is refused at once', (_name, text, message) => {
    const started = performance.now();
    expect(problemsOf(text)[0].message).toMatch(message);
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  it('cannot reach the prototype of anything', () => {
    expect(problemsOf(`${good}__proto__: { polluted: true }\n`)[0].message).toMatch(/unknown key "__proto__"/);
    expect(problemsOf(good.replace('attacks.spoof.size', '__proto__.polluted'))[0].place.line).toBe(20);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});
