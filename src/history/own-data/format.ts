import { defineFormat } from '../format.js';
import { DEFAULT_MAP, replayOwnData } from './replay.js';

/** Orders, cancels and trades of any layout, which a column map describes. */
export const ownData = defineFormat({
  id: 'own',
  summary: 'orders, cancels and trades of any CSV layout, described by a column map (--map)',
  gives: 'commands',
  files: `the files that the map names; the map is --map, or ${DEFAULT_MAP} beside them`,
  replay: replayOwnData,
});
