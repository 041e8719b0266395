import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/** A static import or export, or a call of import, of a file by a relative path. */
const RELATIVE_IMPORT = /\b(?:from|import)\s*\(?\s*['"](\.{1,2}\/[^'"]+)['"]/g;

/**
 * SHA-256 of a module and of all files that it reaches by relative imports, in hexadecimal digits, so that a run that is
 * taken up again was made by the same code. Packages that it imports by name are not in it.
 */
export function moduleDigest(file: string): string {
  const texts = new Map<string, string>();
  read(file, texts);
  const folder = path.dirname(file);
  const digest = createHash('sha256');
  for (const [name, text] of [...texts].sort(([a], [b]) => (a < b ? -1 : 1)))
    digest.update(JSON.stringify([path.relative(folder, name).replaceAll(path.sep, '/'), text]));
  return digest.digest('hex');
}

function read(file: string, texts: Map<string, string>): void {
  if (texts.has(file) || statSync(file, { throwIfNoEntry: false })?.isFile() !== true) return;
  const text = readFileSync(file, 'utf8');
  texts.set(file, text);
  for (const [, name] of text.matchAll(RELATIVE_IMPORT)) read(path.resolve(path.dirname(file), name), texts);
}
