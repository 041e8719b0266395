import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/diagnostics/index.js';
import { type FitOptions, flowFits } from '../../src/fit/index.js';
import { loadModel } from '../../src/model/index.js';
import { BookMessages, readFlowRecord } from '../../src/order-flow/index.js';
import { halvedDay } from '../../src/protocol/index.js';
import { floor, stylisedFacts, windowsOf } from '../../src/realism/index.js';
import { MINUTE, type Tape } from '../../src/tape/index.js';
import { OPEN, oddMarket, rowsTwice } from './odd-market.js';

const usual = oddMarket({ requests: 5_000 });

/** Fits a model of a kind; a Hawkes process with two decays, which is quicker. */
function fitted(tape: Tape, kind: string) {
  const decays = kind === 'hawkes' ? { decays: [1, 100] } : {};
  const options: FitOptions = { name: 'odd', ...decays };
  return loadModel(flowFits.find((flow) => flow.kind === kind)!.fit(tape, options)).file;
}

const baselines = ['zero-intelligence', 'cont-stoikov-talreja', 'queue-reactive'];
const kinds = [...baselines, 'hawkes', 'batch-flow'];

function refusal(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof InputError) return error.problem;
    throw error;
  }
  return 'nothing was refused';
}

describe('too few events', () => {
  const few = oddMarket({ requests: 900 });
  const hardly = oddMarket({ requests: 100 });

  it('of a type: a Hawkes fit says of which, how many there are, and how many it takes', () => {
    expect(refusal(() => fitted(few, 'hawkes'))).toMatch(
      /too little to fit: \d+ events of the type \w+ (buy|sell) in continuous trading .*, expected at least 50/,
    );
  });

  it.each(kinds)('at all: %s says so', (kind) => {
    expect(refusal(() => fitted(hardly, kind))).toMatch(/too little to fit: \d+ orders .*expected at least \d+/);
  });

  it('are too few for a scoreboard, for realism and for stylised facts', () => {
    expect(refusal(() => halvedDay(few))).toMatch(/the first half .* has \d+ messages, expected at least 2000/);
    const messages = BookMessages.read(few, 0, {});
    expect(refusal(() => floor(windowsOf(messages), { seed: 1 }))).toMatch(/found no .*window, expected at least one/);
    expect(refusal(() => stylisedFacts(messages))).toMatch(/in \d blocks of 5 min, expected at least 4 blocks/);
  });
});

describe('a halt', () => {
  const halted = oddMarket({ requests: 5_000, halted: true });
  const names = (kind: string) => fitted(halted, kind).assumptions.map(({ name }) => name);

  it.each(baselines)('is no time for %s, which says so', (kind) => {
    // The usual book is looked at once a second, also while trading stands still.
    const without = ({ assumptions: _a, provenance: _p, market: _m, ...tables }: ReturnType<typeof fitted>) => tables;
    expect(without(fitted(halted, kind))).toEqual(without(fitted(usual, kind)));
    expect(names(kind)).toContain('interruptions-are-no-time');
    expect(fitted(usual, kind).assumptions.map(({ name }) => name)).not.toContain('interruptions-are-no-time');
  });

  it('is no time for a Hawkes model, which says so and has the rates of a day without', () => {
    const [with_, without] = [halted, usual].map((tape) => fitted(tape, 'hawkes'));
    expect(with_.assumptions.map(({ name }) => name)).toContain('interruptions-are-no-time');
    expect(with_.provenance.orders).toBe(without.provenance.orders);
  });

  it('ends what the batch flow is fitted to, which says so', () => {
    const { provenance, assumptions } = fitted(halted, 'batch-flow');
    expect(provenance.windowNs[1]).toBeLessThan(readFlowRecord(halted, 0).endNs - 10 * MINUTE);
    expect(provenance.windowNs[0]).toBe(OPEN);
    expect(assumptions.map(({ name }) => name)).toContain('until-the-interruption');
  });

  it('is in a day that can be halved and judged', () => {
    const { fitted: first, judged } = halvedDay(halted);
    expect(first.count + judged.count).toBeGreaterThan(4_000);
  });
});

describe('orders of one size', () => {
  const equal = oddMarket({ requests: 5_000, equalSizes: true });

  it.each(kinds)('are no trouble to %s', (kind) => {
    // A file with a number that is none would not load.
    expect(fitted(equal, kind).kind).toBe(kind);
  });

  it('are no trouble to realism and a scoreboard', () => {
    const { judged } = halvedDay(equal);
    const { unconditional } = floor(windowsOf(judged), { seed: 1, resamples: 0 });
    expect(Number.isFinite(unconditional.l1.mean.estimate)).toBe(true);
    expect(Number.isFinite(unconditional.wasserstein.mean.estimate)).toBe(true);
  });
});

describe('doubled rows', () => {
  const twice = rowsTwice(oddMarket({ requests: 300 }));
  const said = /row \d+ accepts order \d+ at 10:.*, which rests already: expected every order once/;

  it.each(kinds)('are refused by a fit of %s', (kind) => {
    expect(refusal(() => fitted(twice, kind))).toMatch(said);
  });

  it('are refused by realism and by a scoreboard', () => {
    expect(refusal(() => BookMessages.read(twice, 0, {}))).toMatch(said);
    expect(refusal(() => halvedDay(twice))).toMatch(said);
  });
});

describe('a book with one side', () => {
  const oneSided = oddMarket({ requests: 4_500, oneSided: true });

  it.each(kinds)('has nothing to fit for %s, which says so', (kind) => {
    expect(refusal(() => fitted(oneSided, kind))).toMatch(/too little to fit: 0 orders in continuous trading/);
  });

  it('cannot be halved, and fails the gate of realism', () => {
    expect(refusal(() => halvedDay(oneSided))).toMatch(/at none of them both sides of the book were quoted/);
    const card = floor(windowsOf(BookMessages.read(oneSided, 0, {})), { seed: 1, resamples: 0 });
    expect(card.gate).toBe(false);
  });
});
