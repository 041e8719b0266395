import { noAccounts, Phase, TAPE_SCHEMA, type TapeHeader } from '../../tape/index.js';
import type { SourceOptions } from '../format.js';
import { recordedInstrument } from '../recorded-instrument.js';
import type { Replay } from '../replay-result.js';
import { rulesOfFile, sourceDigest } from '../source-files.js';
import { type PitchFile, pitchFile } from './files.js';
import { PitchChecks, PitchTape } from './pitch-tape.js';
import { type PitchDay, readPitch } from './read-messages.js';

const VENUE = 'us-equity';
/** Stands in the header where the file's name states no day. */
const NO_DAY = '1970-01-01';

/**
 * Applies the messages of a BATS (Cboe) PITCH file to the order books of its instruments (see {@link PitchTape}). The
 * exchange matches continuously before and after regular hours too, so the tape stands in `continuous` from its first
 * row.
 */
export async function replayPitch(source: string, options: SourceOptions): Promise<Replay> {
  const found = await pitchFile(source, options);
  const { file, date } = found;
  const day = await readPitch(file, options.symbol);
  const symbols = [...day.ticks.keys()];
  const places = new Map(symbols.map((symbol, instrument) => [symbol, instrument]));
  const header = pitchHeader(found, day);
  const checks = new PitchChecks();
  // Every recording is judged on books of its own; they are one and the same day, so the tape is the first one.
  const [first] = day.recordings.map((messages) => {
    const pitch = new PitchTape(header, places, [...day.ticks.values()], file, checks);
    if (messages.length > 0) pitch.tape.phase(messages[0].timeNs, Phase.continuous);
    for (const message of messages) pitch.take(message);
    return pitch;
  });
  const comparisons = checks.all();
  return {
    format: 'bats-pitch',
    symbol: symbols.length === 1 ? symbols[0] : `${symbols.length} instruments`,
    date: date ?? NO_DAY,
    files: [file],
    sourceDigest: await sourceDigest([file]),
    tape: first.tape.finish(),
    checks: comparisons.map((comparison) => comparison.check()).filter(({ compared }) => compared > 0),
    auctions: [],
    mismatches: comparisons.flatMap(({ mismatches }) => mismatches),
    mapped: [
      { rule: `the file's name states no day: ${NO_DAY} stands for it`, rows: date === undefined ? 1 : 0 },
      {
        rule: 'of a further recording of the same day in the file: judged, and not on the tape',
        rows: day.recordings.slice(1).reduce((sum, { length }) => sum + length, 0),
      },
      { rule: 'behind a later message of another unit: put in order of time', rows: day.moved },
      { rule: 'a message that changes no book: left out', rows: day.passedOver },
      { rule: 'hidden execution between two ticks, not at the half: the lower tick', rows: first.oddPrices },
    ].filter(({ rows }) => rows > 0),
    restingSnapshots: [],
  };
}

function pitchHeader({ file, date }: PitchFile, { ticks }: PitchDay): TapeHeader {
  const rules = date === undefined ? undefined : rulesOfFile(VENUE, date, file);
  const instruments = [...ticks].map(([symbol, tick]) =>
    recordedInstrument({
      symbol,
      currency: 'USD',
      // A price unit is USD 1/10,000, and so is a unit of money.
      moneyPerTick: tick,
      quantityUnit: 'share',
    }),
  );
  return {
    schema: TAPE_SCHEMA,
    source: 'bats-pitch',
    venue: VENUE,
    date: date ?? NO_DAY,
    rulePack: rules?.version ?? 'none',
    instruments,
    accounts: noAccounts(),
  };
}
