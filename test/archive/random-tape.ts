import { TAPE_SCHEMA, type TapeHeader, TapeWriter, type TapeWriterOptions } from '../../src/tape/index.js';

/** A header with accounts and names that a file format could trip over. */
export function exampleHeader(accountCount: number): TapeHeader {
  const numbers = Array.from({ length: accountCount }, (_, account) => account);
  return {
    schema: TAPE_SCHEMA,
    source: 'simulated',
    venue: 'szse-chinext',
    date: '2025-05-06',
    rulePack: "szse-chinext@2023-08-28 'quoted'",
    instruments: [
      {
        symbol: '300233',
        currency: 'CNY',
        moneyPerTick: 100,
        quantityUnit: 'share',
        status: 'ordinary',
        statusDay: -1,
        previousClose: 1570,
        lowerLimit: 1256,
        upperLimit: 1884,
        referenceVolume: 35_198_000,
        referenceDepth5: { bid: 62_700, ask: 93_500 },
        floatShares: -1,
      },
      {
        symbol: '金山',
        currency: 'CNY',
        moneyPerTick: 100,
        quantityUnit: 'share',
        status: 'ordinary',
        statusDay: -1,
        previousClose: -1,
        lowerLimit: -1,
        upperLimit: -1,
        referenceVolume: -1,
        referenceDepth5: { bid: -1, ask: -1 },
        floatShares: -1,
      },
    ],
    accounts: {
      count: accountCount,
      owner: Int32Array.from(numbers, (account) => account >> 1),
      broker: Int32Array.from(numbers, (account) => account % 7),
      cash: Float64Array.from(numbers, (account) => account * 12_345_678_901),
      holdings: Int32Array.from({ length: accountCount * 2 }, (_, index) => index * 100),
    },
  };
}

/** Writes rows whose values fill every column to the edges of its range; the same for the same seed. */
export function writeRandomTape(header: TapeHeader, rows: number, seed: number, options?: TapeWriterOptions) {
  const tape = new TapeWriter(header, options);
  let state = seed | 0;
  const integer = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return state;
  };
  for (let row = 0; row < rows; row++) {
    const time = (integer() >>> 0) * 20_000 + (integer() >>> 24);
    if ((integer() & 3) !== 0) tape.beginCommand(time);
    tape.append(
      1 + (integer() >>> 28),
      integer() >> 31,
      integer(),
      integer(),
      (integer() >>> 30) - 1,
      integer(),
      integer(),
      integer(),
      integer(),
      integer(),
      integer() >> 16,
      integer() >>> 31,
    );
  }
  return tape.finish();
}
