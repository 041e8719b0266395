import { z } from 'zod';
import { atLeast, defineDetector } from '../../src/surveillance/index.js';
import { Kind, SECOND } from '../../src/tape/index.js';

/** Orders and cancels of one investor within one second of the clock, against the label of high-frequency trading. */
export const orderRate = defineDetector({
  id: 'order-rate',
  summary: 'orders and cancels of one investor in one second',
  version: 1,
  practices: ['quote-stuffing'],
  rule: false,
  parameters: z.strictObject({
    perSecond: z.int().positive().default(300).describe('orders and cancels in one second'),
  }),
  create({ perSecond }, { state, report }) {
    const counts = new Map<number, { second: number; count: number }>();
    return {
      kinds: [Kind.accepted, Kind.cancelled],
      onRow({ account, instrument, time }) {
        const suspect = state.investors.of(account);
        if (suspect < 0) return;
        const second = Math.floor(time / SECOND);
        const last = counts.get(suspect);
        const count = last?.second === second ? last.count + 1 : 1;
        counts.set(suspect, { second, count });
        const evidence = [atLeast('orders and cancels in one second', count, perSecond)];
        const what = { suspect, practice: 'quote-stuffing', instrument, side: -1, accounts: [account], orders: [] };
        report({ ...what, startNs: second * SECOND, endNs: time, evidence });
      },
    };
  },
});
