import { createHash } from 'node:crypto';
import { canonicalJson } from '../tape/index.js';

/** SHA-256, in hex, of a value's canonical JSON: of alerts, truth, a resolved scenario. */
export function jsonDigest(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}
