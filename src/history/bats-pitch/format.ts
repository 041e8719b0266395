import { defineFormat } from '../format.js';
import { pitchPattern } from './files.js';
import { replayPitch } from './replay.js';

/** Messages of the BATS (Cboe) exchange for all its instruments. */
export const batsPitch = defineFormat({
  id: 'bats-pitch',
  summary: 'PITCH messages of a BATS (Cboe) exchange, applied to the order books of their instruments',
  gives: 'events',
  files: pitchPattern,
  replay: replayPitch,
});
