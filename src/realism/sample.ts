import { BookMessages } from '../order-flow/index.js';

/** Consecutive messages, judged as one path: nothing reaches over its ends. */
export interface MessageWindow {
  readonly messages: BookMessages;
  /** Index of its first message. */
  readonly from: number;
  /** Index behind its last message. */
  readonly to: number;
}

/** Windows whose messages are pooled, of one or several tapes. */
export type Sample = readonly MessageWindow[];

/** How a tape is cut into windows. */
export interface WindowOptions {
  /** Messages of a window. @defaultValue 500, as LOB-Bench publishes its runs */
  readonly length?: number;
  /** Most windows, spread evenly over the tape; without it, as many as fit. */
  readonly most?: number;
}

/** Messages of a window unless it is told otherwise. */
export const WINDOW_LENGTH = 500;

/** Whole windows of a tape without overlap, in its order; a remainder at the end belongs to none. */
export function windowsOf(messages: BookMessages, { length = WINDOW_LENGTH, most }: WindowOptions = {}): Sample {
  const fitting = Math.floor(messages.count / length);
  const count = Math.min(fitting, most ?? fitting);
  return Array.from({ length: count }, (_, window) => {
    const from = Math.floor((window * fitting) / count) * length;
    return { messages, from, to: from + length };
  });
}

/** Every other window: what is real against real. */
export function alternate(sample: Sample): { readonly even: Sample; readonly odd: Sample } {
  return {
    even: sample.filter((_, window) => window % 2 === 0),
    odd: sample.filter((_, window) => window % 2 === 1),
  };
}

/** Where in {@link BookMessages.books} the book behind a message begins. */
export function bookBehind(row: number): number {
  return (row + 1) * BookMessages.ROW;
}

/** Messages behind which a side of the book is empty. */
export function emptySides(sample: Sample): number {
  let empty = 0;
  for (const { messages, from, to } of sample)
    for (let row = from; row < to; row++) {
      const at = bookBehind(row);
      if (messages.books[at] < 0 || messages.books[at + 2] < 0) empty++;
    }
  return empty;
}
