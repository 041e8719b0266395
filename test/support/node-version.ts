import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const cache = fileURLToPath(new URL('../../node_modules/.cache/touchstone', import.meta.url));

/**
 * The executable of a Node major from the npm package `node`, fetched once and kept. Throws when it cannot be had: a
 * version that could not be tried is a failure, not a skip.
 */
export function nodeExecutable(major: number): string {
  const folder = path.join(cache, `node-${major}`);
  const executable = path.join(folder, 'node_modules', 'node', 'bin', 'node');
  if (!existsSync(executable)) {
    mkdirSync(folder, { recursive: true });
    execFileSync('npm', ['install', '--prefix', folder, '--no-save', '--no-audit', '--no-fund', `node@${major}`], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  }
  const version = execFileSync(executable, ['--version'], { encoding: 'utf8' }).trim();
  if (!version.startsWith(`v${major}.`))
    throw new Error(`expected Node ${major} from the npm package node, was ${version}`);
  return executable;
}
