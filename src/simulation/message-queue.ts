/** What a message in flight is. */
export const Message = { submit: 0, cancel: 1, report: 2, replace: 3 } as const;

/** In a cancel, as quantity: whatever is left of the order. */
export const ALL_OF_IT = -1;

/**
 * Words of a message: kind, ticket, then for a cancel the quantity, for a replacement the ticket of the old order, for
 * reports report kind, order, price, quantity, code.
 */
export const MESSAGE_WORDS = 7;

/**
 * Messages in flight, delivered by time and, at one time, in the order in which they were sent. A 4-ary heap of typed
 * arrays: nothing is allocated for a message, and the room doubles when it is full.
 */
export class MessageQueue {
  /** Messages in flight. */
  length = 0;
  /** The words of every slot; a slot's begin at `slot * MESSAGE_WORDS`. */
  words: Int32Array;
  private times: Float64Array;
  private sequences: Float64Array;
  private slots: Int32Array;
  /** When each slot's message was caused, for reports. */
  private caused: Float64Array;
  private nextSequence = 0;

  constructor(capacity = 64) {
    this.words = new Int32Array(capacity * MESSAGE_WORDS);
    this.times = new Float64Array(capacity);
    this.sequences = new Float64Array(capacity);
    this.caused = new Float64Array(capacity);
    this.slots = Int32Array.from({ length: capacity }, (_, slot) => slot);
  }

  /** When the next message arrives; Infinity when none is in flight. */
  get nextTime(): number {
    return this.length === 0 ? Infinity : this.times[0];
  }

  /** Slot of the next message. Its words stay until a later {@link send}. */
  get nextSlot(): number {
    return this.slots[0];
  }

  /** When the message in a slot was sent off. */
  causedAt(slot: number): number {
    return this.caused[slot];
  }

  /** Puts a message in flight; its further words are the caller's to fill. Returns the slot. */
  send(kind: number, ticket: number, timeNs: number, causedNs: number): number {
    if (this.length === this.slots.length) this.grow();
    const { times, sequences, slots } = this;
    let at = this.length++;
    // Places beyond `length` hold the free slots.
    const slot = slots[at];
    while (at > 0) {
      const parent = (at - 1) >> 2;
      // The newcomer has the highest sequence, so an equal time stays above it.
      if (times[parent] <= timeNs) break;
      times[at] = times[parent];
      sequences[at] = sequences[parent];
      slots[at] = slots[parent];
      at = parent;
    }
    times[at] = timeNs;
    sequences[at] = this.nextSequence++;
    slots[at] = slot;
    this.caused[slot] = causedNs;
    this.words[slot * MESSAGE_WORDS] = kind;
    this.words[slot * MESSAGE_WORDS + 1] = ticket;
    return slot;
  }

  /** Takes the next message out. */
  pop(): void {
    const { times, sequences, slots } = this;
    const taken = slots[0];
    const length = --this.length;
    const time = times[length];
    const sequence = sequences[length];
    const slot = slots[length];
    let at = 0;
    for (;;) {
      const first = 4 * at + 1;
      if (first >= length) break;
      let least = first;
      const end = Math.min(first + 4, length);
      for (let child = first + 1; child < end; child++)
        if (times[child] < times[least] || (times[child] === times[least] && sequences[child] < sequences[least]))
          least = child;
      if (time < times[least] || (time === times[least] && sequence < sequences[least])) break;
      times[at] = times[least];
      sequences[at] = sequences[least];
      slots[at] = slots[least];
      at = least;
    }
    if (length > 0) {
      times[at] = time;
      sequences[at] = sequence;
      slots[at] = slot;
    }
    slots[length] = taken;
  }

  private grow(): void {
    const capacity = this.slots.length * 2;
    this.words = enlarged(this.words, new Int32Array(capacity * MESSAGE_WORDS));
    this.times = enlarged(this.times, new Float64Array(capacity));
    this.sequences = enlarged(this.sequences, new Float64Array(capacity));
    this.caused = enlarged(this.caused, new Float64Array(capacity));
    const slots = new Int32Array(capacity);
    slots.set(this.slots);
    for (let slot = this.slots.length; slot < capacity; slot++) slots[slot] = slot;
    this.slots = slots;
  }
}

function enlarged<T extends Int32Array | Float64Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
