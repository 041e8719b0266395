import type { DatedThresholds } from '../dated-thresholds.js';

/**
 * Since ChiNext stocks are issued by registration and its rules on monitoring abnormal trading hold. The exchange
 * prints the shape of the tests and some percentages; sizes are what members' risk systems compare with, and may be
 * adjusted by the exchange at any time.
 */
const since = { from: '2020-08-24', to: null } as const;
const operational = { ...since, confidence: 'operational' } as const;
const published = { ...since, confidence: 'published' } as const;

const RISK_SYSTEMS = "fields of a member's risk system";
const HANDBOOK = 'investor handbook of the SZSE on abnormal trading (2023)';

/** Abnormal-trading tests on ChiNext, for ordinary stocks (not under risk warning). */
export const szseChinextThresholds: DatedThresholds = {
  id: 'szse-chinext',
  tests: [
    {
      id: 'fd-c',
      article: 'False declaration in continuous trading; on ChiNext no execution on the other side is asked for',
      articleChinese: '连续竞价阶段虚假申报',
      values: {
        /** Own residual on the best five levels after a single order, in shares … */
        residualShares: [{ value: 1_000_000, provenance: RISK_SYSTEMS, ...operational }],
        /** … or in money units: CNY 10 million. */
        residualMoney: [{ value: 100_000_000_000, provenance: RISK_SYSTEMS, ...operational }],
        /** Its share of what all have on the best five levels of that side. */
        bestFiveShare: [{ value: 0.3, provenance: RISK_SYSTEMS, ...operational }],
        /** "Several": more than three. */
        largeOrders: [{ value: 4, provenance: RISK_SYSTEMS, ...operational }],
        /** Cancelled over ordered, cumulative over the session, by side. */
        cancelRatio: [
          { value: 0.5, provenance: `${HANDBOOK}; cumulative over the session by ${RISK_SYSTEMS}`, ...published },
        ],
      },
    },
    {
      id: 'ws',
      article: 'Trading with oneself: one account, or accounts under one control',
      articleChinese: '自买自卖',
      values: {
        /** Share of the stock's whole-day volume. */
        dayShare: [{ value: 0.1, provenance: HANDBOOK, ...published }],
        /** Or of the closing call's. */
        closeCallShare: [{ value: 0.3, provenance: HANDBOOK, ...published }],
      },
    },
  ],
};
