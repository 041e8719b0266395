import { readFileSync } from 'node:fs';
import { readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { makeFolder, writeAtomically } from '../archive/index.js';
import type { FinishedDay, FinishedRun } from './finished-run.js';

/**
 * Finished runs by the hash of what decides them, so that none is done twice. One small file each, written whole or not
 * at all; a file that cannot be read counts as absent.
 */
export class RunStore {
  constructor(private readonly folder: string) {
    makeFolder(path.resolve(folder));
  }

  get(id: string): FinishedRun | undefined {
    try {
      const stored = JSON.parse(gunzipSync(readFileSync(this.fileOf(id))).toString('utf8')) as StoredRun;
      return stored.id === id ? restore(stored.run) : undefined;
    } catch {
      return undefined;
    }
  }

  async put(id: string, run: FinishedRun): Promise<void> {
    const days = run.days.map((day) => ({ ...day, midPaths: day.midPaths.map((mids) => Array.from(mids)) }));
    const stored: StoredRun = { id, run: { ...run, days } };
    const bytes = gzipSync(JSON.stringify(stored));
    await writeAtomically(this.fileOf(id), (temporary) => writeFile(temporary, bytes));
  }

  private fileOf(id: string): string {
    return path.join(this.folder, `${id}.json.gz`);
  }
}

interface StoredRun {
  readonly id: string;
  readonly run: Omit<FinishedRun, 'days'> & { readonly days: readonly StoredDay[] };
}

/** Where there is no mid, JSON has null. */
type StoredDay = Omit<FinishedDay, 'midPaths'> & { readonly midPaths: readonly (readonly (number | null)[])[] };

function restore(run: StoredRun['run']): FinishedRun {
  const days = run.days.map((day) => {
    const midPaths = day.midPaths.map((mids) => Float64Array.from(mids, (mid) => mid ?? Number.NaN));
    return { ...day, midPaths };
  });
  return { ...run, days };
}

/** Removes what workers that were stopped halfway left of files they were writing. */
export async function removeUnfinished(folder: string): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const left = entries.filter((entry) => entry.isFile() && /^\..+\.(tmp|spool)$/.test(entry.name));
  await Promise.all(left.map((entry) => rm(path.join(folder, entry.name), { force: true })));
}
