import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { places, repositoryRoot, sourceFiles } from './source-tree.js';

/** Rooms in which results are decided: the same bytes on every machine and Node version. */
const decidingRooms = [
  'tape',
  'random',
  'statistics',
  'rules',
  'truth',
  'model',
  'market',
  'order-flow',
  'fit',
  'realism',
  'simulation',
  'agents',
  'protocol',
  'manipulation',
  'surveillance',
  'evaluation',
  'calibration',
];

const source = sourceFiles('src');
const deciding = source.filter((file) => decidingRooms.includes(file.path.split('/')[1]));

describe('where results are decided', () => {
  it.each([
    ['a clock', /\bDate\b|\bperformance\b|\bprocess\b|\bsetTimeout\b|\bhrtime\b/],
    ['unseeded randomness', /Math\.random|\bcrypto\b/],
    [
      'functions whose bits differ between machines',
      /Math\.(pow|exp|expm1|log|log1p|log2|log10|sin|cos|tan|asin|acos|atan|atan2|sinh|cosh|tanh|cbrt|hypot)\b|[^*/]\*\*[^*/]/,
    ],
    ['a locale', /\btoLocale\w*|\bIntl\b|localeCompare/],
  ])('there is no %s', (_name, pattern) => {
    expect(places(deciding, pattern)).toEqual([]);
  });

  it('nothing of node is imported', () => {
    expect(deciding.filter((file) => /from 'node:/.test(file.text)).map((file) => file.path)).toEqual([]);
  });
});

describe('every room', () => {
  const rooms = readdirSync(path.join(repositoryRoot, 'src'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);

  it.each(rooms.filter((room) => room !== 'cli' && room !== 'workers'))(
    '%s has a door that opens with what it knows',
    (room) => {
      const door = readFileSync(path.join(repositoryRoot, 'src', room, 'index.ts'), 'utf8');
      expect(door.startsWith('/**\n * ')).toBe(true);
      expect(door.split('*/')[0].split('\n').length).toBeGreaterThanOrEqual(4);
    },
  );

  it('is called by its field, never utils, helpers or common', () => {
    expect(source.filter((file) => /(^|\/)(utils?|helpers?|common|misc)(\.ts$|\/)/.test(file.path))).toEqual([]);
  });
});

describe('every file', () => {
  it('is named in kebab-case', () => {
    expect(
      source.map((file) => path.basename(file.path, '.ts')).filter((name) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)),
    ).toEqual([]);
  });

  it('is one idea: at most 400 lines', () => {
    expect(source.filter((file) => file.text.split('\n').length > 401).map((file) => file.path)).toEqual([]);
  });

  it('has nothing left open', () => {
    const left = source.flatMap((file) =>
      file.text
        .split('\n')
        .flatMap((line, index) => (/\b(TODO|FIXME|XXX|HACK)\b/.test(line) ? [`${file.path}:${index + 1}`] : [])),
    );
    expect(left).toEqual([]);
  });

  it('prints only in the command line and where a worker speaks', () => {
    const printing = places(source, /\bconsole\./).filter((place) => !/^src\/(cli|report)\//.test(place));
    expect(printing).toEqual([]);
  });
});

describe('tests', () => {
  it('are never skipped by hand', () => {
    const skipping = places(sourceFiles('test'), /\b(it|test|describe)\.(only|todo|skip)\(/).filter(
      (place) => !place.startsWith('test/support/real-data.ts'),
    );
    expect(skipping).toEqual([]);
  });
});

describe('the tidy test itself', () => {
  it('sees what it looks for', () => {
    const canary = [{ path: 'canary.ts', text: '', code: 'const x = Math.random();' }];
    expect(places(canary, /Math\.random/)).toEqual(['canary.ts:1: const x = Math.random();']);
  });
});
