/** Numbers gathered one by one. */
export class Values {
  count = 0;
  private buffer = new Float64Array(1024);

  push(value: number): void {
    if (this.count === this.buffer.length) {
      const larger = new Float64Array(2 * this.count);
      larger.set(this.buffer);
      this.buffer = larger;
    }
    this.buffer[this.count++] = value;
  }

  /** Those gathered so far; the memory is shared. */
  get all(): Float64Array {
    return this.buffer.subarray(0, this.count);
  }
}
