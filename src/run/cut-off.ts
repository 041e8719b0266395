import type { Agent, Desk, Latency, OrderReport } from '../simulation/index.js';

/**
 * A trader that is cut off at a moment: until then it does all that it does; then what rests of its orders is taken back,
 * and it acts no more. What it has sent by then arrives.
 */
export class CutOff implements Agent {
  readonly id: string;
  readonly latency: Latency;
  readonly onMarket?: (desk: Desk) => void;
  private readonly tickets: number[] = [];
  private seen: Desk | undefined;
  private gone = false;

  constructor(
    private readonly agent: Agent,
    private readonly atNs: number,
  ) {
    this.id = agent.id;
    this.latency = agent.latency;
    if (agent.onMarket === undefined) return;
    this.onMarket = () => {
      if (!this.gone) agent.onMarket!(this.seen!);
    };
  }

  start(desk: Desk): void {
    this.seen = this.deskOf(desk);
    desk.wakeAt(this.atNs);
    this.agent.start(this.seen);
  }

  onWake(desk: Desk): void {
    if (this.gone) return;
    if (desk.now >= this.atNs) {
      this.gone = true;
      for (const ticket of this.tickets) if (desk.remaining(ticket) > 0) desk.cancel(ticket);
      return;
    }
    desk.wakeAt(this.atNs);
    this.agent.onWake(this.seen!);
  }

  onReport(report: OrderReport): void {
    if (!this.gone) this.agent.onReport?.(report, this.seen!);
  }

  /** The desk as the trader has it: its orders are remembered, its timer never lies behind the moment. */
  private deskOf(desk: Desk): Desk {
    const note = (ticket: number): number => {
      this.tickets.push(ticket);
      return ticket;
    };
    return {
      get now() {
        return desk.now;
      },
      market: desk.market,
      stream: (purpose) => desk.stream(purpose),
      submit: (...order) => note(desk.submit(...order)),
      cancel: (...order) => desk.cancel(...order),
      replace: (...order) => note(desk.replace(...order)),
      wakeAt: (timeNs) => desk.wakeAt(Math.min(timeNs, this.atNs)),
      remaining: (ticket) => desk.remaining(ticket),
      cash: (account) => desk.cash(account),
      holdings: (account) => desk.holdings(account),
      sellable: (account) => desk.sellable(account),
    };
  }
}
