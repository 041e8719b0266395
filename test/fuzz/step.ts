import type { OrderRequest } from '../oracle/plain-request.js';

/** The order that a request names: the one that an earlier step was given, or a number of its own. */
export type Named = { readonly step: number } | { readonly number: number };

/** What the driver does after the clock has gone on. */
export type Action =
  | { readonly kind: 'wait' }
  | ({ readonly kind: 'submit' } & OrderRequest)
  | { readonly kind: 'cancel'; readonly account: number; readonly order: Named; readonly quantity?: number | undefined }
  | {
      readonly kind: 'replace';
      readonly account: number;
      readonly order: Named;
      readonly price: number;
      readonly quantity: number;
    }
  | { readonly kind: 'closeDay' };

/** One step of a day: the clock goes to a time, then something is asked for. */
export interface Step {
  /** Its place among the steps of the day; it stays the same when others are left out. */
  readonly id: number;
  readonly time: number;
  readonly action: Action;
}
