import { type Kind, type TapeWriter, UNKNOWN } from '../tape/index.js';

/** Appends a row of a source that names no accounts. */
export function appendAnonymous(
  writer: TapeWriter,
  kind: Kind,
  instrument: number,
  order: number,
  side: number,
  price: number,
  quantity: number,
  code: number,
  quantity2: number = UNKNOWN,
  otherOrder: number = UNKNOWN,
  flags = 0,
): void {
  const nobody = UNKNOWN;
  writer.append(kind, instrument, order, nobody, side, price, quantity, otherOrder, nobody, quantity2, code, flags);
}
