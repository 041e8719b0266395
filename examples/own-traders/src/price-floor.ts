import {
  attackWindow,
  type Campaign,
  CampaignRecord,
  cashToBuy,
  type Desk,
  definePractice,
  flatKnobs,
  latency,
  type Manipulator,
  OrderType,
  type OrderReport,
  type PracticeContext,
  seconds,
  Side,
  tradingSpans,
  z,
} from 'touchstone';

const parameters = z.strictObject({
  below: z.int().min(1).max(100).default(3).describe('ticks below the first price at which the floor lies'),
  quantity: z.int().min(100).describe('shares that it keeps there'),
  refill: seconds({ min: 0.1 }).prefault(2).describe('time between two looks, in seconds'),
  window: attackWindow,
  latency: latency({ market: 0.01, order: 0.01 }),
});
type Parameters = z.output<typeof parameters>;

/** A floor under the price: a wall of bids at one price that is put up again whatever is sold to it. */
export const priceFloor = definePractice({
  id: 'price-floor',
  summary: 'keeps a wall of bids at one price, so that the price does not fall below it',
  source: 'MAR Annex I A(a) with Delegated Regulation (EU) 2016/522 Annex II 1 (1)(b), floor or ceiling in the price',
  parameters,
  attackOnly: Object.keys(parameters.shape),
  purposeLeg: false,
  informationSet: () => 'order-by-order',
  // It buys the wall ten times over at most.
  funding: ({ quantity }, instrument, accounts) => ({
    cash: cashToBuy(Math.ceil((MOST * quantity) / accounts), instrument),
    holdings: 0,
  }),
  create: (given, context) => new PriceFloor(given, context),
});

const MOST = 10;

class PriceFloor implements Manipulator {
  readonly id: string;
  readonly latency;
  private readonly record = new CampaignRecord();
  private floor = 0;
  private ticket = -1;
  private turn = 0;
  private spans: ReturnType<typeof tradingSpans> = [];

  constructor(
    private readonly given: Parameters,
    private readonly context: PracticeContext,
  ) {
    this.id = context.id;
    this.latency = given.latency;
  }

  start(desk: Desk): void {
    this.spans = tradingSpans(this.given.window, this.context.rules.phases, this.latency);
    if (this.spans.length > 0) desk.wakeAt(this.spans[0].startNs);
  }

  onWake(desk: Desk): void {
    const { below, quantity, refill } = this.given;
    const { endNs } = this.spans[this.spans.length - 1];
    if (desk.now >= endNs) {
      this.record.conclude('profit');
      if (this.ticket >= 0) desk.cancel(this.ticket);
      return;
    }
    const trading = this.spans.some((span) => span.startNs <= desk.now && desk.now < span.endNs);
    if (trading && this.floor === 0 && desk.market.bestBid > below) this.floor = desk.market.bestBid - below;
    const open = this.ticket < 0 ? 0 : desk.remaining(this.ticket);
    if (trading && this.floor > 0 && open === 0 && this.turn < MOST) this.putUp(desk, quantity);
    desk.wakeAt(Math.min(desk.now + refill, endNs));
  }

  onReport(report: OrderReport): void {
    this.record.take(report);
  }

  truth(): readonly Campaign[] {
    const bought = this.record.intentExecuted;
    return this.record.campaigns('price-floor', this.context, flatKnobs(this.given), { bought, walls: this.turn });
  }

  private putUp(desk: Desk, quantity: number): void {
    const { accounts } = this.context;
    if (this.turn === 0) this.record.beginCycle();
    const account = accounts[this.turn++ % accounts.length];
    this.ticket = desk.submit(account, Side.buy, OrderType.limit, this.floor, quantity);
    this.record.intent(this.ticket);
  }
}
