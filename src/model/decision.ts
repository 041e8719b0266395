/**
 * What a trader decides to send: an order, or several of one side and price sent as one. A sample of decisions, each with
 * a weight, says who must exist behind a model's anonymous flow.
 */
export interface Decision {
  /** Quantity of all its orders together, and how many they are. */
  readonly quantity: number;
  readonly orders: number;
  /** Whether it executes at once. */
  readonly marketable: boolean;
  /** How many decisions of the fitted window it stands for. */
  readonly weight: number;
}
