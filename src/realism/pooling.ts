import { Comparison } from './comparison.js';
import type { ConditionalScore } from './conditional-scores.js';
import type { Sample } from './sample.js';
import type { Score } from './score.js';
import { Values } from './values.js';

/** A score's values on both sides. */
export function poolScore(score: Score, real: Sample, simulated: Sample): Comparison {
  const values = new Values();
  const offsets = [0];
  for (const window of [...real, ...simulated]) {
    score.values(window, values);
    offsets.push(values.count);
  }
  return new Comparison(
    { values: values.all, offsets, realWindows: real.length },
    score.discrete ? 'values' : 'freedman-diaconis',
  );
}

/** A conditional score's values on both sides, in the groups of their conditions. */
export function poolConditional(score: ConditionalScore, real: Sample, simulated: Sample): Comparison {
  const values = new Values();
  const conditions = new Values();
  const offsets = [0];
  for (const window of [...real, ...simulated]) {
    score.values(window, values, conditions);
    offsets.push(values.count);
  }
  const groups = score.groups(conditions.all);
  return new Comparison({ values: values.all, groups, offsets, realWindows: real.length }, score.binning);
}
