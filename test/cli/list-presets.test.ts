import { expect, it } from 'vitest';
import { spokenBy } from './spoken.js';

it('presets are listed by what they rest on, those that hug thresholds apart and last', async () => {
  const { exitCode, stdout } = await spokenBy(['list', 'presets']);
  expect(exitCode).toBe(0);
  const cases = stdout.indexOf('case-2021-select-layer');
  expect(cases).toBeGreaterThan(0);
  expect(stdout.indexOf('Apart: ')).toBeGreaterThan(cases);
  expect(stdout.slice(0, stdout.indexOf('Apart: '))).not.toContain('threshold-hug');
  const { presets } = JSON.parse((await spokenBy(['list', 'presets', '--json'])).stdout) as {
    presets: { source: string }[];
  };
  expect(presets.every(({ source }) => source.length > 0)).toBe(true);
});

it('a topic that there is not is refused', async () => {
  const { exitCode, stderr } = await spokenBy(['list', 'preset']);
  expect(exitCode).toBe(2);
  expect(stderr).toContain('did you mean "presets"');
});
