import { stringify } from 'yaml';
import { type InstrumentHeader, type TapeHeader, UNKNOWN } from '../../tape/index.js';
import { exactTimeOfDay } from './exact-time.js';
import type { TickSurvey } from './tick-survey.js';

/** Names of the files of a day. */
interface TickFiles {
  readonly orders: string;
  readonly executions: string;
  readonly accounts: string | undefined;
}

/** The column map with which the files of a day are read back. */
export function columnMapText(header: TapeHeader, names: TickFiles, survey: TickSurvey): string {
  const time = {
    column: 'TransactTime',
    format: survey.finer ? 'YYYYMMDDHHMMSSnnnnnnnnn' : 'YYYYMMDDHHMMSSmmm',
  };
  const shared = { time, instrument: 'SecurityID', channel: 'ChannelNo', sequence: 'ApplSeqNum' };
  const type =
    survey.kinds.length === 0
      ? { column: 'OrdType', values: { '1': 'marketIoc', '2': 'limit', U: 'ownBest' } }
      : { column: 'OrderKind', values: Object.fromEntries(survey.kinds.map((kind) => [kind, kind])) };
  const map = {
    schema: 1,
    market: {
      book: 'venue',
      venue: header.venue,
      date: header.date,
      until: exactTimeOfDay(survey.lastNs),
      expire: survey.expire,
    },
    instruments: header.instruments.map(instrumentOf),
    ...(names.accounts === undefined
      ? {}
      : { accounts: { name: names.accounts, columns: { account: 'Account', owner: 'Owner', broker: 'Broker' } } }),
    files: [
      {
        name: names.orders,
        rows: 'order',
        columns: {
          ...shared,
          order: 'ApplSeqNum',
          side: { column: 'Side', values: { '1': 'buy', '2': 'sell' } },
          type,
          price: { column: 'Price' },
          quantity: { column: 'OrderQty' },
          ...(names.accounts === undefined ? {} : { account: 'Account' }),
        },
      },
      {
        name: names.executions,
        rows: { column: 'ExecType', values: { F: 'trade', '4': 'cancel' } },
        columns: {
          ...shared,
          bid: 'BidApplSeqNum',
          offer: 'OfferApplSeqNum',
          price: { column: 'LastPx' },
          quantity: { column: 'LastQty' },
        },
      },
    ],
  };
  const overridden = header.rulePack.endsWith('+overrides')
    ? '# Some rules of the venue were changed by the scenario; they are not in here: market.rules takes them.\n'
    : '';
  return `# What the columns of the files beside this one mean: touchstone import . --map columns.yaml --out tape.parquet\n${overridden}${stringify(map, { aliasDuplicateObjects: false })}`.trimEnd();
}

function instrumentOf(instrument: InstrumentHeader): Record<string, unknown> {
  const { symbol, currency, moneyPerTick, quantityUnit, status, statusDay, referenceDepth5 } = instrument;
  const money = (ticks: number) => (ticks * moneyPerTick) / 10_000;
  const known = (value: number) => value !== UNKNOWN;
  return {
    symbol,
    ...(known(instrument.previousClose) ? { previousClose: money(instrument.previousClose) } : {}),
    status,
    ...(known(statusDay) ? { statusDay } : {}),
    lowerLimit: known(instrument.lowerLimit) ? money(instrument.lowerLimit) : null,
    upperLimit: known(instrument.upperLimit) ? money(instrument.upperLimit) : null,
    tick: money(1),
    currency,
    quantityUnit,
    ...(known(instrument.floatShares) ? { floatShares: instrument.floatShares } : {}),
    ...(known(instrument.referenceVolume) ? { referenceVolume: instrument.referenceVolume } : {}),
    ...(known(referenceDepth5.bid) && known(referenceDepth5.ask) ? { referenceDepth5 } : {}),
  };
}
