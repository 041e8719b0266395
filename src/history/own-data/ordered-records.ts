import { InputError } from '../../diagnostics/index.js';
import { formatTimeOfDay } from '../../tape/index.js';
import type { RecordSource } from './merged-records.js';
import type { OwnRecord } from './own-record.js';

/** Most rows of a file that is sorted: they all stand in memory. */
const MOST_SORTED = 1_048_576;

/** Checks that the rows of a file stand in order: sequence numbers grow within a channel; without them times do not fall. */
export class OrderedRecords implements RecordSource {
  private readonly sequences = new Map<string, number>();
  private lastNs = 0;

  constructor(private readonly records: RecordSource) {}

  async next(): Promise<OwnRecord | undefined> {
    const record = await this.records.next();
    if (record === undefined) return undefined;
    const { file, line, channel, sequence, timeNs } = record;
    if (sequence >= 0) {
      const before = this.sequences.get(channel) ?? -1;
      if (sequence <= before) {
        this.close();
        throw new InputError(
          `found "${sequence}" after ${before}, expected sequence numbers that grow within a channel`,
          { file, line, path: 'sequence' },
          'sorted: false in the map sorts the rows',
        );
      }
      this.sequences.set(channel, sequence);
    } else if (timeNs < this.lastNs) {
      this.close();
      throw new InputError(
        `found ${formatTimeOfDay(timeNs)} after ${formatTimeOfDay(this.lastNs)}, expected times that do not fall`,
        { file, line, path: 'time' },
        'sorted: false in the map sorts the rows',
      );
    }
    this.lastNs = Math.max(this.lastNs, timeNs);
    return record;
  }

  close(): void {
    this.records.close();
  }
}

/** The rows of a file by time, then by sequence number, then as they stand. */
export class SortedRecords implements RecordSource {
  private sorted: OwnRecord[] | undefined;
  private at = 0;

  constructor(private readonly records: RecordSource) {}

  async next(): Promise<OwnRecord | undefined> {
    this.sorted ??= await this.sort();
    return this.sorted[this.at++];
  }

  close(): void {
    this.records.close();
  }

  private async sort(): Promise<OwnRecord[]> {
    const all: OwnRecord[] = [];
    for (let record = await this.records.next(); record !== undefined; record = await this.records.next()) {
      all.push(record);
      if (all.length > MOST_SORTED) {
        this.close();
        throw new InputError(
          `found more than ${MOST_SORTED} rows to sort in memory, expected fewer, or rows in order`,
          { file: record.file, line: record.line },
        );
      }
    }
    return all.sort((a, b) => a.timeNs - b.timeNs || a.sequence - b.sequence || a.line - b.line);
  }
}
