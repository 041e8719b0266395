import type { BackgroundModel } from '../../model/index.js';
import type { OpeningState } from '../../order-flow/index.js';
import type { OrderAttribution } from './order-attribution.js';

/** What the background is made of. */
export interface BackgroundOptions {
  /** @defaultValue `background/0` */
  readonly id?: string;
  readonly model: BackgroundModel;
  /** Factor on the log-responses to imbalance: 0 none, 1 the data's. @defaultValue 1 */
  readonly reaction?: number;
  /** Share of the fitted marketable flow that the background sends; strategic agents send the rest. @defaultValue 1 */
  readonly thinning?: number;
  readonly attribution: OrderAttribution;
  /**
   * The book that continuous trading begins with: of the opening call, the model's usual one, or a recorded one, whose
   * orders become the background's own. @defaultValue of the call where the model has one, otherwise the usual one
   */
  readonly opening?: OpeningState | 'auction' | 'model';
}
