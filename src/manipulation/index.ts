/**
 * Manipulative practices, one file each, that act in a market which may react, and write their own truth.
 * Knows its own accounts, a market view and what each practice is by definition.
 * Must not know how the market is simulated, who else trades, or how anybody might detect it.
 */
export { attackWindow, tradingSpans } from './attack-window.js';
export { CampaignRecord } from './campaign-record.js';
export { type Evasion, evasion } from './evasion.js';
export { evasive } from './evasive-practice.js';
export { cashToBuy } from './funding.js';
export type { ComingAnnouncement, InsideKnowledge, KnownOrder } from './inside-knowledge.js';
export { flatKnobs } from './knobs.js';
export { definePractice, type Manipulator, type PracticeContext, type PracticeDefinition } from './practice.js';
export type { Preset, PresetKind } from './presets/preset.js';
export { presets } from './presets/registry.js';
export { practiceDefinitions } from './registry.js';
