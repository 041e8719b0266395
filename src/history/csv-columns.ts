import { didYouMean } from '../diagnostics/index.js';
import type { CsvReader } from './csv-reader.js';

/** The fields of a table whose first row names its columns, in any order and among others. */
export class CsvColumns {
  private readonly width: number;
  private readonly fields = new Map<string, number>();

  /**
   * Takes the header, at which the reader stands.
   * @throws InputError when a column is missing, or one of them is there twice
   */
  constructor(
    private readonly rows: CsvReader,
    needed: readonly string[],
  ) {
    this.width = rows.fieldCount;
    for (let field = 0; field < rows.fieldCount; field++) {
      const name = rows.text(field);
      if (needed.includes(name) && this.fields.has(name)) rows.fail(field, 'header', `one column ${name}`);
      this.fields.set(name, field);
    }
    for (const name of needed)
      if (!this.fields.has(name)) {
        const near = didYouMean(name, this.fields.keys());
        throw rows.error('header', rows.rowText(), `a column ${name}${near === undefined ? '' : `; ${near}`}`);
      }
  }

  has(name: string): boolean {
    return this.fields.has(name);
  }

  /** The place of a column in a row. */
  field(name: string): number {
    return this.fields.get(name)!;
  }

  /** @throws InputError unless the row has as many fields as the header */
  checkRow(): void {
    this.rows.expectFields(this.width);
  }
}
