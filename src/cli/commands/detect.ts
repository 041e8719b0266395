import { readTapeParquet } from '../../archive/index.js';
import { didYouMean, InputError } from '../../diagnostics/index.js';
import { table } from '../../report/index.js';
import { thresholdsInForce } from '../../rules/index.js';
import { type Alert, detectorDefinitions, fired, Surveillance } from '../../surveillance/index.js';
import { formatTimeOfDay, type Tape, TapeCursor } from '../../tape/index.js';
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
    detectors: { summary: 'ids with commas between; every detector by default', value: 'ids' },
    rules: {
      summary: 'thresholds as venue@date; those of szse-chinext on the day of the tape by default',
      value: 'rules',
    },
  },
  examples: [
    'detect data/szse_l3 --format szse-l3',
    'detect runs/first-light-1a2b3c4d/tapes/x.parquet --detectors fd-c',
  ],
  async run(invocation) {
    const { terminal, flags } = invocation;
    const ids = detectorIds(invocation);
    const tape = await readTape(invocation);
    const alerts = watch(tape, ids, text(invocation, 'rules'));
    const firing = alerts.filter(fired);
    if (flags.has('json')) {
      const { venue, date, source } = tape.header;
      terminal.out(
        JSON.stringify({ source, venue, date, rows: tape.length, detectors: ids, fired: firing.length, alerts }),
      );
      return ExitCode.passed;
    }
    terminal.out(`${tape.length} rows, ${firing.length} alerts, ${alerts.length - firing.length} near misses`);
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

function detectorIds(invocation: Invocation): string[] {
  const known = detectorDefinitions.map(({ id }) => id);
  const ids = text(invocation, 'detectors')?.split(',') ?? known;
  const unknown = ids.find((id) => !known.includes(id));
  if (unknown !== undefined)
    throw new InputError(
      `there is no detector "${unknown}", expected one of ${known.join(', ')}`,
      { path: '--detectors' },
      didYouMean(unknown, known),
    );
  return ids;
}

async function readTape(invocation: Invocation): Promise<Tape> {
  const source = invocation.words['source'];
  return source.endsWith('.parquet') ? readTapeParquet(source) : (await readSource(invocation)).tape;
}

function watch(tape: Tape, ids: readonly string[], rules: string | undefined): Alert[] {
  const [id, date = tape.header.date] = (rules ?? 'szse-chinext').split('@');
  const thresholds = thresholdsInForce(id, date);
  const surveillance = new Surveillance(
    tape.header,
    ids.map((detector) => ({ id: detector })),
    { thresholds },
  );
  const cursor = new TapeCursor(tape);
  while (cursor.next()) surveillance.onRow(cursor);
  return surveillance.finish();
}
