import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { didYouMean, InputError } from '../../diagnostics/index.js';
import { CsvReader } from '../csv-reader.js';
import type { SourceFiles } from '../source-files.js';
import type { Column } from './column-map.js';
import type { MapFile } from './map-file.js';

/** Most rows of a file; as many bytes as an exchange's busiest stock needs, and no more. */
const MOST_ROWS = 8_388_608;

/** How a map names a file or several of them. */
interface NamedFiles {
  readonly name: string;
  readonly several?: boolean;
}

/** The paths that a map's name means: names with or without `.gz`, all of them inside the folder. */
export async function matchingFiles(
  source: SourceFiles,
  { name, several = false }: NamedFiles,
  map: MapFile,
  at: readonly (string | number)[],
): Promise<string[]> {
  const pattern = new RegExp(`^${[...name].map(asPattern).join('')}(\\.gz)?$`, 'u');
  const found = source.names.filter((candidate) => !candidate.startsWith('.') && pattern.test(candidate));
  const place = map.placeOf([...at, 'name']);
  if (found.length === 0) {
    const near = didYouMean(name, source.names);
    throw new InputError(`there is no file "${name}" in ${source.folder}`, place, near);
  }
  if (found.length > 1 && !several)
    throw new InputError(
      `found ${found.slice(0, 4).join(' and ')} for "${name}", expected one file`,
      place,
      'several: true takes them all',
    );
  const folder = await realpath(source.folder);
  for (const candidate of found) {
    const real = await realpath(path.join(folder, candidate)).catch(() => folder);
    if (path.dirname(real) !== folder && real !== folder)
      throw new InputError(`"${candidate}" leads out of the folder, to ${real}`, place);
  }
  return found.map((candidate) => path.join(source.folder, candidate));
}

function asPattern(character: string): string {
  if (character === '*') return '.*';
  if (character === '?') return '.';
  return character.replace(/[\\^$.*+?()[\]{}|]/, '\\$&');
}

/** A data file whose columns a map names, standing behind its header. */
export class DataFile {
  private constructor(
    readonly rows: CsvReader,
    private readonly map: MapFile,
    private readonly at: readonly (string | number)[],
    private readonly names: readonly string[] | undefined,
    /** Fields that every row must have; 0 before the first row of a file without a header. */
    private width: number,
  ) {}

  static async open(
    file: string,
    dialect: { readonly delimiter: string; readonly header: boolean },
    map: MapFile,
    at: readonly (string | number)[],
  ): Promise<DataFile> {
    const rows = await CsvReader.open(file, MOST_ROWS, { delimiter: dialect.delimiter, quotes: true });
    if (!dialect.header) return new DataFile(rows, map, at, undefined, 0);
    await rows.more();
    const names = Array.from({ length: rows.fieldCount }, (_, field) => rows.text(field).trim());
    return new DataFile(rows, map, at, names, rows.fieldCount);
  }

  /** The field of a column. @throws InputError, at its place in the map, when the file has no such column, or two of them */
  field(column: Column, ...key: readonly string[]): number {
    const place = () => this.map.placeOf([...this.at, 'columns', ...key]);
    const { names, rows } = this;
    if (typeof column === 'number') {
      if (names === undefined || column <= names.length) return column - 1;
      this.close();
      throw new InputError(`found place ${column}, but ${rows.file} has ${names.length} columns`, place());
    }
    const field = names!.indexOf(column);
    if (field >= 0 && names!.indexOf(column, field + 1) < 0) return field;
    this.close();
    if (field >= 0) throw new InputError(`${rows.file} has two columns "${column}", expected one`, place());
    const shown = names!.slice(0, 24).join(', ');
    throw new InputError(
      `there is no column "${column}" in ${rows.file}, which has ${shown.length > 400 ? `${shown.slice(0, 400)}…` : shown}`,
      place(),
      didYouMean(column, names!),
    );
  }

  /** Moves to the next row if it stands in memory; rows have as many fields as the header or the first of them. */
  next(): boolean {
    return this.rows.next() && this.checked();
  }

  /** Reads on and moves to the next row; false at the end. */
  async more(): Promise<boolean> {
    return (await this.rows.more()) && this.checked();
  }

  private checked(): true {
    if (this.width === 0) this.width = this.rows.fieldCount;
    this.rows.expectFields(this.width);
    return true;
  }

  close(): void {
    this.rows.close();
  }
}
