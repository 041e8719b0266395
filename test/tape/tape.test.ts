import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CHUNK_ROWS,
  canonicalChunk,
  canonicalHeader,
  canonicalJson,
  columns,
  Flag,
  Kind,
  kindNames,
  meaning,
  noAccounts,
  TAPE_SCHEMA,
  TapeCursor,
  type TapeHeader,
  TapeWriter,
  UNKNOWN,
  ViewCursor,
  visibleHeader,
} from '../../src/tape/index.js';

const header: TapeHeader = {
  schema: TAPE_SCHEMA,
  source: 'test',
  venue: 'szse-chinext',
  date: '2025-05-06',
  rulePack: 'szse-chinext@2023-04-10',
  instruments: [],
  accounts: {
    count: 3,
    owner: Int32Array.of(0, 1, 2),
    broker: Int32Array.of(7, 7, 8),
    cash: new Float64Array(3),
    holdings: new Int32Array(0),
  },
};

type Row = [number, number, number, number, number, number, number, number, number, number, number, number, number];
const names = columns.map((column) => column.name);
const rowAt = (cursor: TapeCursor): Row => names.map((name) => cursor[name]) as Row;

const int32 = fc.integer({ min: -1, max: 2 ** 31 - 1 });
const row: fc.Arbitrary<Row> = fc.tuple(
  fc.integer({ min: 0, max: 86_400_000_000_000 }),
  fc.integer({ min: 1, max: 14 }),
  int32,
  int32,
  int32,
  fc.integer({ min: -1, max: 1 }),
  int32,
  int32,
  int32,
  int32,
  int32,
  fc.integer({ min: -1, max: 30_000 }),
  fc.constant(0),
);

describe('a tape', () => {
  it('gives back what was appended', () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 200 }), (rows) => {
        const writer = new TapeWriter(header);
        for (const [time, ...values] of rows) {
          writer.beginCommand(time);
          writer.append(...values);
        }
        const cursor = new TapeCursor(writer.finish());
        const read: Row[] = [];
        while (cursor.next()) read.push(rowAt(cursor));
        expect(read).toEqual(rows);
      }),
    );
  });

  it('marks all rows of a command but the last, also across chunks', () => {
    const sealedFlags: number[] = [];
    const writer = new TapeWriter(header, {
      retention: 'drop',
      onSealed: (chunk) => sealedFlags.push(...chunk.flags.subarray(0, chunk.length)),
    });
    const rows = CHUNK_ROWS + 2;
    for (let index = 0; index < rows; index++) {
      if (index !== CHUNK_ROWS) writer.beginCommand(index); // the last row of the first chunk and the next are one command
      writer.append(Kind.accepted, 0, index, 0, 0, 1, 1, UNKNOWN, UNKNOWN, UNKNOWN, 0, 0);
    }
    writer.finish();
    expect(sealedFlags.length).toBe(rows);
    expect(sealedFlags.flatMap((flags, index) => (flags & Flag.continues ? [index] : []))).toEqual([CHUNK_ROWS - 1]);
  });

  it('keeps memory flat when chunks are dropped, and says so when an old one is asked for', () => {
    let sealed = 0;
    const writer = new TapeWriter(header, { retention: 'drop', onSealed: () => sealed++ });
    const live = new TapeCursor(writer);
    let seen = 0;
    for (let index = 0; index < 3 * CHUNK_ROWS + 5; index++) {
      if (index % 7 === 0) writer.beginCommand(index);
      writer.append(Kind.accepted, -1, index, -1, -1, -1, -1, -1, -1, -1, 0, 0);
      if (index % 7 !== 6) continue; // read once a command is complete, which may have crossed into a new chunk
      while (live.next()) if (live.order !== seen++) expect(live.order).toBe(seen - 1);
    }
    expect(seen).toBe(3 * CHUNK_ROWS + 5 - ((3 * CHUNK_ROWS + 5) % 7));
    expect(sealed).toBe(3);
    expect(writer.chunkAt(2).length).toBe(CHUNK_ROWS);
    expect(() => writer.chunkAt(1)).toThrow(/dropped/);
    expect(() => writer.chunkAt(0)).toThrow(/dropped/);
    expect(() => new TapeCursor(writer.finish()).next()).toThrow(/dropped/);
  });

  it('tells a cursor that fell behind what was dropped', () => {
    const writer = new TapeWriter(header, { retention: 'drop' });
    const append = (rows: number) => {
      for (let index = 0; index < rows; index++) {
        writer.beginCommand(writer.length);
        writer.append(Kind.news, -1, -1, -1, -1, -1, -1, -1, -1, -1, 0, 0);
      }
    };
    append(2);
    const slow = new TapeCursor(writer);
    expect([slow.next(), slow.time]).toEqual([true, 0]);
    append(2 * CHUNK_ROWS - 2);
    expect([slow.next(), slow.time]).toEqual([true, 1]);
    append(1);
    expect(() => slow.next()).toThrow(/dropped/);
  });

  it('has canonical bytes that do not depend on how it was kept', () => {
    const bytes = (retention: 'keep' | 'drop') => {
      const parts: number[] = [];
      const writer = new TapeWriter(header, {
        retention,
        onSealed: (chunk) => {
          for (const part of canonicalChunk(chunk)) parts.push(part.length, part[0], part[part.length - 1]);
        },
      });
      for (let index = 0; index < CHUNK_ROWS + 77; index++) {
        writer.beginCommand(index);
        writer.append(Kind.accepted, 0, index, 0, index & 1, index % 97, 100, -1, -1, -1, 0, 0);
      }
      writer.finish();
      return parts;
    };
    expect(bytes('drop')).toEqual(bytes('keep'));
  });

  it('describes every kind and every column', () => {
    expect(Object.keys(meaning)).toEqual(Object.keys(Kind));
    expect(kindNames.filter((name) => name !== undefined).length).toBe(Object.keys(Kind).length);
    const named = new Set(Object.values(meaning).flatMap((text) => Object.keys(text)));
    expect([...named].filter((name) => !names.includes(name as never))).toEqual([]);
  });
});

describe('canonical JSON', () => {
  it('does not depend on the order of keys', () => {
    expect(canonicalJson({ b: 1, a: [{ d: 1, c: 2 }] })).toBe('{"a":[{"c":2,"d":1}],"b":1}');
    expect(canonicalJson({ a: [{ c: 2, d: 1 }], b: 1 })).toBe('{"a":[{"c":2,"d":1}],"b":1}');
  });

  it('of a header tells accounts apart', () => {
    const length = [...canonicalHeader(header)].reduce((sum, part) => sum + part.length, 0);
    const without = [...canonicalHeader({ ...header, accounts: noAccounts() })].reduce(
      (sum, part) => sum + part.length,
      0,
    );
    expect(length).toBeGreaterThan(without);
  });
});

describe('views', () => {
  const writer = new TapeWriter(header);
  const append = (kind: number, order: number, account: number, otherAccount = -1) => {
    writer.beginCommand(1);
    writer.append(kind, 0, order, account, 0, 10, 100, -1, otherAccount, -1, 0, 0);
  };
  append(Kind.accepted, 1, 0);
  append(Kind.rejected, -1, 1);
  append(Kind.rejected, -1, 2);
  append(Kind.trade, 1, 0, 2);
  const tape = writer.finish();
  const accountsSeen = (view: ConstructorParameters<typeof ViewCursor>[1]) => {
    const cursor = new ViewCursor(tape, view);
    const seen: [number, number, number][] = [];
    while (cursor.next()) seen.push([cursor.kind, cursor.account, cursor.otherAccount]);
    return seen;
  };

  it('show the regulator everything', () => {
    expect(accountsSeen({ kind: 'regulator' }).length).toBe(4);
  });

  it('show a member its own clients only', () => {
    expect(accountsSeen({ kind: 'member', brokers: [8] })).toEqual([
      [Kind.accepted, -1, -1],
      [Kind.rejected, 2, -1],
      [Kind.trade, -1, 2],
    ]);
  });

  it('show nobody but the regulator what others own', () => {
    const table = { ...header.accounts, cash: Float64Array.of(5, 6, 7), holdings: Int32Array.of(1, 2, 3, 4, 5, 6) };
    const full = { ...header, accounts: table };
    expect(visibleHeader(full, { kind: 'regulator' })).toBe(full);
    expect(visibleHeader(full, { kind: 'member', brokers: [8] }).accounts).toEqual({
      count: 3,
      owner: Int32Array.of(-1, -1, 2),
      broker: Int32Array.of(-1, -1, 8),
      cash: Float64Array.of(-1, -1, 7),
      holdings: Int32Array.of(-1, -1, -1, -1, 5, 6),
    });
    expect(new ViewCursor(tape, { kind: 'public' }).header.accounts.owner).toEqual(Int32Array.of(-1, -1, -1));
    expect(visibleHeader({ ...header, accounts: noAccounts() }, { kind: 'public' }).accounts).toEqual(noAccounts());
  });

  it('show the public neither accounts nor refusals', () => {
    expect(accountsSeen({ kind: 'public' })).toEqual([
      [Kind.accepted, -1, -1],
      [Kind.trade, -1, -1],
    ]);
  });
});
