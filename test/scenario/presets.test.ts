import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { presets } from '../../src/manipulation/index.js';
import { planRuns } from '../../src/run/index.js';
import { allRegistries, loadScenario, scenarioJsonSchema } from '../../src/scenario/index.js';

const folder = mkdtempSync(path.join(tmpdir(), 'touchstone-presets-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const registries = allRegistries();

function load(attack: string, venue = 'szse-chinext') {
  const file = path.join(folder, 'preset.yaml');
  writeFileSync(
    file,
    `schema: 1
market:
  venue: ${venue}
  date: 2025-05-06
  days: 10
  window: ["09:15", "15:00"]
  instruments: [{ symbol: "300233", previousClose: 15.70 }]
accounts: { active: 500 }
attacks:
  - ${attack}
surveillance: { detectors: [fd-c] }
runs: { seeds: 1 }
`,
  );
  return loadScenario(file, { registries, root: folder });
}

/** What a file has to say itself, beside any preset of the practice. */
const ownWords: Readonly<Record<string, string>> = {
  spoofing: 'side: buy, purpose: { sell: 20000 }, window: ["10:00", "11:00"]',
  layering: 'side: buy, purpose: { sell: 20000 }, window: ["10:00", "11:00"]',
  'false-limit-up-queue': 'side: buy, purpose: { sell: 20000 }, window: ["10:00", "11:00"]',
  'opening-auction-spoofing': 'side: buy, purpose: { sell: 20000 }, window: ["09:30", "10:00"]',
  'continuous-push': 'side: buy, purpose: { sell: 20000 }, window: ["10:00", "11:00"]',
  'marking-the-close': 'side: buy, budget: { best5Depth: 2 }',
  'limit-maintenance': 'budget: { best5Depth: 10 }, window: ["13:00", "15:00"]',
  'wash-trading': 'window: ["10:00", "11:00"]',
  'matched-orders': 'window: ["10:00", "11:00"]',
  'pump-and-dump': 'budget: { dayShare: 0.1 }, position: { dayShare: 0.1 }, window: ["10:00", "11:00"]',
  'momentum-ignition': 'side: buy, budget: { best5Depth: 2 }, position: { shares: 20000 }, window: ["10:00", "11:00"]',
  'quote-stuffing': 'window: ["10:00", "11:00"]',
};

describe('presets', () => {
  it('say where they come from, and are told apart by practice and name', () => {
    const names = presets.map(({ practice, id }) => `${practice} ${id}`);
    expect(new Set(names).size).toBe(names.length);
    for (const { source, summary } of presets)
      for (const text of [source, summary]) expect(text.length).toBeGreaterThan(5);
    for (const { id, kind } of presets) expect(id === 'threshold-hug').toBe(kind === 'threshold-hug');
  });

  it('are all understood, with every knob that they name', () => {
    const entries = presets.map(({ practice, id }, index) => {
      const more = practice === 'continuous-push' && id === 'case-2015-limit-up' ? ', budget: { dayShare: 0.1 }' : '';
      return `{ id: attack-${index}, practice: ${practice}, preset: ${id}, ${ownWords[practice]}${more} }`;
    });
    const [{ attacks }] = load(entries.join('\n  - ')).cells;
    for (const [index, preset] of presets.entries()) {
      const attack = attacks[index];
      expect(attack.parameters['preset']).toBe(preset.id);
      const { accounts, evasion, ...knobs } = preset.knobs as Readonly<Record<string, never>>;
      for (const key of Object.keys(knobs)) expect(attack.parameters).toHaveProperty(key);
      if (accounts !== undefined) expect(attack.accounts).toMatchObject(accounts);
      if (evasion !== undefined) expect(attack.parameters['evasion']).toMatchObject(evasion);
    }
  });

  it('give way to what the file says, key by key', () => {
    const words = `${ownWords['spoofing']}, size: { shares: 5000 }, evasion: { sizeJitter: 0.3 }, accounts: { holdings: 20000 }`;
    const [attack] = load(`{ id: one, practice: spoofing, preset: threshold-hug, ${words} }`).cells[0].attacks;
    expect(attack.parameters).toMatchObject({
      size: { shares: 5000 },
      cycles: 3,
      evasion: { thresholdHug: 0.95, partialFillAcceptance: 0.2, sizeJitter: 0.3 },
    });
    const [split] = load(
      `{ id: one, practice: spoofing, preset: split, ${ownWords['spoofing']}, accounts: { cash: 1 } }`,
    ).cells[0].attacks;
    expect(split.accounts).toEqual({ count: 4, cash: 1, holdings: 'auto' });
  });

  it('can be swept', () => {
    const { cells } = load(
      `{ id: one, practice: spoofing, preset: blatant, ${ownWords['spoofing']} }\nsweep: { attacks.one.preset: [blatant, standard] }`,
    );
    expect(cells.map(({ attacks: [{ parameters }] }) => parameters['cycles'])).toEqual([20, 6]);
  });

  it('that nobody has are refused with those that there are', () => {
    expect(() => load(`{ id: one, practice: layering, preset: blatent, ${ownWords['layering']} }`)).toThrow(
      /preset\.yaml:10:\d+ attacks\.one\.preset: layering has no preset "blatent", expected one of blatant, standard, split, threshold-hug \(did you mean "blatant"\?\)/,
    );
    expect(() => load(`{ id: one, practice: painting-the-tape, preset: blatant }`)).toThrow(
      /expected none: it has no presets/,
    );
  });

  it('need not be completed for an editor', () => {
    const schema = JSON.stringify(scenarioJsonSchema(registries));
    expect(schema).toContain('"threshold-hug"');
    expect(schema).toContain('"required":["practice","id"]');
  });
});

describe('sizes that hug thresholds', () => {
  const sizeOf = (attack: string) => {
    const { scenario } = planRuns(load(attack), 1);
    return scenario.cells[0].attacks[0].parameters;
  };

  it('are the greatest that the test of false declaration does not see', () => {
    const { size } = sizeOf(`{ id: one, practice: spoofing, preset: threshold-hug, ${ownWords['spoofing']} }`);
    // CNY 10 million at the upper limit of 18.84 are 530,785 shares, fewer than a million; 95 per cent of that.
    expect(size).toEqual({ shares: 504_246 });
  });

  it('are a share of the volume of the day for trades with oneself', () => {
    const ring = `id: one, practice: wash-trading, preset: threshold-hug, ${ownWords['wash-trading']}`;
    const sharesAt = (part: number) =>
      (sizeOf(`{ ${ring}, evasion: { thresholdHug: ${part} } }`)['volume'] as { shares: number }).shares;
    // A share s of the whole is s / (1 − s) beside what others trade; the test asks for a tenth.
    expect(sharesAt(0.9) / sharesAt(0.45)).toBeCloseTo(0.09 / 0.91 / (0.045 / 0.955), 3);
  });

  it('are refused where nobody compares, and for practices that no test measures', () => {
    const hugging = load(
      `{ id: one, practice: spoofing, preset: threshold-hug, ${ownWords['spoofing']} }`,
      'szse-main',
    );
    expect(() => planRuns(hugging, 1)).toThrow(
      /preset\.yaml:10:\d+ attacks\.one.*found 0\.95 of the thresholds of fd-c, which nobody compares with on this market and day/,
    );
    expect(() =>
      load(
        `{ id: one, practice: momentum-ignition, preset: standard, evasion: { thresholdHug: 0.9 }, ${ownWords['momentum-ignition']} }`,
      ),
    ).toThrow(
      /attacks\.one\.evasion\.thresholdHug: found it for momentum-ignition, expected it to be left out: no test of the detector packs/,
    );
  });
});
