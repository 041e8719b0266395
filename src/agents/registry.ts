import type { AgentDefinition } from './agent-definition.js';
import { execution } from './execution.js';
import { heuristicBelief } from './heuristic-belief.js';
import { imbalanceFollower } from './imbalance-follower.js';
import { indicationFollower } from './indication-follower.js';
import { limitChaser } from './limit-chaser.js';
import { marketMaker } from './market-maker.js';
import { momentum } from './momentum.js';
import { newsTrader } from './news-trader.js';
import { skewedMarketMaker } from './skewed-market-maker.js';
import { tapeReader } from './tape-reader.js';

/** Every kind of trader that a scenario can name. */
export const agentDefinitions: readonly AgentDefinition[] = [
  imbalanceFollower,
  heuristicBelief,
  momentum,
  tapeReader,
  indicationFollower,
  limitChaser,
  newsTrader,
  execution,
  marketMaker,
  skewedMarketMaker,
];
