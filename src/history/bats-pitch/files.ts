import path from 'node:path';
import type { SourceOptions } from '../format.js';
import { sourceFiles, theOne } from '../source-files.js';

export interface PitchFile {
  readonly file: string;
  /** `YYYY-MM-DD` when the name states it. */
  readonly date: string | undefined;
}

const pattern = /^(?:.*[._-])?pitch(?:[._-].*)?\.txt(?:\.gz)?$/i;
const day = /(?:^|\D)(\d{4})-?(\d{2})-?(\d{2})(?:\D|$)/;

/** Names that the format takes, for messages. */
export const pitchPattern = '*pitch*.txt.gz, such as pitch_20100104.txt.gz';

export async function pitchFile(source: string, _options: SourceOptions): Promise<PitchFile> {
  const { folder, names, named } = await sourceFiles(source);
  const candidates = (named === undefined ? names : [named]).filter((name) => pattern.test(name));
  const name = theOne(candidates, source, pitchPattern, undefined, (each) => each);
  const stated = day.exec(name);
  return {
    file: path.join(folder, name),
    date: stated === null ? undefined : `${stated[1]}-${stated[2]}-${stated[3]}`,
  };
}
