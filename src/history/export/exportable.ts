import { InputError } from '../../diagnostics/index.js';
import { Kind, kindNames, type RowSource, TapeCursor } from '../../tape/index.js';

const venueKinds: readonly number[] = [
  Kind.accepted,
  Kind.rejected,
  Kind.cancelled,
  Kind.trade,
  Kind.phase,
  Kind.indication,
  Kind.news,
];

/** @throws InputError unless the tape is a venue's: every order enters by an `accepted` row and leaves in sight */
export function checkExportable(tape: RowSource, layout: string): void {
  const cursor = new TapeCursor(tape);
  while (cursor.next())
    if (!venueKinds.includes(cursor.kind))
      throw new InputError(
        `row ${cursor.sequence} of the tape is "${kindNames[cursor.kind]}", which the layout ${layout} cannot say; ` +
          'expected a tape on which every order is accepted, cancelled or traded in sight',
      );
}
