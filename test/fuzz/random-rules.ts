import type { RulePack } from '../../src/rules/index.js';
import { OrderType, Phase, SECOND } from '../../src/tape/index.js';
import { between, chance, type Dice, pick } from './dice.js';

const orderTypes = Object.keys(OrderType) as (keyof typeof OrderType)[];

/** Rules that no venue has together: every rule is drawn, times are so short that few requests see all phases. */
export function randomRules(dice: Dice): RulePack {
  const fee = () => (chance(dice, 50) ? 0 : dice.roll(200_000));
  return {
    id: 'fuzz',
    version: 'fuzz@2000-01-01',
    effectiveFrom: '2000-01-01',
    currency: 'XXX',
    tick: 100,
    quantityUnit: 'share',
    sources: {},
    phases: randomPhases(dice),
    noCancel: [Phase.openCallLocked, Phase.closeCall, Phase.preOpenGap, Phase.haltCall].filter((_, index) =>
      chance(dice, index < 2 ? 70 : 10),
    ),
    gap: pick(dice, ['queue', 'queue', 'reject']),
    indicationIntervalNs: pick(dice, [SECOND / 2, SECOND, 3 * SECOND, 777_777_777]),
    auction: {
      candidates: pick(dice, ['tick-grid', 'order-prices']),
      openCall: pick(dice, ['nearest-previous-close', 'nearest-last-trade', 'middle']),
      otherCalls: pick(dice, ['nearest-previous-close', 'nearest-last-trade', 'middle']),
    },
    limitRates: { ordinary: null, riskWarning: null, delisting: null },
    newListing: { days: 0, band: null },
    openingRange: chance(dice, 40)
      ? { lower: pick(dice, [0.5, 0.9, 0.9876]), upper: pick(dice, [1.01, 1.1, 9]) }
      : null,
    cage: randomCage(dice),
    lots: randomLots(dice),
    maximumLimitQuantity: pick(dice, [null, null, 1_000, 300_000]),
    maximumMarketQuantity: pick(dice, [null, null, 700, 150_000]),
    maximumFixedPriceQuantity: pick(dice, [null, null, 900]),
    riskWarningDailyBuy: pick(dice, [null, 1_500, 20_000]),
    orderTypes: chance(dice, 75) ? orderTypes : ['limit', ...orderTypes.slice(1).filter(() => chance(dice, 50))],
    marketOrdersNeedLimit: chance(dice, 25),
    protectionPrice: chance(dice, 35) ? 'required' : 'none',
    replace: chance(dice, 75),
    partialCancel: chance(dice, 75),
    selfTrade: pick(dice, ['allow', 'cancel-incoming', 'cancel-resting', 'cancel-both', 'decrement']),
    halts: chance(dice, 45) ? randomHalts(dice) : null,
    luld: chance(dice, 35) ? randomLuld(dice) : null,
    closingPrice: pick(dice, ['call-then-vwap', 'vwap', 'last-trade']),
    fixedPrice: chance(dice, 60) ? randomFixedPrice(dice) : null,
    throughput: chance(dice, 20)
      ? { messagesPerSecond: pick(dice, [3, 10, 25, 60, 1_000_000_000]), queue: pick(dice, [0, 1, 4, 30]) }
      : null,
    settlement: pick(dice, ['T+0', 'T+1']),
    fees: {
      stampDutySell: fee(),
      transferBoth: fee(),
      handlingBoth: fee(),
      levyBoth: fee(),
      commission: fee(),
    },
  };
}

/** A day of a Chinese exchange, of an American one, or one from which phases were left out at random. */
function randomPhases(dice: Dice): RulePack['phases'] {
  const whole = [
    Phase.openCallCancelable,
    Phase.openCallLocked,
    Phase.preOpenGap,
    Phase.continuous,
    Phase.lunch,
    Phase.continuous,
    Phase.closeCall,
    Phase.afterHoursQuiet,
    Phase.afterHours,
  ];
  const kept = chance(dice, 15)
    ? [Phase.continuous]
    : chance(dice, 60)
      ? whole
      : whole.filter((phase) => phase === Phase.continuous || chance(dice, 70));
  let at = between(dice, 0, 3) * SECOND;
  return kept.map((phase) => {
    // Not between the two halves of the opening call, which is one auction.
    if (phase !== Phase.openCallLocked && chance(dice, 5)) at += between(dice, 1, 5) * SECOND;
    const long = phase === Phase.continuous ? 30 : 5;
    const startNs = at;
    at += between(dice, 1, long) * SECOND + pick(dice, [0, 0, 1, 123_456_789]);
    return { phase, startNs, endNs: at };
  });
}

function randomCage(dice: Dice): RulePack['cage'] {
  if (chance(dice, 35)) return null;
  const action = pick(dice, ['reject', 'park', 'park'] as const);
  return { percent: pick(dice, [1, 2, 2, 10]), ticks: pick(dice, [0, 3, 10]), action };
}

function randomLots(dice: Dice): RulePack['lots'] {
  if (chance(dice, 40)) {
    const one = { minimum: 1, step: 1 };
    return { buy: one, sell: { ...one, oddRemainder: chance(dice, 50) } };
  }
  const buy = pick(dice, [
    { minimum: 100, step: 100 },
    { minimum: 200, step: 1 },
  ]);
  const sell = pick(dice, [
    { minimum: 1, step: 100 },
    { minimum: 200, step: 1 },
    { minimum: 100, step: 100 },
  ]);
  return { buy, sell: { ...sell, oddRemainder: chance(dice, 70) } };
}

function randomHalts(dice: Dice): NonNullable<RulePack['halts']> {
  return {
    levels: pick(dice, [[0.3, 0.6], [0.004, 0.01], [0.01, 0.02], [0.002], [0.001, 0.002, 0.003, 0.05]]),
    durationNs: pick(dice, [1, SECOND / 3, 2 * SECOND, 4 * SECOND, 12 * SECOND]),
    lunch: pick(dice, ['counts', 'stops']),
  };
}

function randomLuld(dice: Dice): NonNullable<RulePack['luld']> {
  return {
    tier: pick(dice, [1, 2]),
    windowNs: pick(dice, [1, SECOND, 5 * SECOND, 300 * SECOND]),
    updateFraction: pick(dice, [0.01, 0.001, 0.05]),
    minimumStandNs: pick(dice, [0, SECOND, 3 * SECOND]),
    doubledFromNs: between(dice, 0, 60) * SECOND,
    limitStateNs: pick(dice, [1, SECOND / 2, 2 * SECOND]),
    // A pause so short would follow the next limit state within nanoseconds, all day long.
    pauseNs: pick(dice, [SECOND, 2 * SECOND + 500_000_000]),
  };
}

function randomFixedPrice(dice: Dice): NonNullable<RulePack['fixedPrice']> {
  const late = [Phase.afterHoursQuiet, Phase.afterHours];
  const trading = [Phase.openCallCancelable, Phase.openCallLocked, Phase.preOpenGap, Phase.continuous, Phase.closeCall];
  return { entryPhases: pick(dice, [[...trading, ...late], late, [Phase.afterHours], [Phase.continuous, ...late]]) };
}
