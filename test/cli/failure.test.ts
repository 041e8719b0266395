import { describe, expect, it } from 'vitest';
import { reportFailure } from '../../src/cli/failure.js';
import type { Terminal } from '../../src/cli/terminal.js';
import { InputError, ScenarioError } from '../../src/diagnostics/index.js';

function failing(error: unknown, json = false, interrupted = false): { code: number; notes: string[]; out: string[] } {
  const notes: string[] = [];
  const out: string[] = [];
  const terminal = { note: (text: string) => notes.push(text), out: (text: string) => out.push(text) };
  const code = reportFailure(error, terminal as unknown as Terminal, json, interrupted);
  return { code, notes, out };
}

function systemError(code: string, path = '/out/summary.json'): Error {
  return Object.assign(new Error(`${code}: something, write`), { code, path });
}

describe('a failure', () => {
  it('of the system is one sentence and ends with 3', () => {
    expect(failing(systemError('ENOSPC'))).toMatchObject({
      code: 3,
      notes: ['touchstone: /out/summary.json: the disk is full; what was finished is kept, nothing is half-written'],
    });
    expect(failing(systemError('EACCES')).notes[0]).toMatch(/does not allow/);
    expect(failing(systemError('EROFS')).notes[0]).toMatch(/read-only/);
  });

  it('names the file that was asked for, not the one it is written as first', () => {
    const [note] = failing(systemError('EROFS', '/out/.my-model.json.14101-0-0.tmp')).notes;
    expect(note).toBe('touchstone: /out/my-model.json: the file system is read-only');
  });

  it('of the program says so without a stack trace', () => {
    const { code, notes } = failing(new Error('the book is crossed\n  with more'));
    expect(code).toBe(3);
    expect(notes).toEqual(['touchstone: the program failed: the book is crossed (TOUCHSTONE_DEBUG=1 shows where)']);
  });

  it('of the input ends with 2 and names every problem, up to a limit', () => {
    const problems = Array.from({ length: 13 }, (_, index) => new InputError(`problem ${index}`, { line: index + 1 }));
    const { code, notes } = failing(new ScenarioError(problems));
    expect(code).toBe(2);
    expect(notes).toHaveLength(11);
    expect(notes.at(-1)).toBe('touchstone: 3 more problems');
  });

  it('after an interruption ends with 130', () => {
    expect(failing(new Error('interrupted'), false, true).code).toBe(130);
  });

  it('is one JSON object where that is asked for', () => {
    const { out } = failing(new InputError('found 1, expected 2', { file: 'a.yaml', line: 3 }), true);
    expect(JSON.parse(out[0])).toEqual({
      error: { messages: ['a.yaml:3: found 1, expected 2'], file: 'a.yaml', line: 3 },
      exitCode: 2,
    });
  });
});
