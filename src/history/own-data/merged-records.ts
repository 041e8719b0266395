import type { OwnRecord } from './own-record.js';

/** A file that gives its records one by one. */
export interface RecordSource {
  next(): Promise<OwnRecord | undefined>;
  close(): void;
}

/**
 * Records of several files as one stream: within a channel by sequence number, across channels by time, and at one time
 * in the order of the files. A record waits while another file has an earlier one of its channel. All files are closed
 * whatever ends the reading.
 */
export async function* mergedRecords(sources: readonly RecordSource[]): AsyncGenerator<OwnRecord> {
  try {
    const heads: (OwnRecord | undefined)[] = [];
    for (const source of sources) heads.push(await source.next());
    for (let first = earliest(heads); first >= 0; first = earliest(heads)) {
      yield heads[first]!;
      heads[first] = await sources[first].next();
    }
  } finally {
    for (const source of sources) source.close();
  }
}

function earliest(heads: readonly (OwnRecord | undefined)[]): number {
  let first = -1;
  for (const [index, head] of heads.entries()) {
    if (head === undefined || heads.some((other) => other !== undefined && precedes(other, head))) continue;
    if (first < 0 || head.timeNs < heads[first]!.timeNs) first = index;
  }
  return first;
}

function precedes(a: OwnRecord, b: OwnRecord): boolean {
  return a.sequence >= 0 && b.sequence >= 0 && a.channel === b.channel && a.sequence < b.sequence;
}
