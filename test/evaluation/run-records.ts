import type { Arm, RunRecord } from '../../src/evaluation/index.js';
import type { Alert } from '../../src/surveillance/index.js';
import type { Campaign } from '../../src/truth/index.js';

export const SECOND = 1_000_000_000;
export const practicesOf = {
  'spoof-pattern': ['spoofing', 'layering'],
  'naive-large-cancel': ['spoofing'],
  ws: ['wash-trading'],
};

/** A campaign of accounts 10 and 11 from second 1,000 to 2,000. */
export function campaign(changes: Partial<Campaign> = {}): Campaign {
  return {
    id: 'spoof',
    practice: 'spoofing',
    instrument: 0,
    controller: 'spoof',
    accounts: [10, 11],
    spansDays: false,
    phases: [],
    startNs: 1_000 * SECOND,
    endNs: 2_000 * SECOND,
    cycles: [],
    intentOrders: [100, 101, 102],
    genuineOrders: [200],
    beneficiary: 10,
    knobs: {},
    outcomes: {},
    ...changes,
  };
}

/** An alert on account 10 that lies within the campaign. */
export function alert(changes: Partial<Alert> = {}): Alert {
  return {
    alertId: 'spoof-pattern-1',
    detector: 'spoof-pattern',
    detectorVersion: 1,
    rulePack: 'none',
    practice: 'spoofing',
    instrument: 0,
    side: 0,
    accounts: [10],
    startNs: 1_100 * SECOND,
    endNs: 1_200 * SECOND,
    emittedNs: 1_200 * SECOND,
    score: 1.5,
    evidence: [],
    orders: [],
    scale: 'absolute',
    ...changes,
  };
}

export function record(arm: Arm, seed: number, changes: Partial<RunRecord> = {}): RunRecord {
  return {
    cell: '',
    seed,
    arm,
    day: 0,
    digest: `${arm}-${seed}`,
    alerts: [],
    truth: { campaigns: arm === 'attack' ? [campaign()] : [], benign: [] },
    instrumentDays: 1,
    positions: { attacks: { spoof: { cash: 0, holdings: [0] } }, others: { cash: 0, holdings: [0] }, fees: 0 },
    lastPriceTicks: [1000],
    moneyPerTick: [100],
    startNs: 900 * SECOND,
    ...changes,
  };
}
