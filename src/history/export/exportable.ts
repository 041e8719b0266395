import { InputError } from '../../diagnostics/index.js';
import { codeNames, Kind, kindNames, OrderType, type RowSource, TapeCursor } from '../../tape/index.js';

/** What a layout of venue data can say. */
interface Layout {
  readonly id: string;
  /** Kinds besides those that every venue day has. */
  readonly kinds: readonly number[];
  readonly orderTypes: readonly number[];
}

const venueKinds: readonly number[] = [
  Kind.accepted,
  Kind.rejected,
  Kind.cancelled,
  Kind.trade,
  Kind.phase,
  Kind.indication,
  Kind.halt,
  Kind.news,
];

const typeNames = codeNames(OrderType);

/** @throws InputError unless the tape is a venue's, and the layout can say how every order enters and leaves */
export function checkExportable(tape: RowSource, { id, kinds, orderTypes }: Layout): void {
  const cursor = new TapeCursor(tape);
  while (cursor.next()) {
    if (!venueKinds.includes(cursor.kind) && !kinds.includes(cursor.kind))
      throw new InputError(
        `row ${cursor.sequence} of the tape is "${kindNames[cursor.kind]}", which the layout ${id} cannot say; ` +
          'expected a tape on which every order is accepted, cancelled or traded in sight',
      );
    if (cursor.kind === Kind.accepted && !orderTypes.includes(cursor.code))
      throw new InputError(
        `row ${cursor.sequence} of the tape is an order of type ${typeNames[cursor.code]}, which the layout ${id} ` +
          `cannot say; expected ${orderTypes.map((type) => typeNames[type]).join(', ')}`,
      );
  }
}
