import { TapeCursor } from './cursor.js';
import { MaskedRow, type View } from './masked-row.js';
import type { RowSource } from './writer.js';

/** A cursor that shows only what a view may know. */
export class ViewCursor extends MaskedRow {
  private readonly cursor: TapeCursor;

  /** Stands before the first row. */
  constructor(source: RowSource, view: View) {
    super(source.header, view);
    this.cursor = new TapeCursor(source);
    this.row = this.cursor;
  }

  /** Moves to the next row that the view shows; false when there is none. */
  next(): boolean {
    while (this.cursor.next()) if (this.show(this.cursor)) return true;
    return false;
  }
}
