import { readTapeParquet } from '../../archive/index.js';
import { didYouMean, InputError } from '../../diagnostics/index.js';
import { table, thousands } from '../../report/index.js';
import { type DetectorThresholds, thresholdsInForce } from '../../rules/index.js';
import { type Alert, detectorDefinitions, fired, Surveillance } from '../../surveillance/index.js';
import { formatTimeOfDay, type Tape, TapeCursor, type TapeHeader } from '../../tape/index.js';
import type { Command, Invocation } from '../command.js';
import { ExitCode } from '../exit-code.js';
import { text } from '../option-values.js';
import { readSource, sourceOptions } from '../source-options.js';

/** Alerts that are printed one by one; `--json` has them all. */
const ALERTS_SHOWN = 30;

export const detect: Command = {
  words: { source: 'a tape (.parquet), or a file or folder of order data' },
  options: {
    ...sourceOptions,
    detectors: { summary: 'ids with commas between; by default all that the thresholds allow', value: 'ids' },
    rules: {
      summary: 'thresholds as venue@date; by default those of the venue on the day of the tape',
      value: 'rules',
    },
  },
  examples: [
    'detect data/szse_l3 --format szse-l3',
    'detect runs/first-light-1a2b3c4d/tapes/x.parquet --detectors fd-c',
  ],
  async run(invocation) {
    const { terminal, flags } = invocation;
    const asked = detectorIds(invocation);
    const tape = await readTape(invocation);
    const thresholds = thresholdsFor(tape.header, text(invocation, 'rules'));
    const ids = asked ?? usableDetectors(thresholds);
    const alerts = watch(tape, ids, thresholds);
    const firing = alerts.filter(fired);
    if (flags.has('json')) {
      const { venue, date, source } = tape.header;
      terminal.out(
        JSON.stringify({ source, venue, date, rows: tape.length, detectors: ids, fired: firing.length, alerts }),
      );
      return ExitCode.passed;
    }
    const near = alerts.length - firing.length;
    terminal.out(`${thousands(tape.length)} rows, ${ids.join(', ')}: ${firing.length} alerts, ${near} near misses`);
    const rows = firing
      .slice(0, ALERTS_SHOWN)
      .map((alert) => [
        alert.alertId,
        alert.practice,
        formatTimeOfDay(alert.startNs),
        formatTimeOfDay(alert.endNs),
        alert.score.toFixed(2),
        alert.accounts.length === 0 ? 'nobody named' : alert.accounts.join(' '),
        String(alert.orders.length),
      ]);
    const columns = ['alert', 'looks like', 'from', 'to', 'score', 'accounts', 'orders'].map((head) => ({
      head,
      align: head === 'score' || head === 'orders' ? ('right' as const) : ('left' as const),
    }));
    if (rows.length > 0) for (const line of table(columns, rows)) terminal.out(line);
    if (firing.length > rows.length) terminal.out(`and ${firing.length - rows.length} more; --json has them all`);
    return ExitCode.passed;
  },
};

function detectorIds(invocation: Invocation): string[] | undefined {
  const known = detectorDefinitions.map(({ id }) => id);
  const ids = text(invocation, 'detectors')?.split(',');
  const unknown = ids?.find((id) => !known.includes(id));
  if (unknown === undefined) return ids;
  throw new InputError(
    `there is no detector "${unknown}", expected one of ${known.join(', ')}`,
    { path: '--detectors' },
    didYouMean(unknown, known),
  );
}

async function readTape(invocation: Invocation): Promise<Tape> {
  const source = invocation.words['source'];
  return source.endsWith('.parquet') ? readTapeParquet(source) : (await readSource(invocation)).tape;
}

/** Thresholds that are asked for, else those of the tape's venue on its day; none where its supervisor has none. */
function thresholdsFor({ venue, date }: TapeHeader, rules: string | undefined): DetectorThresholds | undefined {
  try {
    const [id, day = date] = (rules ?? venue).split('@');
    return thresholdsInForce(id, day);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    if (rules === undefined) return undefined;
    throw new InputError(error.problem, { path: '--rules' }, error.hint);
  }
}

/** Every detector that can work with the thresholds there are. */
function usableDetectors(thresholds: DetectorThresholds | undefined): string[] {
  return detectorDefinitions.filter(({ rule }) => !rule || thresholds !== undefined).map(({ id }) => id);
}

function watch(tape: Tape, ids: readonly string[], thresholds: DetectorThresholds | undefined): Alert[] {
  const watches = ids.map((id) => ({ id }));
  const surveillance = new Surveillance(tape.header, watches, { thresholds });
  const cursor = new TapeCursor(tape);
  while (cursor.next()) surveillance.onRow(cursor);
  return surveillance.finish();
}
