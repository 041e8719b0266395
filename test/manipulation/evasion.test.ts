import { describe, expect, it } from 'vitest';
import { practiceDefinitions } from '../../src/manipulation/index.js';
import { Kind, SECOND } from '../../src/tape/index.js';
import { type AttackedMarket, attackedMarket, campaignOf, leftOpen, rowsOfAccounts } from './attacked-market.js';
import { expectSoundCampaign, rowsBeforeAct } from './campaign-invariants.js';
import { type PracticeCase, practiceCases } from './practice-cases.js';

type Knobs = Readonly<Record<string, unknown>>;

const caseOf = (practice: string) => practiceCases.find((one) => one.practice === practice)!;

/** Parameters are parsed by the practice's own schema, which knows nothing of evasion. */
function run({ others, slow, ...one }: PracticeCase, evasion?: Knobs, arm: 'clean' | 'purpose' | 'attack' = 'attack') {
  const definition = practiceDefinitions.find(({ id }) => id === one.practice)!;
  const withEvasion = {
    ...definition,
    parameters: { parse: (given: Knobs) => ({ ...definition.parameters.parse(given), evasion }) },
  } as unknown as typeof definition;
  return attackedMarket({
    ...one,
    practice: evasion === undefined ? one.practice : withEvasion,
    others: others?.(),
    slow: slow?.(),
    arm,
  });
}

const sent = ({ rows, accounts }: AttackedMarket) =>
  rowsOfAccounts(rows, accounts).filter(({ kind, account }) => kind === Kind.accepted && accounts.includes(account));
const total = (rows: readonly { readonly quantity: number }[]) => rows.reduce((sum, { quantity }) => sum + quantity, 0);

describe('a split over accounts', () => {
  it('shows and trades the same totals, each account its part', () => {
    const shown = (accounts: number) => {
      const market = run({ ...caseOf('layering'), accounts });
      const orders = sent(market);
      const first = orders.filter(({ time }) => time === orders[0].time);
      return { total: total(first), accounts: new Set(first.map(({ account }) => account)).size };
    };
    expect(shown(4)).toEqual({ total: shown(1).total, accounts: 4 });
  });
});

describe('a jitter of sizes', () => {
  it('sends orders in uneven pieces, which add up to what was sent without it', () => {
    const [plain, jittered] = [run(caseOf('layering')), run(caseOf('layering'), { sizeJitter: 0.5 })];
    const firstOf = (market: AttackedMarket) => {
      const orders = sent(market);
      return orders.filter(({ time }) => time === orders[0].time);
    };
    expect(total(firstOf(jittered))).toBe(total(firstOf(plain)));
    expect(new Set(firstOf(plain).map(({ quantity }) => quantity)).size).toBeLessThan(3);
    expect(new Set(firstOf(jittered).map(({ quantity }) => quantity)).size).toBeGreaterThan(3);
    expectSoundCampaign(jittered);
  });

  it('leaves the quantity of a ring as it is, and breaks the match of its sizes', () => {
    const one = caseOf('wash-trading');
    const [plain, jittered] = [run(one), run(one, { sizeJitter: 0.4 })];
    expect(campaignOf(jittered.manipulator).outcomes['matchedQuantity']).toBeGreaterThan(0);
    expect(new Set(sent(plain).map(({ quantity }) => quantity)).size).toBeLessThan(
      new Set(sent(jittered).map(({ quantity }) => quantity)).size,
    );
    expectSoundCampaign(jittered);
  });
});

describe('a jitter of times', () => {
  it('delays every message by a draw of its own, and takes all of them back in time', () => {
    const [plain, jittered] = [run(caseOf('spoofing')), run(caseOf('spoofing'), { timeJitter: 2 * SECOND })];
    const delay = sent(jittered)[0].time - sent(plain)[0].time;
    expect(delay).toBeGreaterThan(-5 * SECOND);
    expect(sent(jittered)[0].time).not.toBe(sent(plain)[0].time);
    expectSoundCampaign(jittered);
    expect(campaignOf(jittered.manipulator).knobs).toMatchObject({
      'evasion.timeJitter': 2 * SECOND,
      'latency.order': 0.01 * SECOND,
    });
  });

  it('is planned for where the venue stops taking cancels', () => {
    const call = caseOf('opening-auction-spoofing');
    expectSoundCampaign(run(call, { timeJitter: 4 * SECOND }));
    expect(() => run(call, { timeJitter: 20 * SECOND })).toThrow('expected the cancel to arrive before the lock');
  });
});

describe('decoys', () => {
  it('are orders of the hand that no truth names, at the wanted rate', () => {
    const market = run(caseOf('layering'), { decoyTradeRate: 0.5 });
    const { intentOrders, genuineOrders, outcomes } = campaignOf(market.manipulator);
    const named = new Set([...intentOrders, ...genuineOrders]);
    const decoys = sent(market).filter(({ order }) => !named.has(order));
    expect(decoys.length).toBe(outcomes['decoyOrders']);
    expect(decoys.length / sent(market).length).toBeGreaterThan(0.35);
    expect(decoys.length / sent(market).length).toBeLessThan(0.65);
    expect(outcomes['decoyQuantity']).toBeGreaterThan(0);
    for (const { order, quantity } of decoys) {
      expect(quantity).toBeLessThanOrEqual(300);
      expect(leftOpen(market.rows, order)).toBe(0);
    }
  });

  it('come in the purpose arm too, and never in the clean one', () => {
    const one = caseOf('continuous-push');
    const [plain, disguised] = [run(one, undefined, 'purpose'), run(one, { decoyTradeRate: 0.5 }, 'purpose')];
    expect(sent(disguised).length).toBeGreaterThan(sent(plain).length);
    const [clean, attack] = [run(one, { decoyTradeRate: 0.5 }, 'clean'), run(one, { decoyTradeRate: 0.5 })];
    expect(sent(clean)).toEqual([]);
    const before = rowsBeforeAct(attack.rows, attack.accounts);
    expect(clean.rows.slice(0, before.length)).toEqual(before);
  });
});

describe('acceptance of partial fills', () => {
  it('lets a display stay where the market comes to it', () => {
    const leaked = (acceptance?: number) => {
      const evasion = acceptance === undefined ? undefined : { partialFillAcceptance: acceptance };
      return campaignOf(run(caseOf('layering'), evasion).manipulator).outcomes['leakedQuantity'];
    };
    expect(leaked(0.3)).toBeGreaterThan(leaked());
    expect(leaked(0)).toBe(leaked());
  });
});

describe('a spread over days', () => {
  it('divides the totals and is silent afterwards', () => {
    const one = caseOf('wash-trading');
    const quantities = [0, 1, 2].map((day) => total(sent(run({ ...one, day } as PracticeCase, { sessionSpread: 2 }))));
    expect(quantities[0]).toBeGreaterThan(0);
    expect(quantities[1]).toBeGreaterThan(0);
    expect(quantities[0]).toBeLessThan(0.7 * total(sent(run(one))));
    expect(quantities[2]).toBe(0);
    expect(campaignOf(run(one, { sessionSpread: 2 }).manipulator).spansDays).toBe(true);
  });

  it('refuses to divide what is less than one a day', () => {
    expect(() => run(caseOf('layering'), { sessionSpread: 7 })).toThrow('found 6 to divide over 7 days');
  });
});

describe('every practice', () => {
  const disguise = { sizeJitter: 0.3, timeJitter: SECOND / 2, decoyTradeRate: 0.2 };
  const reasons: Readonly<Record<string, Knobs>> = {
    'quote-stuffing': { timeJitter: SECOND / 2, decoyTradeRate: 0.2 },
    smoking: { sizeJitter: 0.3, decoyTradeRate: 0.2 },
  };

  it.each(practiceCases.map((one) => [one.practice, one] as const))(
    '%s hides, is funded, and takes back all that it sent',
    (_, one) => {
      const evasion = reasons[one.practice] ?? disguise;
      const attack = run(one, evasion);
      attack.ledger.validate();
      expect(sent(attack).length).toBeGreaterThan(0);
      const { intentOrders, genuineOrders } = campaignOf(attack.manipulator);
      const all = new Set(sent(attack).map(({ order }) => order));
      for (const order of [...intentOrders, ...genuineOrders]) expect(all.has(order)).toBe(true);
      if (one.expires === true) return;
      expect(sent(attack).filter(({ order }) => leftOpen(attack.rows, order) > 0)).toEqual([]);
    },
  );

  it('refuses what means nothing for it, with the reason', () => {
    const refusal = (practice: string, evasion: Knobs) =>
      practiceDefinitions.find(({ id }) => id === practice)!.check!({ ...caseOf(practice).parameters, evasion }, 2);
    expect(refusal('quote-stuffing', { sizeJitter: 0.2 })).toMatchObject({
      path: 'evasion.sizeJitter',
      problem: expect.stringContaining('nothing compares their sizes'),
    });
    expect(refusal('wash-trading', { partialFillAcceptance: 0.2 })?.problem).toContain('shows nothing');
    expect(refusal('momentum-ignition', { thresholdHug: 0.9 })?.problem).toContain('no test of the detector packs');
    expect(refusal('pump-and-dump', { sessionSpread: 2 })?.problem).toContain('on which day');
  });
});
