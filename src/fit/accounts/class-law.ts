/**
 * How one feature is distributed among the accounts of one class, as far as a sample of accounts shows it. What an
 * account shows is not what it is: every law contains the sampling error of the account's own figure.
 */
export interface ClassLaw {
  /** Free parameters. */
  readonly parameters: number;
  /** Adds each account's log-density to `into`; an account that does not show the feature adds nothing. */
  addLogDensity(into: Float64Array): void;
  /** Raises the weighted log-likelihood: a step of EM. */
  improve(weights: Float64Array): void;
  /** The same law with the same parameters, to go its own way. */
  copy(): ClassLaw;
}

/** Accounts of less weight in a class than this do not move its laws. */
export const NEGLIGIBLE = 1e-6;
