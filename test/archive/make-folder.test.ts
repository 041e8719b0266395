import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { makeFolder } from '../../src/archive/index.js';

const folder = mkdtempSync(path.join(tmpdir(), 'touchstone-folder-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('making a folder', () => {
  it('makes those above it too, and does not mind one that is there', () => {
    const deep = path.join(folder, 'a', 'b', 'c');
    makeFolder(deep);
    makeFolder(deep);
    expect(existsSync(deep)).toBe(true);
  });

  it('fails where a file is in the way', () => {
    const file = path.join(folder, 'file');
    writeFileSync(file, '');
    expect(() => makeFolder(path.join(file, 'below'))).toThrow(/ENOTDIR/);
  });

  it('fails, and comes back, where the system takes no folder', () => {
    expect(() => makeFolder('/proc/touchstone/below')).toThrow();
  });
});
