import type { DuckDBConnection } from '@duckdb/node-api';

export type DuckDb = typeof import('@duckdb/node-api');

/** An open DuckDB in memory. */
export interface Session {
  readonly duckdb: DuckDb;
  readonly connection: DuckDBConnection;
}

/**
 * Loads DuckDB, opens a database in memory, and closes it behind `work`. One thread and a memory limit, so that workers
 * beside each other neither fight for cores nor for memory; extensions are never fetched from the network.
 */
export async function withDuckDb<T>(work: (session: Session) => Promise<T>): Promise<T> {
  const duckdb = await import('@duckdb/node-api');
  const instance = await duckdb.DuckDBInstance.create(':memory:', {
    threads: '1',
    memory_limit: '512MB',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  try {
    const connection = await instance.connect();
    try {
      return await work({ duckdb, connection });
    } finally {
      connection.closeSync();
    }
  } finally {
    instance.closeSync();
  }
}

/** A text as an SQL literal. */
export function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A name as an SQL identifier. */
export function sqlName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
