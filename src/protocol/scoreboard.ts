import {
  type FactValue,
  type FactVerdict,
  floor,
  judge,
  judgeFacts,
  type Sample,
  type Scorecard,
  windowsOf,
} from '../realism/index.js';
import { median } from '../statistics/index.js';
import { factsWhereEnough } from './facts-where-enough.js';
import type { HalvedDay } from './halved-day.js';
import { type SecondlyBook, secondlyBook } from './secondly-book.js';
import { type FreeTrial, realSamples, type SeededTrial } from './trial.js';

/** Losses of one comparison, or their means over seeds; lower is better. */
export interface Losses {
  /** Means over the 21 unconditional scores. */
  readonly l1: number;
  readonly wasserstein: number;
  /** Means over the three conditional scores. */
  readonly conditionalL1: number;
  readonly conditionalWasserstein: number;
  /** Difference of the six impact responses, ticks per lag. */
  readonly impact: number;
  /** Area under the curve of a classifier, 0.5 when it cannot tell the two apart; NaN where there are too few windows. */
  readonly area: number;
  /** Messages behind which a side was empty, all seeds together. */
  readonly emptySides: number;
}

/** P2 beside the real half: how often its depth, and so on. */
export interface FreeLosses extends Losses {
  /** Medians over seeds, simulated over real. */
  readonly depthRatio: number;
  readonly volatilityRatio: number;
  readonly spreadRatio: number;
  readonly messageRatio: number;
  readonly facts: readonly FactVerdict[];
}

/** One line of the scoreboard. */
export interface ScoreboardRow {
  readonly id: string;
  /** From real books on for 500 messages. */
  readonly seeded: Losses;
  /** Alone through the judged half. */
  readonly free: FreeLosses;
  /** Nats per event of the judged half; undefined for what has no likelihood. */
  readonly likelihood?: number;
}

/** What the judged half is, to which every line is compared. */
export interface RealHalf {
  readonly day: HalvedDay;
  readonly book: SecondlyBook;
  /** Stylised facts with their intervals; empty where it has too few blocks. */
  readonly facts: readonly FactValue[];
}

export function realHalf(day: HalvedDay): RealHalf {
  return { day, book: secondlyBook(day.judged), facts: factsWhereEnough(day.judged) };
}

/**
 * Real lines of a scoreboard: what no model can be told to beat (under P1 each judged window against the one before it,
 * under P2 every other window of the judged half), and what memorising the fitted half would get.
 */
export function realRows(half: RealHalf): readonly ScoreboardRow[] {
  const { day, book, facts } = half;
  const { seeded, free } = realSamples(day);
  const memorised = windowsOf(day.fitted);
  const options = { resamples: 0, discriminator: true };
  return [
    {
      id: 'real against real',
      seeded: lossesOf([judge(seeded, before(seeded), options)]),
      free: freeLosses(half, [{ scorecard: floor(free, options), book, facts }]),
    },
    {
      id: 'real fitted half',
      seeded: lossesOf([judge(seeded, windowsOf(day.fitted, { most: seeded.length }), options)]),
      free: freeLosses(half, [
        {
          scorecard: judge(free, memorised, options),
          book: secondlyBook(day.fitted),
          facts: factsWhereEnough(day.fitted, 0),
        },
      ]),
    },
  ];
}

/** The window before each: what is shown to a model under P1, and as like the judged one as anything real is. */
function before(sample: Sample): Sample {
  return sample.map(({ messages, from, to }) => ({ messages, from: from - (to - from), to: from }));
}

/** The line of a model from its trials, one a seed. */
export function modelRow(
  half: RealHalf,
  id: string,
  seeded: readonly SeededTrial[],
  free: readonly FreeTrial[],
  likelihood?: number,
): ScoreboardRow {
  return {
    id,
    seeded: lossesOf(seeded.map(({ scorecard }) => scorecard)),
    free: freeLosses(half, free),
    ...(likelihood === undefined ? {} : { likelihood }),
  };
}

function freeLosses({ day: { judged }, book: real, facts }: RealHalf, trials: readonly FreeTrial[]): FreeLosses {
  const ratio = (of: (trial: FreeTrial) => number, to: number) => median(trials.map(of)) / to;
  const simulatedFacts = trials.map((trial) => trial.facts).filter(({ length }) => length === facts.length);
  return {
    ...lossesOf(trials.map(({ scorecard }) => scorecard)),
    depthRatio: ratio(({ book }) => book.depth, real.depth),
    volatilityRatio: ratio(({ book }) => book.volatility, real.volatility),
    spreadRatio: ratio(({ book }) => book.spread, real.spread),
    messageRatio: ratio(({ scorecard }) => scorecard.simulated.messages, judged.count),
    facts: judgeFacts(facts, simulatedFacts),
  };
}

/** Means over the seeds of a model. */
function lossesOf(cards: readonly Scorecard[]): Losses {
  const mean = (of: (card: Scorecard) => number) => cards.reduce((sum, card) => sum + of(card), 0) / cards.length;
  return {
    l1: mean(({ unconditional }) => unconditional.l1.mean.estimate),
    wasserstein: mean(({ unconditional }) => unconditional.wasserstein.mean.estimate),
    conditionalL1: mean(({ conditional }) => conditional.l1.mean.estimate),
    conditionalWasserstein: mean(({ conditional }) => conditional.wasserstein.mean.estimate),
    impact: mean(({ impact }) => impact.perLag),
    area: mean(({ discriminator }) => discriminator?.area.estimate ?? Number.NaN),
    emptySides: cards.reduce((sum, { simulated }) => sum + simulated.emptySides, 0),
  };
}
