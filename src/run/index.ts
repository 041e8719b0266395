/**
 * Runs: a scenario becomes a plan of runs, workers do them, and what they say is added up and judged.
 * Knows every room below it, which runs may be shared, taken up again or written down, and in which order they count.
 * Must not know the command line or how a report looks.
 */
export type { AttackFunding } from './attack-funding.js';
export type { Definitions } from './definitions.js';
export type { FinishedDay, FinishedRun } from './finished-run.js';
export { type EffectPath, forkMeasures } from './fork-effect.js';
export { type ForkedPath, type ForkTask, forkedRun } from './forked-run.js';
export { rulesOf } from './instrument-header.js';
export { judge } from './judge.js';
export { checkPlan } from './market-check.js';
export { readModels } from './models.js';
export { definitionsOf } from './module-definitions.js';
export { readOpenings } from './openings.js';
export { type Plan, type PlannedCell, planRuns } from './plan.js';
export { type Progress, ProgressMeter } from './progress.js';
export { readModel } from './read-model.js';
export { writeText } from './result-folder.js';
export { type ForkResult, type ForkSummary, forkControls, runFork } from './run-fork.js';
export { Interrupted, type RunScenarioOptions, runScenario } from './run-scenario.js';
export { runScoreboard, type ScoreboardOptions, type TrialTask } from './run-scoreboard.js';
export { type Arm, arms, RESULTS_VERSION, type RunSpec, type RunTask } from './run-spec.js';
export { finishedRun, type SimulatedDay, type SimulatedRun, simulateDays, simulateRun } from './simulate-run.js';
export type { ConformanceSummary, FalseAlertResult, Judgement, RunFailure, RunSummary } from './summary.js';
export { openTargetThreads, type TargetAnswer, type TargetOrder, type TargetThreads } from './target-threads.js';
export { openTaskPool } from './task-pool.js';
export { defaultWorkers, type WorkerAnswer, type WorkerOrder } from './worker-pool.js';
