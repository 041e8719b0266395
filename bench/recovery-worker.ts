import { type Recovery, recoverHawkes } from './hawkes-study.js';

/** A replicate of the recovery of Hawkes processes. */
export interface ReplicateTask {
  readonly seed: number;
  readonly seconds: number;
}

/** Simulates and fits one replicate in a thread. */
export default function work({ seed, seconds }: ReplicateTask): Recovery {
  return recoverHawkes(seed, seconds);
}
