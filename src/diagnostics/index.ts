/**
 * What is wrong with a user's input, and how to say it: file, line, found, expected.
 * Knows no format, no scenario and no command; the rooms at the edges throw what stands here.
 */
export { didYouMean, InputError, type InputPlace } from './input-error.js';
export { ScenarioError } from './scenario-error.js';
