import type { DuckDBType, DuckDBValue } from '@duckdb/node-api';
import { writeAtomically } from './atomic-file.js';
import { type DuckDb, sqlText, withDuckDb } from './duckdb.js';

/** A column of a small table; `null` where there is no value. `bigint` takes whole numbers up to 2^53. */
export type TableColumn =
  | { readonly name: string; readonly type: 'integer' | 'bigint' | 'double'; readonly values: Values<number> }
  | { readonly name: string; readonly type: 'text'; readonly values: Values<string> }
  | { readonly name: string; readonly type: 'boolean'; readonly values: Values<boolean> }
  | { readonly name: string; readonly type: 'integer[]'; readonly values: Values<readonly number[]> };

type Values<T> = readonly (T | null)[];

const VECTOR_ROWS = 2048;

/**
 * Writes a small table (alerts, truth, accounts) as a Parquet file, whole or not at all. All columns have equally many
 * values; names carry their unit.
 */
export async function writeTable(file: string, columns: readonly TableColumn[]): Promise<void> {
  const rows = columns[0]?.values.length ?? 0;
  for (const { name, values } of columns)
    if (values.length !== rows) throw new Error(`column ${name} has ${values.length} values, the first has ${rows}`);
  await writeAtomically(file, (temporary) =>
    withDuckDb(async ({ duckdb, connection }) => {
      let next = 0;
      connection.registerTableFunction(
        duckdb.DuckDBTableFunction.create({
          name: 'table_rows',
          bindFunction: (info) => {
            for (const { name, type } of columns) info.addResultColumn(name, sqlType(duckdb, type));
          },
          initFunction: (info) => info.setMaxThreads(1),
          mainFunction: (_info, output) => {
            const count = Math.min(VECTOR_ROWS, rows - next);
            output.rowCount = count;
            if (count === 0) return;
            for (const [index, column] of columns.entries())
              output.setColumnValues(index, sqlValues(duckdb, column, next, next + count));
            next += count;
          },
        }),
      );
      await connection.run(
        `COPY (SELECT * FROM table_rows()) TO ${sqlText(temporary)} (FORMAT parquet, COMPRESSION zstd)`,
      );
    }),
  );
}

/** Reads a Parquet table of any origin, one object a row; whole numbers of 64 bits come as numbers. */
export async function readTable(file: string): Promise<Record<string, unknown>[]> {
  return withDuckDb(async ({ connection }) => {
    const reader = await connection.runAndReadAll(`SELECT * FROM read_parquet(${sqlText(file)})`);
    return reader
      .getRowObjectsJS()
      .map((row) =>
        Object.fromEntries(
          Object.entries(row).map(([name, value]) => [name, typeof value === 'bigint' ? Number(value) : value]),
        ),
      );
  });
}

function sqlType(duckdb: DuckDb, type: TableColumn['type']): DuckDBType {
  switch (type) {
    case 'integer':
      return duckdb.INTEGER;
    case 'bigint':
      return duckdb.BIGINT;
    case 'double':
      return duckdb.DOUBLE;
    case 'boolean':
      return duckdb.BOOLEAN;
    case 'text':
      return duckdb.VARCHAR;
    case 'integer[]':
      return duckdb.LIST(duckdb.INTEGER);
  }
}

function sqlValues(duckdb: DuckDb, { type, values }: TableColumn, from: number, to: number): DuckDBValue[] {
  const convert = (value: TableColumn['values'][number]): DuckDBValue => {
    if (value === null) return null;
    if (type === 'bigint') return BigInt(value as number);
    if (type === 'integer[]') return duckdb.listValue([...(value as readonly number[])]);
    return value as number | string | boolean;
  };
  return values.slice(from, to).map(convert);
}
