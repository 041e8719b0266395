import { Venue } from '../../src/market/index.js';
import { TAPE_SCHEMA, TapeWriter } from '../../src/tape/index.js';
import { PlainVenue } from '../oracle/plain-venue.js';
import type { Canary } from './canaries.js';
import { Comparison, same } from './comparison.js';
import type { Dice } from './dice.js';
import { type FuzzMarket, randomMarket } from './random-market.js';
import { StepMaker } from './random-step.js';
import type { Step } from './step.js';

/** A day that was played, up to its end or to the first difference. */
export interface PlayedDay {
  readonly market: FuzzMarket;
  readonly steps: readonly Step[];
  readonly rows: number;
  readonly plain: PlainVenue;
  readonly failure?: Error;
}

/** What is told about every step while a day is played. */
export type Watch = (plain: PlainVenue, step: Step, answer: number) => void;

/** Draws a day and plays it on both venues at once. */
export function playRandomDay(dice: Dice, length: number, canary?: Canary, watch?: Watch): PlayedDay {
  return playDay(randomMarket(dice), Array(length).fill(dice), canary, watch);
}

/** Plays a day in a market, whose every step is drawn with dice of its own. */
export function playDay(market: FuzzMarket, dice: readonly Dice[], canary?: Canary, watch?: Watch): PlayedDay {
  const { length } = dice;
  const stage = new Stage(market, canary, watch);
  const maker = new StepMaker(market, stage.plain, length);
  maker.numberOf = (step) => stage.numberOf(step);
  const steps: Step[] = [];
  try {
    for (let id = 0; id < length; id++) {
      const step = maker.draw(dice[id], id);
      steps.push(step);
      const answer = stage.play(step);
      if (step.action.kind === 'submit' || step.action.kind === 'replace') maker.returned(id, answer);
    }
    const id = length;
    // One day in ten ends before its time.
    const last = length % 10 === 0 ? stage.plain.floor.now : dayEnd(market, stage.plain);
    steps.push({ id, time: last, action: { kind: 'closeDay' } });
    stage.play(steps[id]);
    stage.finish();
  } catch (failure) {
    return { market, steps, rows: stage.rows, plain: stage.plain, failure: failure as Error };
  }
  return { market, steps, rows: stage.rows, plain: stage.plain };
}

/** Plays steps that were drawn before. */
export function replayDay(market: FuzzMarket, steps: readonly Step[], canary?: Canary): PlayedDay {
  const stage = new Stage(market, canary);
  const played: Step[] = [];
  try {
    for (const step of steps) {
      played.push(step);
      stage.play(step);
    }
  } catch (failure) {
    return { market, steps: played, rows: stage.rows, plain: stage.plain, failure: failure as Error };
  }
  return { market, steps: played, rows: stage.rows, plain: stage.plain };
}

/** Both venues, and what the steps so far have been answered. */
class Stage {
  readonly plain: PlainVenue;
  private readonly venue: Venue;
  private readonly comparison: Comparison;
  private readonly answers = new Map<number, number>();

  constructor(
    market: FuzzMarket,
    canary?: Canary,
    private readonly watch?: Watch,
  ) {
    const { rules, instruments, accounts, settlement, validation } = market;
    const header = { schema: TAPE_SCHEMA, source: 'simulated', venue: rules.id, date: '2000-01-01' };
    const tape = new TapeWriter({ ...header, rulePack: rules.version, instruments, accounts }, { retention: 'drop' });
    this.plain = new PlainVenue({ rules, instruments, accounts, settlement, validation });
    const options = { rules: canary?.rules?.(rules) ?? rules, instruments, accounts, settlement, validation };
    canary?.tape?.(tape);
    this.venue = new Venue({ ...options, tape });
    canary?.plant?.(this.venue);
    this.comparison = new Comparison(this.plain, this.venue, tape);
  }

  get rows(): number {
    return this.comparison.rows;
  }

  numberOf(step: number): number {
    return this.answers.get(step) ?? -1;
  }

  play(step: Step): number {
    const { plain, venue } = this;
    if (step.time > plain.floor.now) {
      plain.advanceTo(step.time);
      venue.advanceTo(step.time);
      this.comparison.compare();
    } else {
      // Trading may have set a timer for this very moment; both let it pass before the request.
      plain.advanceTo(plain.floor.now);
      venue.advanceTo(venue.now);
    }
    const expected = this.ask(plain, step);
    same('answer', expected, this.ask(venue, step));
    this.answers.set(step.id, expected);
    this.comparison.compare();
    this.watch?.(plain, step, expected);
    return expected;
  }

  /** Nothing of an order outlives the day. */
  finish(): void {
    this.comparison.audit();
    for (const { index } of this.plain.floor.listings) same('orders left', 0, this.venue.book(index).orderCount);
    const { ledger } = this.venue;
    for (let account = 0; account < (this.plain.floor.ledger?.accounts.length ?? 0); account++)
      same(`cash frozen of ${account}`, ledger!.cash(account), ledger!.availableCash(account));
  }

  private ask(of: PlainVenue | Venue, { action }: Step): number {
    if (action.kind === 'submit') {
      const { instrument, account, side, type, price, quantity, display } = action;
      return of.submit(instrument, account, side, type, price, quantity, display);
    }
    if (action.kind === 'wait') return 0;
    if (action.kind === 'closeDay') {
      of.closeDay();
      return 0;
    }
    const order = 'step' in action.order ? this.numberOf(action.order.step) : action.order.number;
    if (action.kind === 'cancel') return of.cancel(action.account, order, action.quantity);
    return of.replace(action.account, order, action.price, action.quantity);
  }
}

/** When the last phase is over. */
function dayEnd({ rules }: FuzzMarket, plain: PlainVenue): number {
  return Math.max(plain.floor.now, rules.phases[rules.phases.length - 1].endNs);
}
