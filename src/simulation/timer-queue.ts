/**
 * One timer a slot, each replaceable: an indexed 4-ary heap over typed arrays. Of timers set to the same time the lowest
 * slot fires first, so the order never depends on who was set when.
 */
export class TimerQueue {
  private readonly times: Float64Array;
  private readonly heap: Int32Array;
  private readonly place: Int32Array;

  constructor(slots: number) {
    this.times = new Float64Array(Math.max(slots, 1)).fill(Infinity);
    this.heap = Int32Array.from(this.times, (_, slot) => slot);
    this.place = Int32Array.from(this.heap);
  }

  /** When the next timer fires; Infinity when none is set. */
  get nextTime(): number {
    return this.times[this.heap[0]];
  }

  get nextSlot(): number {
    return this.heap[0];
  }

  /** Sets a slot's timer; Infinity stops it. */
  set(slot: number, timeNs: number): void {
    const { times, heap, place } = this;
    if (times[slot] === timeNs) return;
    const earlier = timeNs < times[slot];
    times[slot] = timeNs;
    let at = place[slot];
    if (earlier) {
      while (at > 0) {
        const parent = (at - 1) >> 2;
        const above = heap[parent];
        if (times[above] < timeNs || (times[above] === timeNs && above < slot)) break;
        heap[at] = above;
        place[above] = at;
        at = parent;
      }
    } else {
      const { length } = heap;
      for (;;) {
        const first = 4 * at + 1;
        if (first >= length) break;
        let least = first;
        const end = Math.min(first + 4, length);
        for (let child = first + 1; child < end; child++) {
          const a = heap[child];
          const b = heap[least];
          if (times[a] < times[b] || (times[a] === times[b] && a < b)) least = child;
        }
        const below = heap[least];
        if (timeNs < times[below] || (timeNs === times[below] && slot < below)) break;
        heap[at] = below;
        place[below] = at;
        at = least;
      }
    }
    heap[at] = slot;
    place[slot] = at;
  }
}
