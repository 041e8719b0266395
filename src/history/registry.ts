import { batsPitch } from './bats-pitch/format.js';
import { bitstampL3 } from './bitstamp-l3/format.js';
import { databentoMbo } from './databento-mbo/format.js';
import type { Format } from './format.js';
import { lobster } from './lobster/format.js';
import { ownData } from './own-data/format.js';
import { sseL2 } from './sse-l2/format.js';
import { szseL3 } from './szse-l3/format.js';

/** The formats that can be read. A new one is one folder and one line here. */
export const formats: readonly Format[] = [szseL3, sseL2, lobster, databentoMbo, batsPitch, bitstampL3, ownData];
