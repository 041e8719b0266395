import type { TapeHeader, TapeRow } from '../../tape/index.js';
import { InstrumentState, type SavedInstrument } from './instrument-state.js';
import { Investors } from './investors.js';

export interface SavedState {
  readonly firstNs: number;
  readonly lastNs: number;
  readonly instruments: readonly SavedInstrument[];
}

/** What all detectors read and none may change: one owner-aware book and one set of running sums an instrument. */
export class SharedState {
  readonly investors: Investors;
  readonly instruments: readonly InstrumentState[];
  /** Time of the first row; −1 before it. */
  firstNs = -1;
  /** Time of the last row. */
  lastNs = -1;

  constructor(private readonly header: TapeHeader) {
    this.investors = new Investors(header.accounts);
    this.instruments = header.instruments.map((_, index) => new InstrumentState(header, index, this.investors));
  }

  onRow(row: TapeRow): void {
    const { instrument, time } = row;
    if (this.firstNs < 0) this.firstNs = time;
    this.lastNs = time;
    if (instrument >= 0) this.instruments[instrument].onRow(row);
    else for (const each of this.instruments) each.onRow(row);
  }

  save(): SavedState {
    const instruments = this.instruments.map((instrument) => instrument.save());
    return { firstNs: this.firstNs, lastNs: this.lastNs, instruments };
  }

  restore(saved: SavedState): void {
    this.firstNs = saved.firstNs;
    this.lastNs = saved.lastNs;
    saved.instruments.forEach((one, index) => {
      this.instruments[index].restore(one, this.header);
    });
  }
}
