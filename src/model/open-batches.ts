import { BATCH_GAP_NS } from './arrival-types.js';

/** Orders of one side and price, each within {@link BATCH_GAP_NS} of the one before, are one decision. */
export class OpenBatches {
  private readonly open: { last: number; readonly side: number; readonly price: number; readonly decision: number }[] =
    [];

  /**
   * The decision that the next order is a piece of.
   * @param place what a decision is called that begins with it
   */
  decisionOf(time: number, side: number, price: number, place: number): number {
    const { open } = this;
    for (let i = open.length - 1; i >= 0; i--) if (time - open[i].last > BATCH_GAP_NS) open.splice(i, 1);
    const batch = open.find((each) => each.side === side && each.price === price);
    if (batch === undefined) {
      open.push({ last: time, side, price, decision: place });
      return place;
    }
    batch.last = time;
    return batch.decision;
  }
}
