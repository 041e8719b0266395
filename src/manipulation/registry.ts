import type { PracticeDefinition } from './practice.js';
import { layering } from './practices/layering.js';
import { spoofing } from './practices/spoofing.js';
import { washTrading } from './practices/wash-trading.js';

/** The practices that Touchstone has: a new one is one file and one line here. */
export const practiceDefinitions: readonly PracticeDefinition[] = [spoofing, layering, washTrading];
