import type { SourceForm } from '../source-form.js';

/**
 * The order ids of a LOBSTER file. A tape's orders get their number + 1, or the id that the source gave them; what an
 * iceberg shows anew gets a new id, as at NASDAQ, where the reserve cannot be told from a new order.
 */
export class LobsterIds {
  private readonly renamed = new Map<number, number>();
  private last: number;

  /** @param highest - the highest order number of the tape */
  constructor(
    highest: number,
    private readonly form: SourceForm | undefined,
  ) {
    this.last = highest + 1;
  }

  /** @param row - of the tape, which tells orders without a number apart; 0 for those that nothing names */
  of(order: number, row: number): number {
    if (order < 0) return this.form?.unnumbered.get(row) ?? 0;
    return this.renamed.get(order) ?? this.form?.orderIds[order] ?? order + 1;
  }

  rename(order: number): void {
    this.renamed.set(order, ++this.last);
  }
}
