import { bucketOf, FLOW_TYPES, flowKinds, type HawkesModel } from '../../model/index.js';

const KINDS = flowKinds.length;

/** What the state of the book multiplies intensities by, the product of its factors by type. */
export class StateMultipliers {
  /** Of both sides as they were seen last, [2·kind + side]; whoever reads them may change them. */
  readonly values = new Float64Array(FLOW_TYPES);
  /** Factors by state, [factor][bucket·kinds + kind]. */
  private readonly tables: readonly Float64Array[];
  /** Spread and relative spread, which both sides share, by kind. */
  private readonly shared = new Float64Array(KINDS);
  private spread = -1;
  private relative = -1;

  constructor(private readonly model: HawkesModel) {
    this.tables = model.factors.map((factors, f) => {
      const buckets = model.edges[f].length + 1;
      return Float64Array.from(factors, (_, at) => factors[(at % KINDS) * buckets + Math.floor(at / KINDS)]);
    });
  }

  /** @param relative - the spread in usual ones; undefined where that is no state */
  seeSpread(ticks: number, relative: number | undefined): void {
    const { shared, tables } = this;
    const { edges } = this.model;
    const spreadBucket = bucketOf(edges[0], ticks);
    const relativeBucket = relative === undefined ? 0 : bucketOf(edges[1], relative);
    if (spreadBucket === this.spread && relativeBucket === this.relative) return;
    this.spread = spreadBucket;
    this.relative = relativeBucket;
    const [spreads, relatives] = tables;
    for (let kind = 0; kind < KINDS; kind++)
      shared[kind] = spreads[spreadBucket * KINDS + kind] * relatives[relativeBucket * KINDS + kind];
  }

  /** @param behind - orders behind the touch within reach */
  seeSide(side: number, imbalance: number, atTouch: number, behind: number): void {
    const { shared, values } = this;
    const { edges } = this.model;
    const imbalances = this.tables[2];
    const touches = this.tables[3];
    const behinds = this.tables[4];
    const imbalanceRow = bucketOf(edges[2], imbalance) * KINDS;
    const touchRow = bucketOf(edges[3], atTouch) * KINDS;
    const behindRow = bucketOf(edges[4], behind) * KINDS;
    for (let kind = 0; kind < KINDS; kind++)
      values[2 * kind + side] =
        shared[kind] * imbalances[imbalanceRow + kind] * touches[touchRow + kind] * behinds[behindRow + kind];
  }
}
