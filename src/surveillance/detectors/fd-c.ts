import { z } from 'zod';
import { CancelReason, Kind, Phase, Side, type TapeRow, UNKNOWN } from '../../tape/index.js';
import { KEPT_FROM } from '../alert.js';
import { type Detector, type DetectorContext, defineDetector } from '../detector.js';
import { atLeast, type Evidence, scoreOf } from '../evidence.js';
import { Repetition, type SavedRepetition } from '../repetition.js';
import { articleOf, ruleValues } from '../rule-values.js';
import { depthFactor } from '../scale.js';
import { Session } from '../state/activity.js';

const parameters = z.strictObject({
  residualShares: z.number().positive().optional().describe('own residual on the best five levels, in shares'),
  residualMoney: z.number().positive().optional().describe('or its value, in units of the currency'),
  bestFiveShare: z.number().positive().max(1).optional().describe('its share of the best five levels, as a fraction'),
  largeOrders: z.int().min(1).max(64).optional().describe('how many orders must have left such a residual'),
  cancelRatio: z.number().positive().optional().describe('cancelled over ordered quantity of the side, as a fraction'),
});

/** An order after which the investor's residual was large, with what was measured then. */
interface Declaration {
  readonly strength: number;
  readonly order: number;
  readonly account: number;
  readonly timeNs: number;
  readonly shares: number;
  readonly money: number;
  readonly share: number;
}

/**
 * False declaration in continuous trading (连续竞价阶段虚假申报), as ChiNext states it: an investor enters more than three orders
 * inside the best five levels, each of which leaves him with a huge and dominant residual there, and withdraws at least
 * half of what he ordered on that side in the session. No execution on the other side is asked for.
 *
 * The residual is measured when the order's command is over and the order rests within the best five levels. Orders and
 * cancels are added up from 09:30 to 14:57; what immediate-or-cancel orders leave is not withdrawn by the investor.
 */
export const fdC = defineDetector({
  id: 'fd-c',
  summary: 'false declaration in continuous trading, by the numbers of ChiNext',
  version: 1,
  practices: ['spoofing', 'layering'],
  rule: true,
  parameters,
  create: (given, context) => new FalseDeclaration(given, context),
});

class FalseDeclaration implements Detector {
  readonly kinds = [Kind.accepted, Kind.released, Kind.replaced, Kind.cancelled];
  private readonly article: string;
  private readonly shares: number;
  private readonly money: number;
  private readonly share: number;
  private readonly orders: number;
  private readonly cancelRatio: number;
  private readonly suspects = new Map<number, Repetition<Declaration>>();
  private entered = false;
  private withdrawn = UNKNOWN;
  private account = UNKNOWN;
  private side = UNKNOWN;
  private order = UNKNOWN;
  private price = UNKNOWN;

  constructor(
    given: z.output<typeof parameters>,
    private readonly context: DetectorContext,
  ) {
    const value = ruleValues(context.thresholds, 'fd-c', context.header.venue);
    const factor = depthFactor(context.scale);
    this.article = articleOf(context.thresholds, 'fd-c');
    this.shares = (given.residualShares ?? value('residualShares')) * factor;
    this.money = (given.residualMoney === undefined ? value('residualMoney') : given.residualMoney * 10_000) * factor;
    this.share = given.bestFiveShare ?? value('bestFiveShare');
    this.orders = given.largeOrders ?? value('largeOrders');
    this.cancelRatio = given.cancelRatio ?? value('cancelRatio');
  }

  onRow(row: TapeRow): void {
    const { kind } = row;
    if (kind === Kind.cancelled && row.code !== CancelReason.user) return;
    if (this.context.state.instruments[row.instrument].phase !== Phase.continuous) return;
    this.account = row.account;
    this.side = row.side;
    if (kind === Kind.cancelled) this.withdrawn = row.order;
    else {
      this.entered = true;
      this.order = row.order;
      this.price = row.price;
      if (kind === Kind.replaced) this.withdrawn = row.otherOrder;
    }
  }

  onCommand(row: TapeRow): void {
    const { entered, withdrawn, account, side } = this;
    this.entered = false;
    this.withdrawn = UNKNOWN;
    const { state } = this.context;
    const investor = state.investors.of(account);
    if (investor < 0 || !(entered || withdrawn !== UNKNOWN)) return;
    const instrument = row.instrument;
    const suspect = (instrument * state.investors.count + investor) * 2 + side;
    const declared = entered && this.declare(instrument, investor, suspect, row.time);
    const declarations = this.suspects.get(suspect);
    if (declarations !== undefined)
      this.judge(declarations, instrument, investor, row.time, declared ? this.order : withdrawn);
  }

  save(): unknown {
    return [...this.suspects].map(([suspect, declarations]) => [suspect, declarations.save()]);
  }

  restore(saved: unknown): void {
    for (const [suspect, declarations] of saved as [number, SavedRepetition<Declaration>][])
      this.suspects.set(suspect, new Repetition(declarations));
  }

  /** Notes the order that has just entered if it left a residual of at least half the thresholds. */
  private declare(instrument: number, investor: number, suspect: number, timeNs: number): boolean {
    const { header, state } = this.context;
    const { activity, bestFive, rebuilt } = state.instruments[instrument];
    const { account, side, order, price } = this;
    if (rebuilt.slotOf(order) < 0) return false;
    const { moneyPerTick } = header.instruments[instrument];
    bestFive.measure(rebuilt.book, side, UNKNOWN);
    const highest = side === Side.buy ? rebuilt.book.bestBid : bestFive.lastPrice;
    const open = activity.open(investor, side);
    if (open < this.shares / 2 && open * highest * moneyPerTick < this.money / 2) return false;
    if (side === Side.buy ? price < bestFive.lastPrice : price > bestFive.lastPrice) return false;
    bestFive.measure(rebuilt.book, side, investor);
    const shares = bestFive.own;
    const money = bestFive.ownValue * moneyPerTick;
    const share = shares / bestFive.quantity;
    const size = Math.max(shares / this.shares, money / this.money);
    const strength = Math.min(size, share / this.share);
    if (strength < KEPT_FROM) return false;
    let declarations = this.suspects.get(suspect);
    if (declarations === undefined) {
      declarations = new Repetition();
      this.suspects.set(suspect, declarations);
    }
    declarations.add({ strength, order, account, timeNs, shares, money, share });
    return true;
  }

  /** Reports when large orders come or go, and whenever the case has become stronger than it was. */
  private judge(
    declarations: Repetition<Declaration>,
    instrument: number,
    investor: number,
    nowNs: number,
    concerned: number,
  ): void {
    const counted = declarations.graded(this.orders);
    const evidence = this.evidence(declarations, counted, instrument, investor);
    const score = scoreOf(evidence);
    if (score < KEPT_FROM) return;
    const stronger = score > declarations.reported;
    if (!stronger && !declarations.all.some(({ order }) => order === concerned)) return;
    if (stronger) declarations.reported = score;
    const chosen = declarations.all.slice(0, counted);
    this.context.report({
      suspect: investor,
      practice: 'spoofing',
      instrument,
      side: this.side,
      accounts: chosen.map(({ account }) => account),
      orders: chosen.map(({ order }) => order),
      startNs: Math.min(...chosen.map(({ timeNs }) => timeNs)),
      endNs: nowNs,
      evidence,
    });
  }

  private evidence(
    declarations: Repetition<Declaration>,
    counted: number,
    instrument: number,
    investor: number,
  ): Evidence[] {
    const { activity } = this.context.state.instruments[instrument];
    const ordered = activity.ordered(investor, this.side, Session.continuous);
    const cancelled = activity.cancelled(investor, this.side, Session.continuous);
    const weakest = declarations.all[counted - 1];
    const { article } = this;
    const residual = { article, alternative: 'residual' };
    return [
      atLeast('own residual on the best five levels, shares', weakest.shares, this.shares, residual),
      atLeast('own residual on the best five levels, money', weakest.money, this.money, residual),
      atLeast('share of the best five levels', weakest.share, this.share, { article }),
      atLeast('orders that left such a residual', counted, this.orders, { article }),
      atLeast('cancelled over ordered quantity', cancelled / ordered, this.cancelRatio, { article }),
    ];
  }
}
