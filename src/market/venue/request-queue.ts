/** What a request asks for. */
export const Request = { submit: 0, cancel: 1, replace: 2 } as const;

const WORDS = 9;

/**
 * Requests that the venue has taken and works on later, in the order in which they came. Values stand as they were
 * given, wrong ones too, since they are judged when their turn comes: hence doubles.
 */
export class RequestQueue {
  length = 0;
  private first = 0;
  private words = new Float64Array(16 * WORDS);

  /**
   * @param order - number that the request was given, or of the order to cancel
   * @param replaced - number of the order to replace
   */
  add(
    request: number,
    order: number,
    instrument: number,
    account: number,
    side: number,
    type: number,
    price: number,
    quantity: number,
    more: number,
  ): void {
    if ((this.length + 1) * WORDS > this.words.length) this.grow();
    const { words } = this;
    const at = ((this.first + this.length) * WORDS) % words.length;
    words[at] = request;
    words[at + 1] = order;
    words[at + 2] = instrument;
    words[at + 3] = account;
    words[at + 4] = side;
    words[at + 5] = type;
    words[at + 6] = price;
    words[at + 7] = quantity;
    words[at + 8] = more;
    this.length++;
  }

  /** Takes the request that waits longest out, in the order of the parameters of {@link add}. */
  shift(): readonly number[] {
    const at = this.first * WORDS;
    this.first = (this.first + 1) % (this.words.length / WORDS);
    this.length--;
    return Array.from(this.words.subarray(at, at + WORDS));
  }

  private grow(): void {
    const words = new Float64Array(this.words.length * 2);
    const start = this.first * WORDS;
    words.set(this.words.subarray(start));
    words.set(this.words.subarray(0, start), this.words.length - start);
    this.words = words;
    this.first = 0;
  }
}
