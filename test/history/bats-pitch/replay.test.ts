import { mkdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { type Replay, replay, replayHolds } from '../../../src/history/index.js';
import { Flag, MINUTE } from '../../../src/tape/index.js';
import { describeWithRealData } from '../../support/real-data.js';
import { place, refusal, temporaryFolder } from '../folder.js';
import { rowsOf } from '../tape-rows.js';
import { pitch } from './messages.js';

const folder = temporaryFolder();

describeWithRealData('a pre-market of BATS', 'bats_pitch', (source) => {
  it('keeps what its messages say of themselves, for every instrument', async () => {
    const replayed = await replay('bats-pitch', source);
    expect(replayed.checks).toEqual([
      { name: 'new orders whose id no resting order has', compared: 51_805, equal: 51_805, required: 1 },
      { name: 'cancels of at most what rests', compared: 47_960, equal: 47_960, required: 1 },
      { name: 'executions of at most what rests', compared: 100, equal: 100, required: 1 },
      { name: 'cancels and executions of orders in the file', compared: 48_060, equal: 48_060, required: 0 },
      { name: 'executions at the best price of their side', compared: 100, equal: 100, required: 0 },
      { name: 'hidden executions not outside the displayed best prices', compared: 135, equal: 135, required: 0 },
    ]);
    expect(replayed.mapped).toEqual([
      { rule: expect.stringContaining('states no day'), rows: 1 },
      // The sample is one recording of 20,000 messages, five times over.
      { rule: expect.stringContaining('a further recording'), rows: 80_000 },
      { rule: expect.stringContaining('put in order of time'), rows: 6100 },
    ]);
    expect(replayed.tape.header.instruments).toHaveLength(288);
    expect(replayed.tape.length).toBe(20_001);
    const { time } = replayed.tape.chunks[0];
    expect(time.subarray(1, replayed.tape.length).every((value, row) => value >= time[row])).toBe(true);
  });
});

let count = 0;
async function replayed(lines: readonly string[], options = {}, name = 'pitch_20100104.txt.gz'): Promise<Replay> {
  const source = `${folder}/${count++}`;
  mkdirSync(source);
  place(source, name, `${lines.join('\n')}\n`);
  return replay('bats-pitch', source, options);
}

const START = 28_800_000;
const day = [
  pitch.add(START, 'A1', 'B', 300, 'SPY', 1_134_500),
  pitch.add(START + 5, 'A2', 'S', 200, 'SPY', 1_134_700),
  pitch.add(START + 2, 'B1', 'S', 500, 'PENN', 4_123),
  pitch.cancel(START + 7, 'A1', 100),
  pitch.execute(START + 8, 'A2', 200),
  pitch.hidden(START + 9, 'B', 70, 'SPY', 1_134_550),
  pitch.cancel(START + 9, 'B1', 500),
  pitch.add(START + 9, 'B1', 'S', 400, 'PENN', 4_124),
];

describe('messages as rows of the tape', () => {
  it('stand in order of time, each instrument with its own tick', async () => {
    const { tape, symbol, date, mapped } = await replayed(day);
    expect([symbol, date]).toEqual(['2 instruments', '2010-01-04']);
    expect(tape.header).toMatchObject({ venue: 'us-equity', source: 'bats-pitch' });
    expect(tape.header.instruments.map((each) => [each.symbol, each.moneyPerTick, each.referenceVolume])).toEqual([
      ['SPY', 100, 270],
      ['PENN', 1, 0],
    ]);
    expect(rowsOf(tape)).toEqual([
      'accepted 0 0 -1 0 11345 300 -1 0 0',
      'accepted 1 1 -1 1 4123 500 -1 0 0',
      'accepted 0 2 -1 1 11347 200 -1 0 0',
      'cancelled 0 0 -1 0 11345 100 200 0 0',
      'trade 0 -1 2 0 11347 200 -1 0 0',
      `unseen 0 -1 -1 1 11345 70 -1 -1 ${Flag.halfTick}`,
      'cancelled 1 1 -1 1 4123 500 0 0 0',
      'accepted 1 3 -1 1 4124 400 -1 0 0',
    ]);
    expect(tape.chunks[0].time[0]).toBe(8 * 60 * MINUTE);
    expect(mapped).toEqual([{ rule: expect.stringContaining('put in order of time'), rows: 1 }]);
  });

  it('are those of one instrument when it is named', async () => {
    const { tape } = await replayed(day, { symbol: 'PENN' });
    expect(rowsOf(tape)).toEqual([
      'accepted 0 0 -1 1 4123 500 -1 0 0',
      'cancelled 0 0 -1 1 4123 500 0 0 0',
      'accepted 0 1 -1 1 4124 400 -1 0 0',
    ]);
  });

  it('change no book when they are of status, auctions or breaks', async () => {
    const { mapped, tape } = await replayed([...day, `${START + 10}HSPY   T0XX`, `${START + 10}B000000000001`]);
    expect(tape.length).toBe(9);
    expect(mapped[1]).toEqual({ rule: 'a message that changes no book: left out', rows: 2 });
  });

  it('that begin anew are judged and not on the tape', async () => {
    const longer = [...day, pitch.cancel(START + 3000, 'A1', 200)];
    const twice = await replayed([...longer, ...longer]);
    expect(twice.tape.length).toBe(10);
    expect(twice.checks[0]).toMatchObject({ compared: 8, equal: 8 });
    expect(twice.mapped[0]).toEqual({ rule: expect.stringContaining('a further recording'), rows: 9 });
  });

  it('that take more than rests fail, those of unknown orders are reported', async () => {
    const more = await replayed([...day, pitch.cancel(START + 20, 'A1', 201), pitch.execute(START + 20, 'Q', 1)]);
    expect(replayHolds(more)).toBe(false);
    const failed = more.checks.filter(({ equal, compared }) => equal < compared);
    expect(failed.map(({ name, required }) => [name, required])).toEqual([
      ['cancels of at most what rests', 1],
      ['cancels and executions of orders in the file', 0],
    ]);
    expect(rowsOf(more.tape).at(-1)).toBe('cancelled 0 0 -1 0 11345 200 0 0 0');
    const outside = await replayed([...day, pitch.hidden(START + 20, 'S', 1, 'SPY', 1_134_400)]);
    expect(outside.checks.at(-1)).toMatchObject({ compared: 2, equal: 1, required: 0 });
  });
});

describe('a message that is wrong', () => {
  const last = START + 30;
  it.each([
    ['nothing', '', 'time: found "", expected 8 digits'],
    ['text', 'hello, world', 'time: found "hello, w", expected 8 digits'],
    ['a time after midnight', pitch.cancel(86_400_000, 'A1', 1), 'time: found "86400000", expected milliseconds since'],
    ['an unknown type', `${last}Z`, 'type: found "Z", expected one of A, X, E, P'],
    ['a field too few', pitch.cancel(last, 'A1', 1).slice(0, -1), 'message: found "'],
    [
      'a character too many',
      `${pitch.cancel(last, 'A1', 1)}0`,
      'expected 27 characters in a message of type X, not 28',
    ],
    ['an order id', pitch.cancel(last, 'a1', 1), 'order id: found "0000000000a1", expected 12 digits of base 36'],
    ['no shares', pitch.cancel(last, 'A1', 0), 'shares: found "000000", expected at least one share'],
    ['junk for shares', pitch.cancel(last, 'A1', 1).replace(/1$/, '-'), 'shares: found "00000-", expected 6 digits'],
    [
      'a side',
      pitch.add(last, 'A9', 'B', 1, 'SPY', 1).replace('B000001', 'C000001'),
      'side: found "C", expected B or S',
    ],
    ['no symbol', pitch.add(last, 'A9', 'B', 1, '', 100), 'symbol: found "      ", expected a symbol'],
    ['no price', pitch.add(last, 'A9', 'B', 1, 'SPY', 0), 'price: found "0000000000", expected a price above 0'],
    [
      'a price beyond the book',
      pitch.add(last, 'A9', 'B', 1, 'PENN', 9_999_999_999),
      'price: found 9999999999, expected a',
    ],
    ['an id that rests', pitch.add(last, 'A1', 'B', 1, 'SPY', 100), 'order id: found a second order 0000000000A1'],
    [
      'a time that falls within an instrument',
      pitch.cancel(START + 6, 'A1', 1),
      'time: found "28800006", expected a time not',
    ],
    [
      'a time that falls by more',
      pitch.cancel(START - 2000, 'A1', 1),
      'time: found "28798000", expected a time that does',
    ],
  ])('%s', async (_name, wrong, expected) => {
    const message = await refusal(replayed([...day, wrong]));
    expect(message).toMatch(/pitch_20100104\.txt\.gz:9 /);
    expect(message).toContain(expected);
  });

  it.each([
    ['empty', '', 'the file is empty, expected rows'],
    ['binary', Buffer.from(`${day[0]}\n\0`), ':2: found binary data, expected text or gzipped text'],
    ['cut', gzipSync(`${day[0]}\n`.repeat(5000)).subarray(0, 100), 'the gzip data end early, expected a whole file'],
    ['of status messages alone', `${START}HSPY\n`, 'found no order and no trade, expected some'],
  ])('a file that is %s', async (_name, content, expected) => {
    const source = `${folder}/${count++}`;
    mkdirSync(source);
    place(source, 'pitch.txt', content);
    expect(await refusal(replay('bats-pitch', source))).toContain(expected);
  });

  it('a symbol that is not there, a day that does not exist, several files', async () => {
    expect(await refusal(replayed(day, { symbol: 'QQQ' }))).toContain(
      'found nothing of QQQ, expected one of SPY, PENN, …',
    );
    expect(await refusal(replayed(day, {}, 'pitch_20101304.txt'))).toContain('"2010-13-04" is not a day');
    const source = `${folder}/${count++}`;
    mkdirSync(source);
    place(source, 'pitch_1.txt', day[0]);
    place(source, 'pitch_2.txt', day[0]);
    expect(await refusal(replay('bats-pitch', source))).toContain(
      'found 2 sources (pitch_1.txt, pitch_2.txt), expected one (name a file)',
    );
    expect(await refusal(replay('bats-pitch', `${source}/pitch_3.txt`))).toContain('there is no such file or folder');
  });
});
