/**
 * What really happened: campaigns, cycles, phases, intent orders, who controls whom, benign labels. Types and columns.
 * Must not be imported by surveillance, and nothing of it may enter the tape.
 */
export type { BenignLabel, Campaign, Control, Cycle, PhaseMark, Truth } from './campaign.js';
export { type TruthFile, truthColumns } from './columns.js';
