import { describe, expect, it } from 'vitest';
import { practiceDefinitions } from '../../src/manipulation/index.js';
import { Kind } from '../../src/tape/index.js';
import { attackedMarket, campaignOf, rowsOfAccounts } from './attacked-market.js';
import { expectSoundCampaign, rowsBeforeAct } from './campaign-invariants.js';
import { type PracticeCase, practiceCases } from './practice-cases.js';

const run = ({ others, slow, ...one }: PracticeCase, arm: 'clean' | 'purpose' | 'attack') =>
  attackedMarket({ ...one, others: others?.(), slow: slow?.(), arm });

it('every practice has a case', () => {
  expect(practiceCases.map(({ practice }) => practice).toSorted()).toEqual(
    practiceDefinitions.map(({ id }) => id).toSorted(),
  );
});

describe.each(practiceCases.map((one) => [one.practice, one] as const))('%s', (practice, one) => {
  const [clean, purpose, attack] = [run(one, 'clean'), run(one, 'purpose'), run(one, 'attack')];
  const definition = practiceDefinitions.find(({ id }) => id === practice)!;

  it('acts, is funded, and writes down all that it did', () => {
    expectSoundCampaign(attack, { expires: one.expires });
    const campaign = campaignOf(attack.manipulator);
    expect(campaign.practice).toBe(practice);
    expect(campaign.intentOrders.length).toBeGreaterThan(0);
    expect(campaign.cycles.length).toBeGreaterThan(0);
    for (const value of Object.values(campaign.outcomes)) expect(Number.isFinite(value)).toBe(true);
  });

  it('is silent in the clean arm, and does its genuine trade alone in the purpose arm', () => {
    expect(rowsOfAccounts(clean.rows, clean.accounts)).toEqual([]);
    const genuine = rowsOfAccounts(purpose.rows, purpose.accounts);
    expect(genuine.some(({ kind }) => kind === Kind.trade)).toBe(definition.purposeLeg);
    for (const { manipulator } of [clean, purpose]) expect(manipulator.truth()).toEqual([]);
    expectSoundCampaign(purpose);
  });

  it('leaves the arms alike until its first order', () => {
    const before = rowsBeforeAct(attack.rows, attack.accounts);
    expect(before.length).toBeGreaterThan(0);
    expect(clean.rows.slice(0, before.length)).toEqual(before);
  });
});
