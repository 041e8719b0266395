import { createModelFlow } from '../../../src/agents/index.js';
import { Venue } from '../../../src/market/index.js';
import type { FlowModel } from '../../../src/model/index.js';
import type { OpeningState } from '../../../src/order-flow/index.js';
import { Streams } from '../../../src/random/index.js';
import { rulesInForce } from '../../../src/rules/index.js';
import { type Participant, simulate } from '../../../src/simulation/index.js';
import { HOUR, MINUTE, TAPE_SCHEMA, type Tape, type TapeHeader, TapeWriter } from '../../../src/tape/index.js';

export interface FlowMarketOptions {
  readonly model: FlowModel;
  readonly seed: number;
  readonly minutes: number;
  readonly startNs?: number;
  readonly opening?: OpeningState;
  readonly thinning?: number;
  /** Whether others' events excite the flow. */
  readonly company?: boolean;
  readonly others?: readonly Participant[];
  /** @defaultValue 500,000 ticks, so that no price is near a limit */
  readonly previousClose?: number;
}

/** A market of one flow in the continuous trading of the us-equity pack: one account for all orders, no ledger. */
export function flowMarket(options: FlowMarketOptions): Tape {
  const {
    model,
    seed,
    minutes,
    startNs = 10 * HOUR,
    opening,
    thinning,
    company,
    others = [],
    previousClose = 50_000,
  } = options;
  const accounts = {
    count: 2,
    owner: new Int32Array(2),
    broker: new Int32Array(2),
    cash: new Float64Array(2),
    holdings: new Int32Array(2),
  };
  const rules = rulesInForce('us-equity', '2024-06-03');
  const header: TapeHeader = {
    schema: TAPE_SCHEMA,
    source: 'simulated',
    venue: rules.id,
    date: '2024-06-03',
    rulePack: rules.version,
    instruments: [
      {
        symbol: 'TCHS',
        currency: 'USD',
        moneyPerTick: 100,
        quantityUnit: 'share',
        status: 'ordinary',
        statusDay: -1,
        previousClose,
        lowerLimit: -1,
        upperLimit: -1,
        referenceVolume: -1,
        referenceDepth5: { bid: -1, ask: -1 },
        floatShares: -1,
      },
    ],
    accounts,
  };
  const tape = new TapeWriter(header);
  const venue = new Venue({ rules, instruments: header.instruments, accounts, tape, settlement: 'none' });
  const agent = createModelFlow({ model, opening, thinning, company, attribution: { accountFor: () => 0 } });
  simulate({
    venue,
    tape,
    streams: new Streams(seed),
    agents: [{ agent, informationSet: 'order-by-order' }, ...others],
    startNs,
    endNs: startNs + minutes * MINUTE,
  });
  return tape.finish();
}
