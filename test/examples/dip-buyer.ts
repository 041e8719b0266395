import { z } from 'zod';
import { defineAgent, latency, seconds } from '../../src/agents/index.js';
import type { Desk } from '../../src/simulation/index.js';
import { OrderType, Side } from '../../src/tape/index.js';

/** Looks at the price now and then, and buys when it has fallen far enough since the look before. */
export const dipBuyer = defineAgent({
  id: 'dip-buyer',
  summary: 'buys after a fall of some ticks between two looks',
  source: 'worked example',
  parameters: z.strictObject({
    fall: z.int().min(1).default(3).describe('ticks'),
    quantity: z.int().multipleOf(100).default(500).describe('shares of an order'),
    period: seconds().prefault(10).describe('between two looks, seconds'),
    latency: latency({ market: 0.1, order: 0.1 }),
  }),
  informationSet: () => 'l1-snapshot-3s',
  funding: () => ({ accounts: 1, cash: 1e11, holdings: 0 }),
  create({ fall, quantity, period, latency }, { id, accounts: [account] }) {
    let before = -1;
    return {
      id,
      latency,
      start: (desk: Desk) => desk.wakeAt(desk.now + period),
      onWake(desk: Desk) {
        const { lastPrice, bestAsk } = desk.market;
        if (before > 0 && lastPrice <= before - fall)
          desk.submit(account, Side.buy, OrderType.limit, bestAsk, quantity);
        before = lastPrice;
        desk.wakeAt(desk.now + period);
      },
    };
  },
});
