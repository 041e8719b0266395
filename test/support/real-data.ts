import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe } from 'vitest';

const root = process.env.TOUCHSTONE_DATA ?? fileURLToPath(new URL('../../../shared/data', import.meta.url));

/** The folder with real order data, or undefined where it is not. */
function realData(folder: string): string | undefined {
  const found = path.join(root, folder);
  return existsSync(found) ? found : undefined;
}

/** Runs tests against real order data wherever it is, and says loudly where it is not. */
export function describeWithRealData(name: string, folder: string, tests: (dataFolder: string) => void): void {
  const found = realData(folder);
  if (found !== undefined) {
    describe(name, () => tests(found));
    return;
  }
  console.warn(
    `\n!!! REAL DATA MISSING: "${name}" did not run: no ${path.join(root, folder)} (set TOUCHSTONE_DATA) !!!\n`,
  );
  describe.skip(`${name} — REAL DATA MISSING: ${path.join(root, folder)}`, () => tests(''));
}
