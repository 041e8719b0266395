import { InputError } from '../../diagnostics/index.js';
import type { OwnRecord } from './own-record.js';

/** A file that gives its records one by one. */
export interface RecordSource {
  next(): Promise<OwnRecord | undefined>;
  close(): void;
}

/** Most records of one moment: they all stand in memory. */
const MOST_AT_ONCE = 1_048_576;

/**
 * Records of several files as one stream: by time, and those of one moment by the sequence numbers of their channel, or
 * without any in the order of the files. Where times and sequence numbers contradict each other between two files,
 * sequence numbers count. All files are closed whatever ends the reading.
 */
export async function* mergedRecords(sources: readonly RecordSource[]): AsyncGenerator<OwnRecord> {
  try {
    const heads: (OwnRecord | undefined)[] = [];
    for (const source of sources) heads.push(await source.next());
    for (let time = earliest(heads); time < Infinity; time = earliest(heads)) {
      const moment = new Moment(time);
      for (let behind = true; behind; ) {
        behind = false;
        for (const [index, source] of sources.entries())
          for (let head = heads[index]; head !== undefined && moment.takes(head); head = heads[index]) {
            moment.add(head);
            heads[index] = await source.next();
            behind = true;
          }
      }
      yield* moment.records();
    }
  } finally {
    for (const source of sources) source.close();
  }
}

function earliest(heads: readonly (OwnRecord | undefined)[]): number {
  return heads.reduce((first, head) => Math.min(first, head?.timeNs ?? Infinity), Infinity);
}

/** The records of one moment, and those that must precede one of them. */
class Moment {
  private readonly channels = new Map<string, { readonly records: OwnRecord[]; last: number }>();
  private count = 0;

  constructor(private readonly timeNs: number) {}

  takes({ timeNs, channel, sequence }: OwnRecord): boolean {
    return timeNs <= this.timeNs || (sequence >= 0 && sequence < (this.channels.get(channel)?.last ?? -1));
  }

  add(record: OwnRecord): void {
    const { file, line, channel, sequence } = record;
    if (++this.count > MOST_AT_ONCE)
      throw new InputError(`found more than ${MOST_AT_ONCE} rows of one time, expected fewer`, { file, line });
    const group = this.channels.get(channel) ?? { records: [], last: -1 };
    this.channels.set(channel, group);
    group.records.push(record);
    group.last = Math.max(group.last, sequence);
  }

  *records(): Generator<OwnRecord> {
    for (const { records } of this.channels.values()) yield* records.sort((a, b) => a.sequence - b.sequence);
  }
}
