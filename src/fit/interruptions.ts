import { formatTimeOfDay, InstrumentPhase, Kind, Phase, type RowSource, TapeCursor } from '../tape/index.js';

/** An assumption of a model file. */
interface Assumption {
  readonly name: string;
  readonly statement: string;
}

/**
 * What a model assumes of a day whose continuous trading was interrupted, by a halt or a break: nothing for other days.
 * @param windowNs what was fitted, ns since midnight
 */
export function interruptionsOf(
  tape: RowSource,
  instrument: number,
  [startNs, endNs]: readonly [number, number],
): readonly Assumption[] {
  const pauses = pausesOf(tape, instrument);
  const inside = pauses.filter(({ from, until }) => from < endNs && until > startNs && until < endNs);
  const after = pauses.find(({ until }) => until >= endNs);
  const assumptions: Assumption[] = [];
  if (inside.length > 0) {
    const times = inside.map(({ from, until }) => `${formatTimeOfDay(from)}–${formatTimeOfDay(until)}`).join(', ');
    assumptions.push({
      name: 'interruptions-are-no-time',
      statement: `Continuous trading stood still at ${times}: nothing that happened then is counted, and the time is none.`,
    });
  }
  if (after !== undefined)
    assumptions.push({
      name: 'until-the-interruption',
      statement: `Continuous trading stood still from ${formatTimeOfDay(after.from)} and went on at ${formatTimeOfDay(after.until)}: what came then is not fitted.`,
    });
  return assumptions;
}

interface Pause {
  readonly from: number;
  readonly until: number;
}

/** Stretches between two of continuous trading. */
function pausesOf(tape: RowSource, instrument: number): Pause[] {
  const pauses: Pause[] = [];
  const phase = new InstrumentPhase(instrument);
  const cursor = new TapeCursor(tape);
  let [last, left]: [number, number] = [Phase.closed, -1];
  while (cursor.next()) {
    if (cursor.kind !== Kind.phase && cursor.kind !== Kind.halt) continue;
    phase.take(cursor);
    const { current } = phase;
    if (last === Phase.continuous && current !== Phase.continuous) left = cursor.time;
    if (last !== Phase.continuous && current === Phase.continuous && left >= 0)
      pauses.push({ from: left, until: cursor.time });
    last = current;
  }
  return pauses;
}
