import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { fundingLines } from '../../src/cli/funding-lines.js';
import { planRuns, readModels } from '../../src/run/index.js';
import { openMarket } from '../../src/run/open-market.js';
import { allRegistries, loadScenario } from '../../src/scenario/index.js';

const folder = mkdtempSync(path.join(tmpdir(), 'touchstone-funding-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const registries = allRegistries();

function plan(attack: string, floatShares = 400_000_000) {
  const file = path.join(folder, 'funded.yaml');
  writeFileSync(
    file,
    `schema: 1
market:
  venue: szse-chinext
  date: 2025-05-06
  window: ["09:30", "10:00"]
  instruments: [{ symbol: "300233", previousClose: 15.70, floatShares: ${floatShares} }]
accounts: { active: 500 }
attacks:
  - { id: spoof, practice: spoofing, side: buy, size: { shares: 100000 }, window: ["09:31", "09:59"], purpose: { sell: 20000 }, ${attack} }
surveillance: { detectors: [fd-c] }
runs: { seeds: 2 }
`,
  );
  return planRuns(loadScenario(file, { registries, root: folder }), 1);
}

describe('what attacks are funded with', () => {
  it('is derived, and printed by account', () => {
    const funded = plan('accounts: { count: 2 }');
    // 100,000 shares over two accounts with a quarter in reserve, at the upper limit of 18.84 with half a per cent of costs.
    expect(funded.funding.get('spoof')).toMatchObject({
      accounts: 2,
      cash: Math.round(62_500 * 188_400 * 1.005),
      holdings: 20_000,
    });
    expect(fundingLines(funded)).toEqual([
      expect.stringContaining('cash of each'),
      expect.anything(),
      expect.stringMatching(/spoof +2 +1,183,388 +20,000/),
    ]);
  });

  it('says what is short where a file gives less', () => {
    const lines = fundingLines(plan('accounts: { holdings: 500, cash: 10000000000 }'));
    expect(lines.slice(3)).toEqual([
      'spoof: each account has 1,000,000 in cash and may need 2,366,775: it does what it can pay for',
      'spoof: each account has 500 in shares and may need 20,000: it does what it can pay for',
    ]);
  });

  it.each([
    [
      'more holdings than there are in free float',
      'accounts: { holdings: 500000 }',
      400_000,
      /funded\.yaml:9:\d+ attacks\.spoof\.accounts\.holdings: found 500000 shares of 300233 that its accounts hold, expected at most the 400000 in free float/,
    ],
    [
      'a need of more than there are',
      'accounts: { count: 1 }',
      10_000,
      /attacks\.spoof\.accounts\.holdings: found 20000 shares of 300233 that its accounts need/,
    ],
    [
      'more accounts than all others are',
      'accounts: { count: 501 }',
      400_000_000,
      /attacks\.spoof\.accounts\.count: found 501 accounts under one control, expected at most the 500 of all others/,
    ],
    [
      'a knob out of bounds',
      'evasion: { sizeJitter: 0.7 }',
      400_000_000,
      /funded\.yaml:9:\d+ attacks\.spoof\.evasion\.sizeJitter: .*0\.5/,
    ],
    ['a knob that nobody knows', 'evasion: { sizeJiter: 0.1 }', 400_000_000, /did you mean "sizeJitter"/],
    [
      'a spread over more days than there are',
      'evasion: { sessionSpread: 2 }',
      400_000_000,
      /evasion\.sessionSpread: found 2 days in a market of 1/,
    ],
  ])('refuses %s, with the line', (_what, attack, float, message) => {
    expect(() => plan(attack, float)).toThrow(message);
  });

  it('counts brokers among what every arm has', () => {
    const { tasks } = plan('accounts: { count: 4 }, evasion: { brokerSplit: 2 }');
    expect(tasks.map(({ spec }) => spec.attacks[0].brokers)).toEqual([2, 2, 2, 2, 2, 2]);
    const { accounts } = openMarket(tasks[0], readModels(tasks[0])).header;
    const brokers = Array.from(accounts.broker.slice(-4));
    expect(new Set(brokers).size).toBe(2);
    expect(brokers.slice(2)).toEqual(brokers.slice(0, 2));
    const [plain] = plan('accounts: { count: 4 }').tasks;
    expect(plain.spec.attacks[0]).not.toHaveProperty('brokers');
  });
});
