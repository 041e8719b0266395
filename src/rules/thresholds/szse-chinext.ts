import type { DatedThresholds } from '../dated-thresholds.js';

const FIRST_DAY = '2017-01-01';

/** Abnormal-trading tests on ChiNext. The exchange publishes their shape and the percentages; sizes are operational. */
export const szseChinextThresholds: DatedThresholds = {
  id: 'szse-chinext',
  tests: [
    {
      id: 'fd-c',
      article: 'False declaration in continuous trading',
      articleChinese: '连续竞价阶段虚假申报',
      values: {
        residualShares: [
          { value: 1_000_000, from: FIRST_DAY, to: null, provenance: 'member risk systems', confidence: 'operational' },
        ],
        residualMoney: [
          {
            value: 100_000_000_000,
            from: FIRST_DAY,
            to: null,
            provenance: 'member risk systems: CNY 10 million, here in 1/10,000 CNY',
            confidence: 'operational',
          },
        ],
        bestFiveShare: [
          { value: 0.3, from: FIRST_DAY, to: null, provenance: 'member risk systems', confidence: 'operational' },
        ],
        largeOrders: [
          {
            value: 4,
            from: FIRST_DAY,
            to: null,
            provenance: 'member risk systems: more than three such orders',
            confidence: 'operational',
          },
        ],
        cancelRatio: [
          {
            value: 0.5,
            from: FIRST_DAY,
            to: null,
            provenance: 'investor handbook of the SZSE',
            confidence: 'published',
          },
        ],
      },
    },
    {
      id: 'ws',
      article: 'Trading with oneself',
      articleChinese: '自买自卖',
      values: {
        dayShare: [
          {
            value: 0.1,
            from: FIRST_DAY,
            to: null,
            provenance: 'investor handbook of the SZSE',
            confidence: 'published',
          },
        ],
        closeCallShare: [
          {
            value: 0.3,
            from: FIRST_DAY,
            to: null,
            provenance: 'investor handbook of the SZSE',
            confidence: 'published',
          },
        ],
      },
    },
  ],
};
