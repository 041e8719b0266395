import type { PracticeDefinition } from './practice.js';
import { spoofing } from './practices/spoofing.js';

/** The practices that Touchstone has: a new one is one file and one line here. */
export const practiceDefinitions: readonly PracticeDefinition[] = [spoofing];
