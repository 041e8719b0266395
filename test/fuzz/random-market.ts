import type { RulePack } from '../../src/rules/index.js';
import type { AccountTable, InstrumentHeader } from '../../src/tape/index.js';
import { between, chance, type Dice, pick } from './dice.js';
import { randomRules } from './random-rules.js';

/** Everything about a day but what happens on it. */
export interface FuzzMarket {
  readonly rules: RulePack;
  readonly instruments: readonly InstrumentHeader[];
  readonly accounts: AccountTable;
  readonly settlement: 'ledger' | 'none';
  readonly validation: 'enforce' | 'report';
  /** Near which prices lie where nothing else says it. */
  readonly centre: number;
}

/** One to three instruments with limits or without, three to eight accounts, some poor and some of one owner. */
export function randomMarket(dice: Dice): FuzzMarket {
  const rules = randomRules(dice);
  const centre = pick(dice, [1_000, 1_000, 1_000, 60, 250, 5_000, 2_000_000]);
  const instruments = Array.from({ length: pick(dice, [1, 1, 2, 3]) }, (_, index) =>
    randomInstrument(dice, index, centre),
  );
  return {
    rules,
    instruments,
    accounts: randomAccounts(dice, instruments.length, centre),
    settlement: chance(dice, 80) ? 'ledger' : 'none',
    validation: chance(dice, 85) ? 'enforce' : 'report',
    centre,
  };
}

function randomInstrument(dice: Dice, index: number, centre: number): InstrumentHeader {
  const previousClose = chance(dice, 85) ? centre : -1;
  const limited = previousClose > 0 && chance(dice, 45);
  const width = Math.floor(centre / pick(dice, [5, 10, 20]));
  return {
    symbol: `FUZZ${index}`,
    currency: 'XXX',
    moneyPerTick: pick(dice, [100, 100, 1]),
    quantityUnit: 'share',
    status: pick(dice, ['ordinary', 'risk-warning', 'new']),
    statusDay: 1,
    previousClose,
    lowerLimit: limited ? centre - width : -1,
    upperLimit: limited ? centre + width : -1,
    referenceVolume: -1,
    referenceDepth5: { bid: -1, ask: -1 },
    floatShares: -1,
  };
}

function randomAccounts(dice: Dice, instruments: number, centre: number): AccountTable {
  const count = between(dice, 3, 8);
  const poor = Array.from({ length: count }, () => chance(dice, 20));
  return {
    count,
    owner: Int32Array.from({ length: count }, (_, account) => (chance(dice, 70) ? account : pick(dice, [0, 0, -1]))),
    broker: new Int32Array(count),
    cash: Float64Array.from(poor, (isPoor) => (isPoor ? dice.roll(centre * 100_000) : 1e14)),
    holdings: Int32Array.from({ length: count * instruments }, (_, at) =>
      poor[Math.floor(at / instruments)] ? dice.roll(1_000) : between(dice, 1_000_000, 9_000_000),
    ),
  };
}
