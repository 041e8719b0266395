import { z } from 'zod';
import { attackWindow, CampaignRecord, definePractice, flatKnobs } from '../../src/manipulation/index.js';
import { OrderType, SECOND, Side } from '../../src/tape/index.js';

/** Painting the tape: small purchases, one after another, so that the tape looks like interest (Annex II 1 (3)(b)). */
export const paintingTheTape = definePractice({
  id: 'painting-the-tape',
  summary: 'small purchases at the best ask, one after another',
  source: 'MAR, Delegated Regulation (EU) 2016/522 Annex II 1 (3)(b)',
  parameters: z.strictObject({
    window: attackWindow,
    quantity: z.int().min(100).multipleOf(100).default(100).describe('of each purchase, in shares'),
    gap: z.number().min(0.1).default(5).describe('time between two purchases, in seconds'),
  }),
  attackOnly: [],
  purposeLeg: false,
  informationSet: () => 'order-by-order',
  funding: ({ window: [start, end], quantity, gap }, { upperLimit, moneyPerTick }) => ({
    cash: Math.ceil(((end - start) / (gap * SECOND) + 1) * quantity * upperLimit * moneyPerTick * 1.01),
    holdings: 0,
  }),
  create(given, context) {
    const record = new CampaignRecord();
    return {
      id: context.id,
      latency: { market: 0, order: 0 },
      start: (desk) => desk.wakeAt(given.window[0]),
      onWake(desk) {
        if (desk.now >= given.window[1]) return;
        record.intent(desk.submit(context.accounts[0], Side.buy, OrderType.marketIoc, -1, given.quantity));
        desk.wakeAt(desk.now + given.gap * SECOND);
      },
      onReport: (report) => record.take(report),
      truth: () => record.campaigns('painting-the-tape', context, flatKnobs(given), { bought: record.intentExecuted }),
    };
  },
});
