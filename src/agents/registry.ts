import type { AgentDefinition } from './agent-definition.js';
import { imbalanceFollower } from './imbalance-follower.js';
import { marketMaker } from './market-maker.js';
import { momentum } from './momentum.js';
import { newsTrader } from './news-trader.js';
import { skewedMarketMaker } from './skewed-market-maker.js';

/** Every kind of trader that a scenario can name. */
export const agentDefinitions: readonly AgentDefinition[] = [
  imbalanceFollower,
  momentum,
  newsTrader,
  marketMaker,
  skewedMarketMaker,
];
