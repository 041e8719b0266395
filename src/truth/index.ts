/**
 * What really happened: campaigns, cycles, intent orders, benign labels. Types only.
 * Must not be imported by surveillance, and nothing of it may enter the tape.
 */
export type { BenignLabel, Campaign, Cycle, Truth } from './campaign.js';
