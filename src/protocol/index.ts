/**
 * Protocols of judging a model: it is fitted to one part of a day and set to simulate another, beside real against real.
 * Knows models, flows, the venue and the judge. Must not know files, scenarios, or which model it would like to win.
 */
export { type Candidate, type CandidateKind, candidateKinds, fitCandidate } from './candidates.js';
export { companyOf } from './company.js';
export { type Company, type FlowSimulationOptions, simulateFlow } from './flow-simulation.js';
export { type FreeRun, freeRun } from './free-run.js';
export { type HalfDayScores, halfDayScores } from './half-day-scores.js';
export { type HalvedDay, halvedDay } from './halved-day.js';
export { type FreeLosses, type Losses, modelRow, realHalf, realRows, type ScoreboardRow } from './scoreboard.js';
export { type SecondlyBook, secondlyBook } from './secondly-book.js';
export { type SeededWindows, seededWindows, simulateSeeded } from './seeded-windows.js';
export { type FreeTrial, freeTrial, type SeededTrial, seededTrial } from './trial.js';
