import { noAccounts, TAPE_SCHEMA, type TapeHeader, UNKNOWN } from '../../tape/index.js';
import type { SourceOptions } from '../format.js';
import type { Replay, RestingSnapshot } from '../replay-result.js';
import { rulesOfFile, sourceDigest } from '../source-files.js';
import { compareWithRecord } from './compare-with-record.js';
import { sseFiles } from './files.js';
import { incomingOrders } from './incoming-orders.js';
import { sseInstrument } from './instrument.js';
import { readSseDay } from './read-day.js';
import { TICK } from './record.js';
import type { SseSnapshot } from './snapshot-record.js';
import { putThroughVenue } from './through-venue.js';

/** The STAR market lists the numbers 688 and 689. */
const venueOf = (symbol: string) => (/^68[89]/.test(symbol) ? 'sse-star' : 'sse-main');

/**
 * Puts what came to the Shanghai Stock Exchange for a stock and day (see {@link incomingOrders}) through the venue under
 * the rules of that day, and compares what it makes of it with every trade and snapshot that the exchange published. It
 * had accepted these orders, so breaches of limits, lots and cage are reported and not enforced; nothing is settled.
 */
export async function replaySse(source: string, options: SourceOptions): Promise<Replay> {
  const files = await sseFiles(source, options);
  const { symbol, date, logs } = files;
  const rules = rulesOfFile(venueOf(symbol), date, logs[0]);
  const day = await readSseDay(files);
  const header: TapeHeader = {
    schema: TAPE_SCHEMA,
    source: 'sse-l2',
    venue: rules.id,
    date,
    rulePack: rules.version,
    instruments: [sseInstrument(symbol, rules, day.snapshots)],
    accounts: noAccounts(),
  };
  const through = putThroughVenue(day, incomingOrders(day.ticks), rules, header);
  return {
    format: 'sse-l2',
    symbol,
    date,
    files: logs,
    sourceDigest: await sourceDigest(logs),
    tape: through.tape,
    ...compareWithRecord(day, through),
    mapped: through.mapped,
    restingSnapshots: day.snapshots.map(restingSnapshot),
  };
}

function restingSnapshot(snapshot: SseSnapshot): RestingSnapshot {
  const { bidMeanPrice, askMeanPrice } = snapshot;
  return {
    timeNs: snapshot.timeNs,
    bidTotal: snapshot.bidTotal,
    askTotal: snapshot.askTotal,
    bidMeanPriceTicks: bidMeanPrice === 0 ? UNKNOWN : bidMeanPrice / TICK,
    askMeanPriceTicks: askMeanPrice === 0 ? UNKNOWN : askMeanPrice / TICK,
    bidPrices: snapshot.bidPrices,
    bidQuantities: snapshot.bidQuantities,
    askPrices: snapshot.askPrices,
    askQuantities: snapshot.askQuantities,
  };
}
