const eventColumns = [
  'ts_recv',
  'ts_event',
  'rtype',
  'publisher_id',
  'instrument_id',
  'action',
  'side',
  'price',
  'size',
  'channel_id',
  'order_id',
  'flags',
  'ts_in_delta',
  'sequence',
  'symbol',
] as const;

/** Values of a row by column; what is left out is that of an ordinary new buy order. */
export type EventRow = Partial<Record<(typeof eventColumns)[number], string>>;

export const eventHeader = eventColumns.join(',');

export function eventRow(values: EventRow): string {
  const row: EventRow = {
    ts_recv: '',
    ts_event: '2025-07-17T13:30:00.000000001Z',
    rtype: '160',
    publisher_id: '2',
    instrument_id: '1',
    action: 'A',
    side: 'B',
    price: '13.410000000',
    size: '100',
    channel_id: '0',
    order_id: '1',
    flags: '130',
    ts_in_delta: '0',
    sequence: '7',
    symbol: 'ABC',
    ...values,
  };
  return eventColumns.map((column) => row[column]).join(',');
}

const levels = Array.from({ length: 10 }, (_, level) => String(level).padStart(2, '0'));
const bookColumns = [
  'ts_event',
  'action',
  'side',
  'price',
  'size',
  'sequence',
  ...levels.flatMap((level) =>
    ['bid', 'ask'].flatMap((side) => ['px', 'sz', 'ct'].map((of) => `${side}_${of}_${level}`)),
  ),
  'symbol',
  'order_id',
];

export const bookHeader = bookColumns.join(',');

/** A row of ten levels; those that are left out are empty. */
export function bookRow(values: Readonly<Record<string, string>>): string {
  const row: Readonly<Record<string, string>> = {
    ts_event: '2025-07-17T13:30:00.000000001Z',
    action: 'A',
    side: 'B',
    price: '13.41',
    size: '100',
    sequence: '7',
    symbol: 'ABC',
    order_id: '1',
    ...values,
  };
  return bookColumns.map((column) => row[column] ?? (column.includes('_px_') ? '' : '0')).join(',');
}
