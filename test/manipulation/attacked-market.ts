import {
  type Manipulator,
  type PracticeContext,
  type PracticeDefinition,
  practiceDefinitions,
} from '../../src/manipulation/index.js';
import { Venue } from '../../src/market/index.js';
import { exponential, integerBelow, type Stream, Streams } from '../../src/random/index.js';
import { priceLimits, type RulePack, rulesInForce, withOverrides } from '../../src/rules/index.js';
import {
  type Agent,
  type Desk,
  type ListedAnnouncement,
  type OrderReport,
  type Participant,
  ReportKind,
  simulate,
} from '../../src/simulation/index.js';
import {
  type InstrumentHeader,
  Kind,
  OrderType,
  SECOND,
  Side,
  TAPE_SCHEMA,
  type Tape,
  TapeCursor,
  type TapeHeader,
  TapeWriter,
} from '../../src/tape/index.js';

const PREVIOUS_CLOSE = 1570;
const NOISE_ACCOUNTS = 3;

export interface AttackedMarketOptions {
  readonly practice: string | PracticeDefinition;
  /** As they stand in a scenario. */
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly arm?: PracticeContext['arm'];
  readonly accounts?: number;
  readonly seed?: number;
  readonly window: readonly [number, number];
  /** Who else trades, and who of them sees snapshots only. @defaultValue one {@link NoiseTraders} */
  readonly others?: readonly Agent[];
  readonly slow?: readonly Agent[];
  /** What the scenario tells the practice. */
  readonly inside?: PracticeContext['inside'];
  readonly announcements?: readonly ListedAnnouncement[];
  /** Instead of what the practice says it needs. */
  readonly funding?: { readonly cash: number; readonly holdings: number };
  readonly overrides?: Parameters<typeof withOverrides>[1];
  /** Index of the day among those of the market. */
  readonly day?: number;
}

/** A ChiNext market of one stock with a manipulator, whose accounts come last. */
export function attackedMarket(options: AttackedMarketOptions) {
  const { practice, arm = 'attack', accounts = 1, seed = 1, window, day, inside, slow = [] } = options;
  const definition = typeof practice === 'string' ? practiceDefinitions.find(({ id }) => id === practice)! : practice;
  const rules = withOverrides(rulesInForce('szse-chinext', '2025-05-06'), options.overrides ?? {});
  const instrument = smallStock(rules);
  const parameters = definition.parameters.parse(options.parameters);
  const funding = options.funding ?? definition.funding(parameters, instrument, accounts);
  const own = Array.from({ length: accounts }, (_, index) => NOISE_ACCOUNTS + index);
  const header = headerOf(rules, instrument, accounts, funding, definition.oneOwner === true);
  const tapeWriter = new TapeWriter(header);
  const venue = new Venue({ rules, instruments: [instrument], accounts: header.accounts, tape: tapeWriter });
  const context = {
    id: 'spoof/0',
    attackId: 'spoof',
    arm,
    controller: 'hand',
    accounts: own,
    instrument,
    day,
    rules,
    inside,
  };
  const manipulator = definition.create(parameters, context);
  const others = options.others ?? [new NoiseTraders('noise/0', [0, 1, 2])];
  const agents: Participant[] = [
    ...others.map((agent) => ({ agent, informationSet: 'order-by-order' as const })),
    ...slow.map((agent) => ({ agent, informationSet: 'l1-snapshot-3s' as const })),
    { agent: manipulator, informationSet: definition.informationSet(parameters), accounts: own },
  ];
  const [startNs, endNs] = window;
  const { announcements } = options;
  simulate({ venue, tape: tapeWriter, agents, streams: new Streams(seed), startNs, endNs, announcements });
  const tape = tapeWriter.finish();
  return { tape, rows: rowsOf(tape), venue, ledger: venue.ledger!, accounts: own, funding, instrument, manipulator };
}

export type AttackedMarket = ReturnType<typeof attackedMarket>;

/** The one campaign of a manipulator. */
export function campaignOf(manipulator: Manipulator) {
  const campaigns = manipulator.truth();
  if (campaigns.length !== 1) throw new Error(`there are ${campaigns.length} campaigns`);
  return campaigns[0];
}

function smallStock(rules: RulePack): InstrumentHeader {
  const { lower, upper } = priceLimits(rules, { previousClose: PREVIOUS_CLOSE, status: 'ordinary', statusDay: -1 });
  return {
    symbol: '300233',
    currency: 'CNY',
    moneyPerTick: rules.tick,
    quantityUnit: 'share',
    status: 'ordinary',
    statusDay: -1,
    previousClose: PREVIOUS_CLOSE,
    lowerLimit: lower,
    upperLimit: upper,
    referenceVolume: 2_000_000,
    referenceDepth5: { bid: 20_000, ask: 20_000 },
    floatShares: 400_000_000,
  };
}

function headerOf(
  rules: RulePack,
  instrument: InstrumentHeader,
  own: number,
  funding: { readonly cash: number; readonly holdings: number },
  oneOwner: boolean,
): TapeHeader {
  const count = NOISE_ACCOUNTS + own;
  const isOwn = (account: number) => account >= NOISE_ACCOUNTS;
  const each = <T>(value: (account: number) => T) => Array.from({ length: count }, (_, account) => value(account));
  return {
    schema: TAPE_SCHEMA,
    source: 'simulated',
    venue: rules.id,
    date: '2025-05-06',
    rulePack: rules.version,
    instruments: [instrument],
    accounts: {
      count,
      owner: Int32Array.from(each((account) => (isOwn(account) && oneOwner ? NOISE_ACCOUNTS : account))),
      broker: new Int32Array(count),
      cash: Float64Array.from(each((account) => (isOwn(account) ? funding.cash : 1e14))),
      holdings: Int32Array.from(each((account) => (isOwn(account) ? funding.holdings : 100_000_000))),
    },
  };
}

/** Rests, takes and cancels at random around the middle of the book. */
export class NoiseTraders implements Agent {
  readonly latency = { market: 0, order: 0 };
  private stream: Stream | undefined;
  private open: number[] = [];

  constructor(
    readonly id: string,
    private readonly accounts: readonly number[],
    private readonly meanGapNs = SECOND / 4,
  ) {}

  start(desk: Desk): void {
    this.stream = desk.stream('orders');
    for (let tick = 1; tick <= 8; tick++) {
      this.rest(desk, Side.buy, PREVIOUS_CLOSE - tick, 4_000);
      this.rest(desk, Side.sell, PREVIOUS_CLOSE + tick, 4_000);
    }
    desk.wakeAt(desk.now + this.meanGapNs);
  }

  onWake(desk: Desk): void {
    const stream = this.stream!;
    const side = integerBelow(stream, 2);
    const kind = stream.uniform();
    const quantity = (1 + integerBelow(stream, 20)) * 100;
    const { bestBid, bestAsk } = desk.market;
    const reference = side === Side.buy ? (bestAsk < 0 ? bestBid + 1 : bestAsk) : bestBid < 0 ? bestAsk - 1 : bestBid;
    const away = 1 + integerBelow(stream, 6);
    if (kind < 0.25) this.rest(desk, side, reference, quantity);
    else if (kind < 0.7 || this.open.length < 20)
      this.rest(desk, side, side === Side.buy ? reference - away : reference + away, quantity);
    else desk.cancel(this.open.splice(integerBelow(stream, this.open.length), 1)[0]);
    desk.wakeAt(desk.now + Math.ceil(this.meanGapNs * exponential(stream)));
  }

  onReport(report: OrderReport): void {
    if (report.remaining === 0 && report.kind !== ReportKind.accepted)
      this.open = this.open.filter((ticket) => ticket !== report.ticket);
  }

  private rest(desk: Desk, side: number, price: number, quantity: number): void {
    const account = this.accounts[integerBelow(this.stream!, this.accounts.length)];
    this.open.push(desk.submit(account, side, OrderType.limit, Math.max(1, price), quantity));
  }
}

/** Sends what a script says at its times: the rest of a crafted market. */
export class Script implements Agent {
  readonly id = 'script/0';
  readonly latency = { market: 0, order: 0 };
  private next = 0;

  constructor(private readonly acts: readonly { readonly at: number; act(desk: Desk): void }[]) {}

  start(desk: Desk): void {
    this.onWake(desk);
  }

  onWake(desk: Desk): void {
    while (this.next < this.acts.length && this.acts[this.next].at <= desk.now) this.acts[this.next++].act(desk);
    if (this.next < this.acts.length) desk.wakeAt(this.acts[this.next].at);
  }
}

/** Rests a limit order of account 0. */
export function limit(desk: Desk, side: number, price: number, quantity: number): number {
  return desk.submit(0, side, OrderType.limit, price, quantity);
}

/** Every row of a tape as plain values. */
function rowsOf(tape: Tape) {
  const rows = [];
  const cursor = new TapeCursor(tape);
  while (cursor.next()) {
    const { time, kind, order, account, side, price, quantity, otherOrder, otherAccount, quantity2, code, flags } =
      cursor;
    rows.push({ time, kind, order, account, side, price, quantity, otherOrder, otherAccount, quantity2, code, flags });
  }
  return rows;
}

export type Row = ReturnType<typeof rowsOf>[number];

/** Rows of orders that the accounts sent, that were refused, cancelled or executed. */
export function rowsOfAccounts(rows: readonly Row[], accounts: readonly number[]): Row[] {
  return rows.filter(({ account, otherAccount }) => accounts.includes(account) || accounts.includes(otherAccount));
}

/** Quantity of an order that is neither executed nor cancelled at the end. */
export function leftOpen(rows: readonly Row[], order: number): number {
  let open = 0;
  for (const row of rows) {
    if (row.kind === Kind.accepted && row.order === order) open += row.quantity;
    if (row.kind === Kind.cancelled && row.order === order) open -= row.quantity;
    if (row.kind === Kind.trade && (row.order === order || row.otherOrder === order)) open -= row.quantity;
  }
  return open;
}
