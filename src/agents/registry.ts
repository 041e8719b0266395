import type { AgentDefinition } from './agent-definition.js';
import { execution } from './execution.js';
import { heuristicBelief } from './heuristic-belief.js';
import { imbalanceFollower } from './imbalance-follower.js';
import { indicationFollower } from './indication-follower.js';
import { limitChaser } from './limit-chaser.js';
import { gapTrader } from './look-alikes/gap-trader.js';
import { gridTrader } from './look-alikes/grid-trader.js';
import { indexRebalancer } from './look-alikes/index-rebalancer.js';
import { ladderQuoter } from './look-alikes/ladder-quoter.js';
import { limitQueuer } from './look-alikes/limit-queuer.js';
import { portfolioTransfer } from './look-alikes/portfolio-transfer.js';
import { restingBlock } from './look-alikes/resting-block.js';
import { signalFollower } from './look-alikes/signal-follower.js';
import { urgentTrader } from './look-alikes/urgent-trader.js';
import { marketMaker } from './market-maker.js';
import { momentum } from './momentum.js';
import { newsTrader } from './news-trader.js';
import { skewedMarketMaker } from './skewed-market-maker.js';
import { slowTrader } from './slow-trader.js';
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
  slowTrader,
  execution,
  marketMaker,
  skewedMarketMaker,
  restingBlock,
  limitQueuer,
  gapTrader,
  indexRebalancer,
  urgentTrader,
  portfolioTransfer,
  ladderQuoter,
  gridTrader,
  signalFollower,
];
