/** A longer copy of a column, the rest filled. */
export function widened<T extends Int32Array<ArrayBuffer> | Uint8Array<ArrayBuffer> | Float64Array<ArrayBuffer>>(
  from: T,
  length: number,
  fill = 0,
): T {
  const to = new (from.constructor as new (length: number) => T)(length);
  if (fill !== 0) to.fill(fill, from.length);
  to.set(from);
  return to;
}
