import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Calibration, loadCalibration } from '../../src/calibration/index.js';

const market = fileURLToPath(new URL('./tiny-market.yaml', import.meta.url));

/** A calibration of the tiny market's makers. */
export const tinyText = `schema: 1
scenario: ${market}
parameters:
  agents.makers.quantity: { from: 500, to: 8000, scale: log, step: 100 }
moments: [limit-order-size, touch-depth, best-5-depth, spread]
target: { moments: moments.json }
blockSeconds: 10
budget: 44
`;

/** Loads a calibration from its text. */
export async function loadText(text: string, seed?: number): Promise<Calibration> {
  const folder = mkdtempSync(path.join(tmpdir(), 'touchstone-calibration-'));
  try {
    const file = path.join(folder, 'calibration.yaml');
    writeFileSync(file, text);
    return await loadCalibration(file, { root: '/', folder, ...(seed === undefined ? {} : { seed }) });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
