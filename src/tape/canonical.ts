import type { TapeChunk } from './chunk.js';
import { columns } from './columns.js';
import type { TapeHeader } from './header.js';

/**
 * The canonical bytes of a tape are the header's, then for every block of 65,536 rows (the last may be shorter) the
 * columns one after another, little-endian, in the order of {@link columns}. Parquet bytes are not canonical.
 */
export function* canonicalChunk(chunk: TapeChunk): Generator<Uint8Array> {
  for (const { name } of columns) {
    const column = chunk[name];
    yield new Uint8Array(column.buffer, column.byteOffset, chunk.length * column.BYTES_PER_ELEMENT);
  }
}

/** Canonical bytes of the header: JSON with sorted keys, then the columns of the account table. */
export function* canonicalHeader(header: TapeHeader): Generator<Uint8Array> {
  const { accounts, ...rest } = header;
  yield new TextEncoder().encode(canonicalJson({ ...rest, accounts: accounts.count }));
  for (const column of [accounts.owner, accounts.broker, accounts.cash, accounts.holdings])
    yield new Uint8Array(column.buffer, column.byteOffset, column.byteLength);
}

/** JSON whose bytes depend on the value alone: keys sorted by code unit, no spaces. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => {
    if (inner === null || typeof inner !== 'object' || Array.isArray(inner)) return inner;
    const record = inner as Record<string, unknown>;
    return Object.fromEntries(
      Object.keys(record)
        .sort()
        .map((key) => [key, record[key]]),
    );
  });
}
