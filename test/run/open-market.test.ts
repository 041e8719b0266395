import { describe, expect, it } from 'vitest';
import { overnight } from '../../src/market/index.js';
import { planRuns, readModels } from '../../src/run/index.js';
import { rulesOf } from '../../src/run/instrument-header.js';
import { checkMarkets } from '../../src/run/market-check.js';
import { openMarket } from '../../src/run/open-market.js';
import { smallMarket } from './small-market.js';

const scenario = smallMarket({ seeds: 1 });
const [cell] = scenario.cells;
const [instrument] = cell.market.instruments;

function planOf(market: Partial<typeof cell.market>) {
  return planRuns({ ...scenario, cells: [{ ...cell, market: { ...cell.market, ...market } }] }, 1);
}

describe('a market of several days', () => {
  const dates = ['2023-04-07', '2023-04-10'];
  const { tasks } = planOf({ dates });
  const models = readModels(tasks[0]);
  const friday = openMarket(tasks[0], models);
  friday.venue.closeDay();
  const { market } = tasks[0].spec;
  const monday = openMarket(tasks[0], models, 1, overnight(friday.venue, friday.header, rulesOf(market, dates[1])));

  it('has the rules of each day: the price cage parks on one and refuses on the next', () => {
    expect([friday, monday].map(({ header }) => [header.date, header.rulePack])).toEqual([
      ['2023-04-07', 'szse-chinext@2022-04-29'],
      ['2023-04-10', 'szse-chinext@2023-04-10'],
    ]);
    expect(dates.map((date) => rulesOf(market, date).cage?.action)).toEqual(['park', 'reject']);
  });

  it('has the same people with other random numbers', () => {
    expect(monday.header.accounts).toEqual(friday.header.accounts);
    expect(monday.participants.map(({ agent }) => agent.id)).toEqual(friday.participants.map(({ agent }) => agent.id));
    const [first, second] = [friday, monday].map(({ streams }) => streams.stream('makers/0/quotes').uniform());
    expect(second).not.toBe(first);
  });
});

describe('a market of several instruments', () => {
  it('gives each a background, and accounts and owners that no other has', () => {
    const other = { ...instrument, symbol: '300999', accounts: { ...instrument.accounts, active: 300 } };
    const { tasks } = planOf({ instruments: [instrument, other] });
    const { header, participants } = openMarket(tasks[0], readModels(tasks[0]));
    expect(participants.slice(0, 2).map(({ agent, instrument: index }) => [agent.id, index])).toEqual([
      ['background/0', 0],
      ['background/1', 1],
    ]);
    const { count, owner, holdings } = header.accounts;
    const [first, second] = [0, 1].map((index) =>
      Array.from({ length: count }, (_, account) => account).filter((account) => holdings[2 * account + index] > 0),
    );
    expect(second).toHaveLength(300);
    const owners = new Set(first.map((account) => owner[account]));
    expect(second.some((account) => owners.has(owner[account]))).toBe(false);
    expect(first.filter((account) => second.includes(account))).toEqual([]);
  });

  it('says whose order flow is not possible', () => {
    const wrong = { ...instrument, symbol: '300999', accounts: { ...instrument.accounts, topFiveShare: 0 } };
    expect(() => checkMarkets(planOf({ instruments: [instrument, wrong] }))).toThrow(
      /market\.instruments\.300999\.accounts\.topFiveShare: topFiveShare 0 was found/,
    );
  });
});
