import {
  type Agent,
  type Desk,
  type MarketView,
  type OrderReport,
  ReportKind,
  type SimulationOptions,
} from '../../src/simulation/index.js';
import {
  Flag,
  Kind,
  OrderType,
  Phase,
  RejectReason,
  SECOND,
  Side,
  TapeCursor,
  TradeStage,
} from '../../src/tape/index.js';

/** Everything that can be seen of a market after a command, copied. */
interface State {
  readonly time: number;
  readonly levels: ReadonlyMap<string, number>;
  readonly phase: number;
  readonly lastPrice: number;
  readonly lastTradeSide: number;
  readonly volume: number;
  readonly indicativePrice: number;
  readonly indicativeMatched: number;
}

interface Ticket {
  readonly participant: number;
  readonly account: number;
  readonly side: number;
  readonly type: number;
  readonly price: number;
  order: number;
  open: number;
}

/** What waits to happen. Classes at one time: 2 messages, 3 market data, 4 wakes; then `rank`. */
interface Pending {
  readonly time: number;
  readonly klass: number;
  readonly rank: number;
  readonly happen: () => void;
  /** An answer on its way to a trader, which arrives even when the day is over. */
  readonly report?: boolean;
}

const key = (side: number, price: number) => `${side}/${price}`;

/**
 * The kernel again, as plainly as it can be said: one unsorted list of what waits to happen, a full copy of the market
 * after every command, views looked up in that history. One instrument. Slow, and the reference of the tests.
 */
export function naiveSimulate({ venue, tape, agents, streams, startNs, endNs, observe }: SimulationOptions): void {
  let now = startNs;
  let sequence = 0;
  let started = false;
  let over = false;
  let pending: Pending[] = [];
  const tickets: Ticket[] = [];
  /** Tickets of what was refused at once, by the row that says so. */
  const refused = new Map<number, number>();
  const history: State[] = [];
  const snapshots: State[] = [];
  const seen = agents.map(() => -1);
  const book = venue.book(0);
  const cursor = new TapeCursor(tape);
  let state: State = {
    time: 0,
    levels: new Map(),
    phase: Phase.closed,
    lastPrice: -1,
    lastTradeSide: -1,
    volume: 0,
    indicativePrice: -1,
    indicativeMatched: 0,
  };

  const unseen: State = state;
  /** Distinct delays; snapshots are told apart by a number that no delay has. */
  const channels = [
    ...new Set(
      agents.map(
        ({ agent, informationSet }) => agent.latency.market + (informationSet === 'l1-snapshot-3s' ? 1e15 : 0),
      ),
    ),
  ];

  const views: MarketView[] = agents.map(({ agent, informationSet }, i) => {
    const snapshot = informationSet === 'l1-snapshot-3s';
    const current = () => {
      if (snapshot) return seen[i] < 0 ? unseen : snapshots[seen[i]];
      if (agent.latency.market === 0) return state;
      return seen[i] < 0 ? unseen : history[seen[i]];
    };
    const live = !snapshot && agent.latency.market === 0;
    const quantityAt = (side: number, price: number) =>
      live ? book.quantityAt(side, price) : (current().levels.get(key(side, price)) ?? 0);
    const ladder = (side: number) =>
      Array.from({ length: 30 }, (_, i) => 1555 + i)
        .map((price) => [price, quantityAt(side, price)])
        .filter(([, quantity]) => quantity > 0)
        .sort((a, b) => (side === Side.buy ? b[0] - a[0] : a[0] - b[0]))
        .slice(0, snapshot && current().phase !== Phase.continuous ? 0 : 5);
    return {
      instrument: tape.header.instruments[0],
      announcement: undefined,
      get time() {
        return current().time;
      },
      get phase() {
        return current().phase;
      },
      get bestBid() {
        return ladder(Side.buy)[0]?.[0] ?? -1;
      },
      get bestAsk() {
        return ladder(Side.sell)[0]?.[0] ?? -1;
      },
      levelPrice: (side, level) => ladder(side)[level]?.[0] ?? -1,
      levelQuantity: (side, level) => ladder(side)[level]?.[1] ?? 0,
      depth5: (side) => ladder(side).reduce((sum, [, quantity]) => sum + quantity, 0),
      queueQuantity: quantityAt,
      get lastPrice() {
        return current().lastPrice;
      },
      get lastTradeSide() {
        return current().lastTradeSide;
      },
      get volume() {
        return current().volume;
      },
      get indicativePrice() {
        return current().indicativePrice;
      },
      get indicativeMatched() {
        return current().indicativeMatched;
      },
    };
  });

  /** Moves a delayed view on to all it may see; `strictly` leaves out what becomes visible this instant. */
  const look = (i: number, strictly: boolean) => {
    const { agent, informationSet } = agents[i];
    const latency = agent.latency.market;
    if (informationSet === 'l1-snapshot-3s' || latency === 0) return;
    while (
      seen[i] + 1 < history.length &&
      (strictly ? history[seen[i] + 1].time + latency < now : history[seen[i] + 1].time + latency <= now)
    )
      seen[i]++;
  };

  const later = (time: number, klass: number, rank: number, happen: () => void, report = false) =>
    pending.push({ time, klass, rank, happen, report });

  const desks: Desk[] = agents.map(({ agent }, i) => ({
    get now() {
      return now;
    },
    market: views[i],
    stream: (purpose) => streams.stream(`${agent.id}/${purpose}`),
    submit(account, side, type, price, quantity, display) {
      const ticket = tickets.push({ participant: i, account, side, type, price, order: -1, open: quantity }) - 1;
      const arrive = () => {
        venue.advanceTo(now);
        const order = venue.submit(0, account, side, type, price, quantity, display);
        if (order >= 0) tickets[ticket].order = order;
        else refused.set(tape.length - 1, ticket);
      };
      if (over) return ticket;
      if (agent.latency.order === 0) arrive();
      else later(now + agent.latency.order, 2, sequence++, arrive);
      return ticket;
    },
    cancel(ticket, quantity) {
      if (over) return;
      const arrive = () => {
        if (tickets[ticket].order < 0) return;
        venue.advanceTo(now);
        venue.cancel(tickets[ticket].account, tickets[ticket].order, quantity);
      };
      if (agent.latency.order === 0) arrive();
      else later(now + agent.latency.order, 2, sequence++, arrive);
    },
    replace(old, price, quantity) {
      const ticket = tickets.push({ ...tickets[old], price, order: -1, open: quantity }) - 1;
      const arrive = () => {
        if (tickets[old].order < 0) {
          report(ticket, ReportKind.rejected, price, quantity, RejectReason.unknownOrder, -1, false);
          return;
        }
        venue.advanceTo(now);
        const order = venue.replace(tickets[ticket].account, tickets[old].order, price, quantity);
        if (order >= 0) tickets[ticket].order = order;
        else refused.set(tape.length - 1, ticket);
      };
      if (over) return ticket;
      if (agent.latency.order === 0) arrive();
      else later(now + agent.latency.order, 2, sequence++, arrive);
      return ticket;
    },
    wakeAt(time) {
      pending = pending.filter((other) => other.klass !== 4 || other.rank !== i);
      if (time === Infinity) return;
      later(Math.max(now, Math.ceil(time)), 4, i, () => {
        look(i, false);
        agent.onWake(desks[i]);
      });
    },
    remaining: (ticket) => tickets[ticket].open,
    cash: (account) => venue.ledger?.availableCash(account) ?? Infinity,
    holdings: (account) => venue.ledger?.holdings(account, 0) ?? Infinity,
    sellable: (account) => venue.ledger?.sellable(account, 0) ?? Infinity,
  }));

  const report = (
    ticket: number,
    kind: OrderReport['kind'],
    price: number,
    quantity: number,
    code: number,
    order: number,
    mayBeAtOnce = true,
  ) => {
    const { participant, account, side } = tickets[ticket];
    const { agent } = agents[participant];
    const time = now;
    const tell = () => {
      if (kind !== ReportKind.accepted && kind !== ReportKind.cancelRejected) tickets[ticket].open -= quantity;
      look(participant, true);
      const shown = kind === ReportKind.cancelRejected ? tickets[ticket].price : price;
      const remaining = tickets[ticket].open;
      agent.onReport?.(
        { kind, ticket, order, account, side, price: shown, quantity, remaining, code, time },
        desks[participant],
      );
    };
    if (agent.latency.market === 0 && mayBeAtOnce) tell();
    else later(now + agent.latency.market, 2, sequence++, tell, true);
  };

  const ticketOf = (order: number) => (order < 0 ? -1 : tickets.findIndex((ticket) => ticket.order === order));

  const readTape = () => {
    let levels = new Map(state.levels);
    let changed = false;
    const settle = (side: number, price: number) => {
      changed = true;
      levels.set(key(side, price), book.quantityAt(side, price));
    };
    while (cursor.next()) {
      const { sequence: row, time, kind, order, side, price, quantity, otherOrder, quantity2, code, flags } = cursor;
      if (kind === Kind.trade) {
        changed = true;
        state = { ...state, lastPrice: price, lastTradeSide: side, volume: state.volume + quantity };
        if (code === TradeStage.continuous) settle(1 - side, price);
        else {
          for (const place of levels.keys()) {
            const [levelSide, level] = place.split('/').map(Number);
            if (levelSide === Side.buy ? level >= price : level <= price) settle(levelSide, level);
          }
        }
      } else if (kind === Kind.phase) {
        changed = true;
        state = { ...state, phase: code, indicativePrice: -1, indicativeMatched: 0 };
      } else if (kind === Kind.indication) {
        changed = true;
        state = { ...state, indicativePrice: price, indicativeMatched: quantity };
      } else if (kind !== Kind.rejected && price > 0 && (flags & Flag.hidden) === 0) {
        if (kind === Kind.replaced) settle(side, tickets[ticketOf(otherOrder)].price);
        settle(side, price);
      }
      state = { ...state, levels };
      observe?.(cursor);
      if (kind === Kind.trade)
        for (const ticket of [ticketOf(order), ticketOf(otherOrder)])
          if (ticket >= 0) report(ticket, ReportKind.traded, price, quantity, code, tickets[ticket].order);
      const own = ticketOf(order);
      if (kind === Kind.accepted && own >= 0) report(own, ReportKind.accepted, price, quantity, code, order);
      if (kind === Kind.cancelled && own >= 0) report(own, ReportKind.cancelled, price, quantity, code, order);
      if (kind === Kind.replaced) {
        const old = ticketOf(otherOrder);
        report(old, ReportKind.replaced, tickets[old].price, quantity2, code, otherOrder);
        report(own, ReportKind.accepted, price, quantity, code, order);
      }
      if (kind === Kind.rejected) {
        const ticket = refused.get(row);
        const what = ticket === undefined && quantity < 0 ? ReportKind.cancelRejected : ReportKind.rejected;
        report(ticket ?? own, what, price, quantity, code, ticket === undefined ? order : -1);
      }
      if ((flags & Flag.continues) !== 0) continue;
      if (changed) {
        state = { ...state, time, levels };
        history.push(state);
        levels = new Map(levels);
        const index = history.length - 1;
        if (started) announce(index);
      }
      changed = false;
    }
  };

  /** Calls who sees a new state at once, and lets the others see it later, channel by channel. */
  const announce = (index: number) => {
    channels.forEach((channel, rank) => {
      if (channel === 0 || channel >= 1e15) return;
      later(history[index].time + channel, 3, rank, () => {
        agents.forEach(({ agent, informationSet }, i) => {
          if (informationSet !== 'order-by-order' || agent.latency.market !== channel) return;
          seen[i] = Math.max(seen[i], index);
          agent.onMarket?.(desks[i]);
        });
      });
    });
    agents.forEach(({ agent, informationSet }, i) => {
      if (informationSet === 'order-by-order' && agent.latency.market === 0) agent.onMarket?.(desks[i]);
    });
  };

  const takeSnapshots = () => {
    const index = snapshots.push({ ...state, time: now }) - 1;
    channels.forEach((channel, rank) => {
      if (channel < 1e15) return;
      later(now + channel - 1e15, 3, rank, () => {
        agents.forEach(({ agent, informationSet }, i) => {
          if (informationSet !== 'l1-snapshot-3s' || agent.latency.market !== channel - 1e15) return;
          seen[i] = index;
          agent.onMarket?.(desks[i]);
        });
      });
    });
  };

  venue.advanceTo(startNs);
  readTape();
  agents.forEach((_, i) => {
    look(i, true);
  });
  started = true;
  for (let i = 0; i < history.length; i++)
    if (history[i].time + Math.min(...channels.filter((channel) => channel > 0)) >= startNs)
      throw new Error('start later');
  agents.forEach(({ agent }, i) => {
    agent.start(desks[i]);
  });
  readTape();
  let nextSnapshot = Math.ceil(startNs / (3 * SECOND)) * 3 * SECOND;
  for (;;) {
    pending.sort((a, b) => a.time - b.time || a.klass - b.klass || a.rank - b.rank);
    const time = Math.min(venue.nextTimer(), nextSnapshot, pending[0]?.time ?? Infinity);
    if (time > endNs) break;
    now = time;
    if (venue.nextTimer() === time) venue.advanceTo(time);
    else if (nextSnapshot === time) {
      takeSnapshots();
      nextSnapshot += 3 * SECOND;
    } else pending.shift()!.happen();
    readTape();
  }
  now = endNs;
  venue.advanceTo(endNs);
  readTape();
  over = true;
  for (const answer of pending.filter((each) => each.report).sort((a, b) => a.time - b.time || a.rank - b.rank)) {
    now = answer.time;
    answer.happen();
  }
}

/**
 * An agent that does anything anywhere, and writes down all it is told and sees.
 * @param american - whether it uses icebergs, post-only orders, partial cancels and replacements
 */
export function randomAgent(
  id: string,
  account: number,
  latency: Agent['latency'],
  log: string[],
  watches: boolean,
  american = false,
): Agent {
  let tickets = 0;
  const act = (desk: Desk) => {
    const stream = desk.stream('acts');
    const choice = stream.uniform();
    const side = stream.uniform() < 0.5 ? Side.buy : Side.sell;
    const quantity = 100 * (1 + Math.floor(stream.uniform() * 20)) + (stream.uniform() < 0.05 ? 37 : 0);
    const price = 1570 + Math.floor((stream.uniform() - 0.5) * 12);
    if (choice < 0.6) tickets = desk.submit(account, side, 0, price, quantity) + 1;
    else if (choice < 0.75) tickets = desk.submit(account, side, 1, -1, quantity) + 1;
    else if (tickets > 0 && own.length > 0) desk.cancel(own[Math.floor(stream.uniform() * own.length)]);
  };
  const actAmerican = (desk: Desk) => {
    const stream = desk.stream('acts');
    const choice = stream.uniform();
    const side = stream.uniform() < 0.5 ? Side.buy : Side.sell;
    const quantity = 1 + Math.floor(stream.uniform() * 900);
    const price = 1570 + Math.floor((stream.uniform() - 0.5) * 12);
    const some = own[Math.floor(stream.uniform() * own.length)] ?? -1;
    if (some < 0 || choice < 0.25) tickets = desk.submit(account, side, OrderType.limit, price, quantity) + 1;
    else if (choice < 0.4) tickets = desk.submit(account, side, OrderType.iceberg, price, quantity, 70) + 1;
    else if (choice < 0.5) tickets = desk.submit(account, side, OrderType.postOnly, price, quantity) + 1;
    else if (choice < 0.55) tickets = desk.submit(account, side, OrderType.marketIoc, -1, quantity) + 1;
    else if (choice < 0.65) desk.cancel(some);
    else if (choice < 0.75) desk.cancel(some, 1 + (quantity >> 1));
    // Now and then an order that was just sent, which may be refused before its replacement arrives.
    else tickets = desk.replace(choice < 0.8 ? tickets - 1 : some, price, stream.uniform() < 0.9 ? quantity : 0) + 1;
  };
  const own: number[] = [];
  const note = (what: string, { market, now }: Desk) => {
    const levels = [0, 1].map((side) =>
      [0, 1, 4].map((i) => `${market.levelPrice(side, i)}x${market.levelQuantity(side, i)}`),
    );
    log.push(
      `${now} ${id} ${what} ${market.time} ${market.phase} ${market.bestBid}|${market.bestAsk} ${levels} ` +
        `${market.depth5(0)}|${market.depth5(1)} ${market.lastPrice} ${market.lastTradeSide} ${market.volume} ` +
        `${market.indicativePrice} ${market.indicativeMatched}`,
    );
  };
  const agent: Agent = {
    id,
    latency,
    start(desk) {
      note('start', desk);
      desk.wakeAt(desk.now + 1e9 * desk.stream('time').uniform());
    },
    onWake(desk) {
      note('wake', desk);
      if (american) actAmerican(desk);
      else act(desk);
      // Whole seconds now and then, so that many things fall on one instant.
      const next = desk.now + 4e9 * desk.stream('time').uniform();
      desk.wakeAt(desk.stream('time').uniform() < 0.3 ? Math.ceil(next / SECOND) * SECOND : next);
    },
    onReport(report, desk) {
      note(`report ${Object.values(report)}`, desk);
      if (report.kind === ReportKind.accepted) own.push(report.ticket);
      if (report.kind === ReportKind.traded && desk.stream('answer').uniform() < 0.1) act(desk);
    },
  };
  if (watches)
    agent.onMarket = (desk) => {
      note('market', desk);
      if (desk.stream('answer').uniform() < 0.02) act(desk);
    };
  return agent;
}
