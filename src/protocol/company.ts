import { InputError } from '../diagnostics/index.js';
import type { FlowModel } from '../model/index.js';
import { EventKind, openingStates, readFlowRecord } from '../order-flow/index.js';
import { power } from '../random/index.js';
import { SECOND, type Tape } from '../tape/index.js';
import { type AgentGroup, type Company, simulateFlow } from './flow-simulation.js';
import type { HalvedDay } from './halved-day.js';
import { secondlyBook } from './secondly-book.js';

/** Parts of the fitted flow that followers of the imbalance and makers are set to bring. */
const FOLLOWERS_SHARE = 0.1;
const MAKERS_SHARE = 0.1;
const MAKERS = 2;
const FOLLOWERS = 2;

/** Orders and cancels of a maker who moves both quotes. */
const MESSAGES_A_MOVE = 4;

/** Ticks from the fair price beyond which a maker cannot be set. */
const MOST_TICKS = 100;

/** Shares of an order are multiples of this for every agent. */
const LOT = 100;

/** The end of the fitted half, in which it is tried how much the flow must give way. */
const PILOT_NS = 3600 * SECOND;
const PILOT_SEEDS = ['1', '2'];

/** Trials, and the part of the way that each goes: an order fewer excites fewer others. */
const ROUNDS = 6;
const STEP = 0.3;

/** The least that may be left of the fitted flow, so that the market is still the model's. */
const LEAST_LEFT = 0.2;

/**
 * Market makers, followers of the imbalance and a follower of the trend, of a size and an activity that the fitted half
 * has, on top of a model that was fitted to it. The flow gives way until flow and agents together make as many marketable
 * orders, and as many limit orders and cancels, as the flow alone makes in the last hour of the fitted half. The judged
 * half is not looked at.
 * @throws InputError where agents would bring nearly all of the flow
 */
export function companyOf(day: HalvedDay, model: FlowModel): Company {
  const groups = groupsOf(day);
  const { tape, instrument, startNs, middleNs: endNs } = day;
  const [opening] = openingStates(tape, instrument, [Math.max(startNs + SECOND, endNs - PILOT_NS)]);
  const pilot = { model, header: tape.header, instrument, opening, endNs };
  const counts = (company?: Company) =>
    flowCounts(
      PILOT_SEEDS.map((seed) => simulateFlow({ ...pilot, seed: `pilot/${seed}`, ...(company && { company }) })),
      opening.timeNs,
    );
  const alone = counts();
  let company: Company = { groups, thinning: 1, quoting: 1 };
  for (let round = 0; round < ROUNDS; round++) {
    const together = counts(company);
    company = {
      groups,
      thinning: nearer('marketable orders', company.thinning, alone.marketable, together.marketable),
      quoting: nearer('limit orders and cancels', company.quoting, alone.quoting, together.quoting),
    };
  }
  return company;
}

function groupsOf(day: HalvedDay): readonly AgentGroup[] {
  const { tape, instrument, startNs, middleNs: endNs, fitted } = day;
  const { count, kind, quantity } = readFlowRecord(tape, instrument, { startNs, endNs });
  let [orders, sum] = [0, 0];
  for (let row = 0; row < count; row++) {
    if (kind[row] !== EventKind.market) continue;
    orders++;
    sum += quantity[row];
  }
  const seconds = (endNs - startNs) / SECOND;
  const spread = secondlyBook(fitted).spread;
  const usual = Math.max(LOT, Math.round(sum / Math.max(1, orders) / LOT) * LOT);
  const ordersPerMinute = Math.min(600, (FOLLOWERS_SHARE * orders * 60) / seconds / FOLLOWERS);
  const refresh = (MAKERS * MESSAGES_A_MOVE * seconds) / (MAKERS_SHARE * (count - orders));
  return [
    {
      id: 'makers',
      agent: 'market-maker',
      count: MAKERS,
      parameters: {
        quantity: usual,
        inventoryLimit: 20 * usual,
        halfSpread: Math.min(MOST_TICKS, spread / 2),
        skew: Math.min(MOST_TICKS, 3 * spread),
        refresh: Math.min(3600, Math.max(0.1, refresh)),
      },
    },
    {
      id: 'followers',
      agent: 'imbalance-follower',
      count: FOLLOWERS,
      parameters: { quantity: usual, ordersPerMinute },
    },
    {
      id: 'trend',
      agent: 'momentum',
      count: 1,
      parameters: { position: usual, threshold: Math.min(10 * MOST_TICKS, 1.5 * spread) },
    },
  ];
}

interface Counts {
  readonly marketable: number;
  readonly quoting: number;
}

/** Events of all who trade, in all tapes. */
function flowCounts(tapes: readonly Tape[], afterNs: number): Counts {
  let [marketable, all] = [0, 0];
  for (const tape of tapes) {
    const { count, kind } = readFlowRecord(tape, 0, { startNs: afterNs + 1 });
    all += count;
    for (let row = 0; row < count; row++) if (kind[row] === EventKind.market) marketable++;
  }
  return { marketable, quoting: all - marketable };
}

/** The share that is left, nearer to where there are as many events with the agents as without. */
function nearer(what: string, left: number, wanted: number, found: number): number {
  const share = Math.min(1, left * power(Math.max(1, wanted) / Math.max(1, found), STEP));
  if (share >= LEAST_LEFT) return Math.round(share * 1e6) / 1e6;
  throw new InputError(
    `beside the agents less than ${100 * LEAST_LEFT} % of the flow's ${what} would be left: the half is too quiet for them`,
  );
}
