import type { FlowModel } from '../model/index.js';
import { type FactValue, judge, type Sample, type Scorecard, windowsOf } from '../realism/index.js';
import { factsWhereEnough } from './facts-where-enough.js';
import type { Company } from './flow-simulation.js';
import { freeRun } from './free-run.js';
import type { HalvedDay } from './halved-day.js';
import { type SecondlyBook, secondlyBook } from './secondly-book.js';
import { seededWindows, simulateSeeded } from './seeded-windows.js';

/** What one seed of a model comes to under P1. */
export interface SeededTrial {
  readonly scorecard: Scorecard;
}

/** What one seed of a model comes to under P2. */
export interface FreeTrial {
  readonly scorecard: Scorecard;
  readonly book: SecondlyBook;
  /** Stylised facts of the simulated half; empty where it has too few blocks. */
  readonly facts: readonly FactValue[];
}

/** The real windows of P1 and of P2, which every model of a day is compared with. */
export function realSamples(day: HalvedDay): { readonly seeded: Sample; readonly free: Sample } {
  return { seeded: seededWindows(day).real, free: windowsOf(day.judged) };
}

/** P1 with one seed: intervals are of whole windows, and a classifier tries to tell the two sides apart. */
export function seededTrial(day: HalvedDay, model: FlowModel, seed: string, company?: Company): SeededTrial {
  const windows = seededWindows(day);
  const simulated = simulateSeeded(day, windows, model, seed, company);
  return { scorecard: judge(windows.real, simulated, { discriminator: true }) };
}

/** P2 with one seed. */
export function freeTrial(day: HalvedDay, model: FlowModel, seed: string, company?: Company): FreeTrial {
  const { messages } = freeRun(day, model, seed, company);
  return {
    scorecard: judge(windowsOf(day.judged), windowsOf(messages), { resamples: 0 }),
    book: secondlyBook(messages),
    facts: factsWhereEnough(messages, 0),
  };
}
