/**
 * The venue's clock, in ns since midnight. It is handed to who needs the time, and read where it is used: a time that is
 * passed on as an argument would be boxed, message by message.
 */
export class Clock {
  private readonly time = new Float64Array(1);

  get now(): number {
    return this.time[0];
  }

  set(timeNs: number): void {
    this.time[0] = timeNs;
  }
}
