import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { HOUR, Kind, MINUTE } from '../../src/tape/index.js';
import { attackedMarket, campaignOf, rowsOfAccounts } from '../manipulation/attacked-market.js';
import { expectSoundCampaign, rowsBeforeAct } from '../manipulation/campaign-invariants.js';
import { paintingTheTape } from './painting-the-tape.js';

const OPEN = 9 * HOUR + 30 * MINUTE;
const run = (arm: 'clean' | 'purpose' | 'attack') =>
  attackedMarket({
    practice: paintingTheTape,
    parameters: { window: ['09:32', '09:34'], gap: 10 },
    window: [OPEN, OPEN + 10 * MINUTE],
    arm,
  });

describe('a practice of one’s own', () => {
  it('has fewer than 40 lines', () => {
    const text = readFileSync(new URL('./painting-the-tape.ts', import.meta.url), 'utf8');
    expect(text.trimEnd().split('\n').length).toBeLessThan(40);
  });

  it('acts in the attack arm and writes its truth', () => {
    const attack = run('attack');
    const trades = rowsOfAccounts(attack.rows, attack.accounts).filter(({ kind }) => kind === Kind.trade);
    const campaign = campaignOf(attack.manipulator);
    expect(campaign.intentOrders.length).toBe(12);
    expect(campaign.outcomes).toEqual({ bought: trades.reduce((sum, { quantity }) => sum + quantity, 0) });
    expect(campaign.knobs).toMatchObject({ gap: 10, quantity: 100 });
    expectSoundCampaign(attack);
  });

  it('is silent in the other arms without a word of its own', () => {
    const [clean, purpose, attack] = [run('clean'), run('purpose'), run('attack')];
    expect(purpose.rows).toEqual(clean.rows);
    const before = rowsBeforeAct(attack.rows, attack.accounts);
    expect(clean.rows.slice(0, before.length)).toEqual(before);
  });
});
