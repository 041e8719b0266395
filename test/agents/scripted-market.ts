import type { AgentDefinition } from '../../src/agents/index.js';
import type { Agent, Desk, ListedAnnouncement } from '../../src/simulation/index.js';
import { OrderType, SECOND, Side } from '../../src/tape/index.js';
import { OPEN, type OpeningAccount, rowsOf, smallMarket } from '../simulation/small-market.js';

/** What the rest of the market does, by seconds after the opening. */
export type Script = readonly (readonly [second: number, act: (desk: Desk) => void])[];

export const bid = (price: number, quantity: number) => (desk: Desk) =>
  void desk.submit(0, Side.buy, OrderType.limit, price, quantity);
export const ask = (price: number, quantity: number) => (desk: Desk) =>
  void desk.submit(0, Side.sell, OrderType.limit, price, quantity);

/** A book of ten levels a side around 15.70, with these quantities on each level. */
export const book =
  (bids: number, asks: number, mid = 1570) =>
  (desk: Desk) => {
    for (let level = 1; level <= 10; level++) {
      bid(mid - level, bids)(desk);
      ask(mid + level, asks)(desk);
    }
  };

/** Runs one agent, with account 1, in a market that follows a script, and returns what account 1 did. */
export function runScripted(
  definition: AgentDefinition,
  parameters: Record<string, unknown>,
  script: Script,
  seconds: number,
  opening: OpeningAccount = {},
  announcements?: readonly ListedAnnouncement[],
) {
  const market = smallMarket({ accounts: [{ holdings: 50_000_000 }, opening], settlement: 'ledger' });
  const parsed = definition.parameters.parse(parameters);
  const { instrument } = market;
  const agent = definition.create(parsed, {
    id: 'tested/0',
    accounts: [1],
    instrument,
    model: undefined,
    startNs: OPEN,
    endNs: OPEN + seconds * SECOND,
    reference: { depth5: instrument.referenceDepth5 },
  });
  let next = 0;
  const rest: Agent = {
    id: 'rest/0',
    latency: { market: 0, order: 0 },
    start: (desk) => desk.wakeAt(OPEN + script[0][0] * SECOND),
    onWake(desk) {
      script[next++][1](desk);
      if (next < script.length) desk.wakeAt(OPEN + script[next][0] * SECOND);
    },
  };
  const tape = market.run(
    [
      { agent: rest, informationSet: 'order-by-order', accounts: [0] },
      { agent, informationSet: definition.informationSet(parsed), accounts: [1] },
    ],
    OPEN,
    OPEN + seconds * SECOND,
    undefined,
    announcements,
  );
  market.venue.ledger!.validate();
  const rows = rowsOf(tape).map((row) => ({ ...row, seconds: (row.time - OPEN) / SECOND }));
  return { rows, own: rows.filter((row) => row.account === 1), ledger: market.venue.ledger! };
}
