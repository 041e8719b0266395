import { evasive } from './evasive-practice.js';
import type { PracticeDefinition } from './practice.js';
import { accountGroup } from './practices/account-group.js';
import { advancingTheBid } from './practices/advancing-the-bid.js';
import { continuousPush } from './practices/continuous-push.js';
import { falseLimitUpQueue } from './practices/false-limit-up-queue.js';
import { frontRunning } from './practices/front-running.js';
import { insiderDealing } from './practices/insider-dealing.js';
import { layering } from './practices/layering.js';
import { limitMaintenance } from './practices/limit-maintenance.js';
import { markingTheClose } from './practices/marking-the-close.js';
import { markingTheOpen } from './practices/marking-the-open.js';
import { matchedOrders } from './practices/matched-orders.js';
import { momentumIgnition } from './practices/momentum-ignition.js';
import { openingAuctionSpoofing } from './practices/opening-auction-spoofing.js';
import { paintingTheTape } from './practices/painting-the-tape.js';
import { pumpAndDump } from './practices/pump-and-dump.js';
import { quoteStuffing } from './practices/quote-stuffing.js';
import { smoking } from './practices/smoking.js';
import { spoofing } from './practices/spoofing.js';
import { washTrading } from './practices/wash-trading.js';

/** The practices that Touchstone has: a new one is one file and one line here. */
export const practiceDefinitions: readonly PracticeDefinition[] = [
  spoofing,
  layering,
  falseLimitUpQueue,
  openingAuctionSpoofing,
  continuousPush,
  markingTheClose,
  markingTheOpen,
  limitMaintenance,
  washTrading,
  matchedOrders,
  paintingTheTape,
  momentumIgnition,
  quoteStuffing,
  advancingTheBid,
  pumpAndDump,
  smoking,
  frontRunning,
  insiderDealing,
  accountGroup,
].map(evasive);
