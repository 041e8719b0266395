import { type FlowModelFile, loadModel } from '../model/index.js';
import {
  type FreeTrial,
  freeTrial,
  type HalvedDay,
  halvedDay,
  type SeededTrial,
  seededTrial,
} from '../protocol/index.js';
import type { TrialTask } from '../run/index.js';
import { Tape } from '../tape/index.js';

/** The day that this thread read last: all trials of a scoreboard share one. */
let current: { readonly key: string; readonly day: HalvedDay } | undefined;

/** Does one trial of a model in a worker thread. */
export default function work({ key, tape, model, company, protocol, seed }: TrialTask): SeededTrial | FreeTrial {
  if (current?.key !== key) {
    const { header, chunks, length } = tape;
    current = { key, day: halvedDay(new Tape(header, chunks, length)) };
  }
  const { day } = current;
  const ready = loadModel(model as FlowModelFile);
  return protocol === 'seeded' ? seededTrial(day, ready, seed, company) : freeTrial(day, ready, seed, company);
}
