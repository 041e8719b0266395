type Quotes = readonly (readonly [quantity: number, price: number])[];

/**
 * A crossed book and the prices at which it trades: maximum volume, every better order fills, then the tie-breaks of
 * each exchange. Case D is decided by the better orders.
 */
export interface AuctionVector {
  readonly name: string;
  readonly buys: Quotes;
  readonly sells: Quotes;
  readonly previousClose: number;
  readonly lastTrade: number;
  readonly volume: number;
  /** Nearest to the previous close, on the grid of ticks. */
  readonly szseOpen: number;
  /** Nearest to the last trade. */
  readonly szseClose: number;
  /** The middle of order prices, rounded half up. */
  readonly sse: number;
}

/** Worked out by hand from the rules of both exchanges; every auction of the project must find them. */
export const auctionVectors: readonly AuctionVector[] = [
  vector('A', '500@1010 300@1005', '400@995 400@1000', [1000, 1003], 800, [1000, 1003, 1003]),
  vector('B', '1000@1010', '1000@1000', [990, 1012], 1000, [1000, 1010, 1005]),
  vector('C', '600@1010 400@1006', '500@1000 500@1004', [1005, 1001], 1000, [1005, 1004, 1005]),
  vector('D', '700@1010 500@1003', '600@1000 300@1008', [1007, 1002], 700, [1008, 1008, 1008]),
];

function vector(
  name: string,
  buys: string,
  sells: string,
  [previousClose, lastTrade]: readonly [number, number],
  volume: number,
  [szseOpen, szseClose, sse]: readonly [number, number, number],
): AuctionVector {
  return { name, buys: quotes(buys), sells: quotes(sells), previousClose, lastTrade, volume, szseOpen, szseClose, sse };
}

/** Reads `quantity@price` words. */
function quotes(text: string): Quotes {
  return text.split(' ').map((quote) => {
    const [quantity, price] = quote.split('@').map(Number);
    return [quantity, price] as const;
  });
}
