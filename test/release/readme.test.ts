import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { touchstone } from '../support/touchstone.js';
import { repositoryRoot } from '../tidy/source-tree.js';

const readme = readFileSync(path.join(repositoryRoot, 'README.md'), 'utf8');
const folder = mkdtempSync(path.join(tmpdir(), 'touchstone-readme-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const commands = [...readme.matchAll(/^npx touchstone (.+?)\s*(?:#.*)?$/gm)].map(([, command]) => command);

/** Minutes of simulation are explained instead; files are written elsewhere. */
function shortened(command: string): string[] {
  const words = command.replace(/\s*>.*$/, '').split(/\s+/);
  if (words[0] === 'run' || words[0] === 'check') return ['explain', words[1]];
  return words.map((word, index) => (words[index - 1] === '--out' ? path.join(folder, word) : word));
}

describe('the README', () => {
  it('names every command', () => {
    expect(new Set(commands.map((command) => command.split(' ')[0])).size).toBeGreaterThanOrEqual(8);
  });

  it.each(commands)('tells the truth about: touchstone %s', async (command) => {
    const { exitCode, stderr } = await touchstone(shortened(command));
    expect(stderr).not.toMatch(/rror/);
    expect(exitCode).toBe(0);
  });

  it.each(
    [...readme.matchAll(/<!-- (test\/examples\/\S+) -->\n```ts\n([\s\S]*?)```/g)].map(([, file, code]) => [file, code]),
  )('shows %s as it is, in under 40 lines', (file, code) => {
    expect(code).toBe(readFileSync(path.join(repositoryRoot, file), 'utf8'));
    expect(code.split('\n').length).toBeLessThanOrEqual(40);
  });

  it('links to files that exist', () => {
    const links = [...readme.matchAll(/\]\(([^)#]+)\)/g)].map(([, target]) => target);
    for (const target of links) expect(() => readFileSync(path.join(repositoryRoot, target))).not.toThrow();
  });
});
