import { createBackground } from '../../../src/agents/index.js';
import { Venue } from '../../../src/market/index.js';
import { BackgroundModel, type ModelFile } from '../../../src/model/index.js';
import { Streams } from '../../../src/random/index.js';
import { rulesInForce } from '../../../src/rules/index.js';
import { simulate } from '../../../src/simulation/index.js';
import { HOUR, MINUTE, TAPE_SCHEMA, type Tape, type TapeHeader, TapeWriter } from '../../../src/tape/index.js';

export interface QuietMarketOptions {
  readonly model: ModelFile;
  readonly seed: number;
  readonly endNs: number;
  readonly reaction?: number;
  readonly thinning?: number;
  /** What the attribution answers. @defaultValue account 0 */
  readonly accountFor?: () => number;
}

/** A morning of the background alone, from 09:15: one account for all orders, no ledger. */
export function quietMarket({ model, seed, endNs, reaction, thinning, accountFor }: QuietMarketOptions): Tape {
  const accounts = {
    count: 1,
    owner: new Int32Array(1),
    broker: new Int32Array(1),
    cash: new Float64Array(1),
    holdings: new Int32Array(1),
  };
  const header: TapeHeader = {
    schema: TAPE_SCHEMA,
    source: 'simulated',
    venue: 'szse-chinext',
    date: '2025-05-06',
    rulePack: 'szse-chinext@2023-08-28',
    instruments: [
      {
        symbol: '300233',
        currency: 'CNY',
        moneyPerTick: 100,
        quantityUnit: 'share',
        status: 'ordinary',
        statusDay: -1,
        previousClose: 1570,
        lowerLimit: 1256,
        upperLimit: 1884,
        referenceVolume: -1,
        referenceDepth5: { bid: -1, ask: -1 },
        floatShares: -1,
      },
    ],
    accounts,
  };
  const tape = new TapeWriter(header);
  const rules = rulesInForce('szse-chinext', '2025-05-06');
  const venue = new Venue({ rules, instruments: header.instruments, accounts, tape, settlement: 'none' });
  const agent = createBackground({
    model: new BackgroundModel(model),
    reaction,
    thinning,
    attribution: { accountFor: accountFor ?? (() => 0) },
  });
  simulate({
    venue,
    tape,
    streams: new Streams(seed),
    agents: [{ agent, informationSet: 'order-by-order' }],
    startNs: 9 * HOUR + 15 * MINUTE,
    endNs,
  });
  return tape.finish();
}
