import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { writeAtomically } from '../../src/archive/atomic-file.js';

const folder = mkdtempSync(path.join(tmpdir(), 'touchstone-atomic-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a file that cannot be written', () => {
  const file = path.join(folder, 'tape.parquet');

  async function refused(error: Error): Promise<unknown> {
    return writeAtomically(file, () => Promise.reject(error)).catch((fault: unknown) => fault);
  }

  it('is named with what the system said, also where only its words were passed on', async () => {
    const words = 'IO Error: Could not write file "/out/.tape.parquet.1-0-0.tmp": No space left on device';
    expect(await refused(new Error(words))).toMatchObject({ code: 'ENOSPC', path: file });
    const [code, message] = ['EDQUOT', 'EDQUOT: quota exceeded, write'];
    expect(await refused(Object.assign(new Error(message), { code }))).toMatchObject({ code, message, path: file });
  });

  it('leaves other errors as they are, and nothing behind', async () => {
    const error = new Error('the book is crossed');
    expect(await refused(error)).toBe(error);
    expect(error).not.toHaveProperty('path');
    expect(readdirSync(folder)).toEqual([]);
  });
});
