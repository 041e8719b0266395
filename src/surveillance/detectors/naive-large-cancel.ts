import { z } from 'zod';
import { CancelReason, Kind, Phase, SECOND } from '../../tape/index.js';
import { defineDetector } from '../detector.js';
import { atLeast, gate } from '../evidence.js';
import { depthFactor } from '../scale.js';

const parameters = z.strictObject({
  shares: z.number().positive().default(75_000).describe('size of an order that counts as large, in shares'),
  seconds: z.number().positive().default(60).describe('how soon it must be gone, in seconds'),
});

/**
 * What everybody tries first, as a baseline: a large order, not executed at all, withdrawn within a minute, in
 * continuous trading. It asks neither who it was nor what he did on the other side.
 */
export const naiveLargeCancel = defineDetector({
  id: 'naive-large-cancel',
  summary: 'baseline: a large order that goes unfilled within a minute',
  version: 1,
  practices: ['spoofing', 'layering'],
  rule: false,
  parameters,
  create({ shares, seconds }, { scale, state, report }) {
    const large = shares * depthFactor(scale);
    const longest = seconds * SECOND;
    return {
      kinds: [Kind.cancelled],
      onRow(row) {
        if (row.code !== CancelReason.user) return;
        const { subject, phase } = state.instruments[row.instrument];
        const ageNs = row.time - subject.acceptedNs;
        if (subject.submitted < large / 2 || subject.executed > 0 || subject.acceptedNs < 0) return;
        if (phase !== Phase.continuous || ageNs > longest) return;
        const investor = state.investors.of(row.account);
        report({
          suspect: investor >= 0 ? investor : -2 - row.order,
          practice: 'spoofing',
          instrument: row.instrument,
          side: row.side,
          accounts: row.account >= 0 ? [row.account] : [],
          orders: [row.order],
          startNs: subject.acceptedNs,
          endNs: row.time,
          evidence: [
            atLeast('shares of the order', subject.submitted, large),
            gate('executed shares, at most', 0, 0, true),
            gate('seconds until it was withdrawn, at most', ageNs / SECOND, seconds, true),
          ],
        });
      },
    };
  },
});
