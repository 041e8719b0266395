/**
 * Two moves of a 4-ary heap of slots ordered by when they are due, earliest first. The arrays belong to the caller, who
 * grows them; nothing is allocated.
 */

/** Lets a slot rise from `place` to where its parent is due no later. */
export function siftUp(heap: Int32Array, due: Float64Array, place: number, slot: number): void {
  while (place > 0) {
    const parent = (place - 1) >> 2;
    if (due[heap[parent]] <= due[slot]) break;
    heap[place] = heap[parent];
    place = parent;
  }
  heap[place] = slot;
}

/** Lets the slot at `place` sink to where its children are due no earlier. */
export function siftDown(heap: Int32Array, due: Float64Array, count: number, place: number): void {
  const slot = heap[place];
  for (;;) {
    const first = place * 4 + 1;
    if (first >= count) break;
    let least = first;
    const end = Math.min(first + 4, count);
    for (let child = first + 1; child < end; child++) if (due[heap[child]] < due[heap[least]]) least = child;
    if (due[heap[least]] >= due[slot]) break;
    heap[place] = heap[least];
    place = least;
  }
  heap[place] = slot;
}
