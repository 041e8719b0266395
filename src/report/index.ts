/**
 * How results look to a person at a terminal: tables, numbers with their intervals, and what a number does not say.
 * Knows the summary of a run and nothing of how it came about.
 * Must not know files, processes or command-line options.
 */
export { calibrationReport } from './calibration-report.js';
export { forkPage } from './fork-page.js';
export { forkReport } from './fork-report.js';
export { type ModelCard, modelCardText } from './model-card.js';
export { modelPage } from './model-page.js';
export { decimals, duration, interval, money, thousands } from './numbers.js';
export { realismPage } from './realism-page.js';
export { type RealismSide, type RealismSummary, realismReport } from './realism-report.js';
export { runReport } from './run-report.js';
export { scoreboardReport } from './scoreboard-report.js';
export { type TableColumn, table } from './table.js';
