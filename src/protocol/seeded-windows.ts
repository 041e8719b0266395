import type { FlowModel } from '../model/index.js';
import { BookMessages, type OpeningState, openingStates } from '../order-flow/index.js';
import { type MessageWindow, type Sample, WINDOW_LENGTH } from '../realism/index.js';
import { type Company, simulateFlow } from './flow-simulation.js';
import type { HalvedDay } from './halved-day.js';

/** Windows of the published protocol are fewer than this on one day. */
const MOST_WINDOWS = 80;
/** Rows beyond the opening that are simulated at first for one message wanted. */
const ROWS_A_MESSAGE = 3;

/**
 * Protocol P1 (LOB-Bench; Nagy et al. 2025): the judged half is cut into pairs of windows; a model that has seen the
 * first window of a pair, with the book behind it, goes on, and is compared with the second.
 */
export interface SeededWindows {
  /** The real second windows. */
  readonly real: Sample;
  /** The book behind each first window. */
  readonly openings: readonly OpeningState[];
}

/** At most 80 pairs of windows of 500 messages, spread evenly over the judged half. */
export function seededWindows({ tape, instrument, judged }: HalvedDay): SeededWindows {
  const pair = 2 * WINDOW_LENGTH;
  const fitting = Math.floor(judged.count / pair);
  const count = Math.min(fitting, MOST_WINDOWS);
  const real = Array.from({ length: count }, (_, window): MessageWindow => {
    const from = Math.floor((window * fitting) / count) * pair + WINDOW_LENGTH;
    return { messages: judged, from, to: from + WINDOW_LENGTH };
  });
  const times = real.map(({ from }) => judged.time[from - 1] + 1);
  return { real, openings: openingStates(tape, instrument, times) };
}

/**
 * A model goes on from the book behind each first window. The same seed gives the same windows.
 * @param seed - master seed; each window draws from streams of its own
 */
export function simulateSeeded(
  day: HalvedDay,
  { openings }: SeededWindows,
  model: FlowModel,
  seed: string,
  company?: Company,
): Sample {
  return openings.map((opening, window) => simulateWindow(day, opening, model, `${seed}/p1/${window}`, company));
}

function simulateWindow(
  day: HalvedDay,
  opening: OpeningState,
  model: FlowModel,
  seed: string,
  company?: Company,
): MessageWindow {
  const { tape, instrument, endNs } = day;
  // Messages outside the published levels do not count, so it is not known how many rows bring enough of them.
  for (let rows = ROWS_A_MESSAGE * WINDOW_LENGTH; ; rows *= 4) {
    const enoughRows = opening.orders.length + rows;
    const common = { model, header: tape.header, instrument, opening, endNs, enoughRows, seed };
    const simulated = simulateFlow({ ...common, ...(company === undefined ? {} : { company }) });
    const messages = BookMessages.read(simulated, 0, { startNs: opening.timeNs + 1, displayed: true });
    if (messages.count >= WINDOW_LENGTH || simulated.length < enoughRows)
      return { messages, from: 0, to: Math.min(WINDOW_LENGTH, messages.count) };
  }
}
