import { CancelReason, Flag, Kind, Phase, type Tape, TapeCursor } from '../../tape/index.js';
import { PlainBook } from './plain-book.js';
import { investorBehind, type RuleFinding, type RuleOptions } from './rule-finding.js';

/** An investor's side in an instrument, with the rows of the orders that left him with a huge and dominant residual. */
interface Suspect {
  readonly instrument: number;
  readonly investor: string;
  readonly side: number;
  readonly declarations: number[];
}

type Numbers = ReturnType<typeof numbersOf>;

/**
 * FD-C over a whole tape, in plain passes that share nothing with the detector: the first finds the orders that left a
 * huge and dominant residual, the second goes through the orders and cancels of those who entered enough of them.
 * Slow, and easy to check against the rule's text.
 */
export function falseDeclarations(tape: Tape, options: RuleOptions): RuleFinding[] {
  const numbers = numbersOf(options);
  const findings: RuleFinding[] = [];
  for (const suspect of declarers(tape, numbers)) {
    const { instrument, investor, side, declarations } = suspect;
    if (declarations.length < numbers.largeOrders) continue;
    const timeNs = firstTime(tape, suspect, numbers);
    if (timeNs !== undefined) findings.push({ instrument, investor, side, timeNs });
  }
  return findings;
}

function numbersOf({ thresholds, scale = 'absolute', parameters = {} }: RuleOptions) {
  const { values } = thresholds.tests['fd-c'];
  const factor = scale === 'absolute' ? 1 : scale.depth;
  const money = parameters.residualMoney === undefined ? values.residualMoney : parameters.residualMoney * 10_000;
  return {
    residualShares: (parameters.residualShares ?? values.residualShares) * factor,
    residualMoney: money * factor,
    bestFiveShare: parameters.bestFiveShare ?? values.bestFiveShare,
    largeOrders: parameters.largeOrders ?? values.largeOrders,
    cancelRatio: parameters.cancelRatio ?? values.cancelRatio,
  };
}

/** First pass: after every order that came to rest in continuous trading, what has its investor in the best five? */
function declarers(tape: Tape, numbers: Numbers): Iterable<Suspect> {
  const found = new Map<string, Suspect>();
  const books = tape.header.instruments.map(() => new PlainBook());
  let phase: number = Phase.closed;
  let entered: { row: number; order: number; price: number; side: number; account: number; key: string } | undefined;
  const row = new TapeCursor(tape);
  while (row.next()) {
    const { kind, instrument } = row;
    if (kind === Kind.phase) phase = row.code;
    if (instrument < 0) continue;
    books[instrument].take(row);
    if ((kind === Kind.accepted || kind === Kind.released || kind === Kind.replaced) && row.account >= 0) {
      const { order, price, side, account } = row;
      entered = { row: row.sequence, order, price, side, account, key: PlainBook.suspectOf(row) };
    }
    if ((row.flags & Flag.continues) !== 0 || entered === undefined) continue;
    const { moneyPerTick } = tape.header.instruments[instrument];
    if (phase === Phase.continuous && isDeclaration(books[instrument], entered, moneyPerTick, numbers)) {
      const name = `${instrument} ${entered.key}`;
      const { side } = entered;
      const investor = investorBehind(tape.header, entered.account);
      if (!found.has(name)) found.set(name, { instrument, investor, side, declarations: [] });
      found.get(name)!.declarations.push(entered.row);
    }
    entered = undefined;
  }
  return found.values();
}

function isDeclaration(
  book: PlainBook,
  entered: { order: number; price: number; side: number; key: string },
  moneyPerTick: number,
  numbers: Numbers,
): boolean {
  const { order, price, side, key } = entered;
  const isHuge = (shares: number, value: number) =>
    shares >= numbers.residualShares || value * moneyPerTick >= numbers.residualMoney;
  const total = book.totalOf(key);
  if (!book.has(side, order) || !isHuge(total.shares, total.value)) return false;
  const best = book.bestFive(side, key);
  if (!best.prices.has(price) || !isHuge(best.ownShares, best.ownValue)) return false;
  return best.ownShares / best.shares >= numbers.bestFiveShare;
}

/** Second pass, for one suspect: the first row after which there were enough such orders and enough was withdrawn. */
function firstTime(tape: Tape, suspect: Suspect, numbers: Numbers): number | undefined {
  let phase: number = Phase.closed;
  let ordered = 0;
  let cancelled = 0;
  let declared = 0;
  const row = new TapeCursor(tape);
  while (row.next()) {
    const { kind, sequence } = row;
    if (kind === Kind.phase) phase = row.code;
    if (phase !== Phase.continuous || row.instrument !== suspect.instrument || row.side !== suspect.side) continue;
    if (row.account < 0 || investorBehind(tape.header, row.account) !== suspect.investor) continue;
    if (kind === Kind.accepted || kind === Kind.released || kind === Kind.replaced) ordered += row.quantity;
    if (kind === Kind.cancelled && row.code === CancelReason.user) cancelled += row.quantity;
    if (kind === Kind.replaced) cancelled += row.quantity2;
    while (suspect.declarations[declared] <= sequence) declared++;
    if (declared >= numbers.largeOrders && cancelled / ordered >= numbers.cancelRatio) return row.time;
  }
  return undefined;
}
