import seedrandom from 'seedrandom';

/** A sequence of independent uniform numbers. Whoever holds it alone decides when it advances. */
export interface Stream {
  /** Uniform on [0, 1) with 32 random bits. */
  uniform(): number;
  /** Uniform on [0, 1) with 53 random bits; two steps of the stream. */
  uniform53(): number;
}

/**
 * The random streams of a run, one per name, made when first asked for. A stream depends on the master seed and its
 * name `<group>/<n>/<purpose>` alone, so an agent more or less, or another order of construction, changes no draw of
 * anybody else. The generator is Baagøe's Alea of the package `seedrandom`.
 */
export class Streams {
  private readonly streams = new Map<string, AleaStream>();

  constructor(private master: number | string) {}

  /**
   * Lets every stream, those that are made later too, go on as that of its name under another master seed: whoever holds
   * one draws from there on what it would have drawn first in a run of that seed.
   */
  reseed(master: number | string): void {
    this.master = master;
    for (const [name, stream] of this.streams) stream.reseed(`${master}/${name}`);
  }

  /** The stream of that name: the same object each time, so it goes on where it was left. */
  stream(name: string): Stream {
    let stream = this.streams.get(name);
    if (stream === undefined) {
      stream = new AleaStream(`${this.master}/${name}`);
      this.streams.set(name, stream);
    }
    return stream;
  }
}

class AleaStream implements Stream {
  private next: seedrandom.PRNG;

  constructor(seed: string) {
    this.next = seedrandom.alea(seed);
  }

  reseed(seed: string): void {
    this.next = seedrandom.alea(seed);
  }

  uniform(): number {
    return this.next();
  }

  uniform53(): number {
    return this.next.double();
  }
}
