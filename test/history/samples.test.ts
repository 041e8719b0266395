import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { formats, replay } from '../../src/history/index.js';

const samples = fileURLToPath(new URL('../../scenarios/samples', import.meta.url));

const shipped = formats.map(({ id }) => id).filter((id) => existsSync(path.join(samples, id)));

it.each(shipped)('the %s sample agrees with itself in every check', async (format) => {
  const replayed = await replay(format, path.join(samples, format));
  for (const { compared, equal } of replayed.checks) expect(equal).toBe(compared);
  expect(replayed.checks[0].compared).toBeGreaterThan(1000);
});

it('the samples are small', () => {
  const files = readdirSync(samples, { recursive: true, encoding: 'utf8' }).map((name) => path.join(samples, name));
  const bytes = files.filter((file) => statSync(file).isFile()).map((file) => readFileSync(file).length);
  expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(500_000);
});
