import { CancelReason, codeNames, Kind, OrderType, type RowSource, TapeCursor } from '../../tape/index.js';

const typeNames = codeNames(OrderType);
/** Types that the exchange's letters tell apart. */
const plainTypes: readonly number[] = [OrderType.limit, OrderType.marketIoc, OrderType.ownBest];

/** What must be known of a tape before it is written. */
export interface TickSurvey {
  /** Whether times are finer than the millisecond. */
  readonly finer: boolean;
  /** Order types that occur and that the letters do not tell apart, in a column of its own. */
  readonly kinds: readonly string[];
  readonly lastNs: number;
  /** Whether orders that rest at the end expire. */
  readonly expire: boolean;
}

export function tickSurvey(tape: RowSource): TickSurvey {
  const cursor = new TapeCursor(tape);
  const types = new Set<number>();
  let finer = false;
  let lastNs = 0;
  let expire = false;
  while (cursor.next()) {
    const { kind, time, code } = cursor;
    lastNs = time;
    if (time % 1_000_000 !== 0) finer = true;
    if (kind === Kind.accepted) types.add(code);
    if (kind === Kind.cancelled && code === CancelReason.expiry) expire = true;
  }
  const plain = [...types].every((type) => plainTypes.includes(type));
  return { finer, kinds: plain ? [] : [...types].sort((a, b) => a - b).map((type) => typeNames[type]), lastNs, expire };
}
