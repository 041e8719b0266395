import type { DetectorDefinition } from './detector.js';
import { fdC } from './detectors/fd-c.js';
import { naiveLargeCancel } from './detectors/naive-large-cancel.js';
import { spoofPattern } from './detectors/spoof-pattern.js';
import { ws } from './detectors/ws.js';

/** The detectors that Touchstone has: a new one is one file and one line here. */
export const detectorDefinitions: readonly DetectorDefinition[] = [fdC, ws, spoofPattern, naiveLargeCancel];

/** Which practices each detector is meant to find, by detector id. */
export const practicesOfDetectors: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  detectorDefinitions.map(({ id, practices }) => [id, practices]),
);
