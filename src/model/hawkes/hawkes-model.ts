import type { Decision } from '../decision.js';
import { IntradayShape } from '../intraday-shape.js';
import { QuantityLaw } from '../quantity-law.js';
import { TickLaw } from '../tick-law.js';
import { FLOW_TYPES, flowKinds, flowTypeNames, stateFactors } from './flow-types.js';
import type { HawkesFile } from './hawkes-file.js';

/** Decisions of each kind in a sample. */
const SAMPLES = 256;
/** Fractional parts of its multiples fill [0, 1) evenly. */
const GOLDEN_RATIO = 0.6180339887498949;
const RAREST = 0.999_999;

/** A state-dependent Hawkes model ready to use: the file's tables as typed arrays and laws. */
export class HawkesModel {
  readonly kind = 'hawkes';
  readonly shape: IntradayShape;
  readonly decays: Float64Array;
  /** μ per second, [knot·types + type]. */
  private readonly baselines: Float64Array;
  /** α_djk·b_k, what an event of type j adds to type d at decay k: [j][k·types + d]. */
  readonly jumps: readonly Float64Array[];
  /** [factor][kind·buckets + bucket]. */
  readonly factors: readonly Float64Array[];
  readonly edges: readonly Float64Array[];
  /** Relative hazards by age bin of orders at the touch and of those behind it, and of the latter by distance. */
  readonly touchAge: Float64Array;
  readonly behindAge: Float64Array;
  readonly behindDistance: Float64Array;
  /** The same by bin of quantity. */
  readonly touchQuantity: Float64Array;
  readonly behindQuantity: Float64Array;
  readonly deeper: readonly TickLaw[];
  /** Quantities in lots, [improve, join, deeper][bucket of the spread; of deeper ones, zone of the distance]. */
  readonly quantities: readonly (readonly QuantityLaw[])[];
  readonly takenWithin: QuantityLaw;
  readonly takenMore: QuantityLaw;
  readonly improve: readonly { fromOwn: number; own: Float64Array; opposite: Float64Array }[];

  constructor(readonly file: HawkesFile) {
    const { decaysPerSecond, baselineKnotsNs, targets, states, cancels, placement, quantities, taking } = file;
    this.shape = new IntradayShape(baselineKnotsNs);
    this.decays = Float64Array.from(decaysPerSecond);
    this.baselines = Float64Array.from(
      baselineKnotsNs.flatMap((_, knot) => flowTypeNames.map((name) => targets[name].baselinePerSecond[knot].value)),
    );
    this.jumps = flowTypeNames.map((source) => {
      const jump = new Float64Array(decaysPerSecond.length * FLOW_TYPES);
      for (const [target, name] of flowTypeNames.entries())
        for (const [k, decay] of decaysPerSecond.entries())
          jump[k * FLOW_TYPES + target] = targets[name].kernels[source].shares[k] * decay;
      return jump;
    });
    const values = (list: readonly { value: number }[]) => Float64Array.from(list, ({ value }) => value);
    const table = (byKind: HawkesFile['states']['spread']['factors']) =>
      Float64Array.from(flowKinds.flatMap((kind) => byKind[kind].map(({ value }) => value)));
    this.factors = stateFactors.map((name) => table(states[name].factors));
    this.edges = stateFactors.map((name) => Float64Array.from(states[name].edges));
    this.touchAge = values(cancels.atTouch.age);
    this.behindAge = values(cancels.behind.age);
    this.behindDistance = values(cancels.behind.distance);
    this.touchQuantity = values(cancels.atTouch.quantity);
    this.behindQuantity = values(cancels.behind.quantity);
    this.deeper = placement.deeper.map((law) => new TickLaw(law, placement.farthestTicks));
    this.improve = placement.improve.map(({ fromOwn, ownTicks, oppositeTicks }) => ({
      fromOwn: fromOwn.value,
      own: cumulative(ownTicks),
      opposite: cumulative(oppositeTicks),
    }));
    this.quantities = [quantities.improve, quantities.join, quantities.deeper].map((laws) =>
      laws.map((law) => new QuantityLaw(law)),
    );
    this.takenWithin = new QuantityLaw(taking.within);
    this.takenMore = new QuantityLaw(taking.more);
  }

  /** Larger than all but one order in a million. */
  get maximumQuantity(): number {
    const laws = [...this.quantities.flat(), this.takenWithin];
    return Math.max(...laws.map((law) => law.quantile(RAREST))) * this.file.market.lot;
  }

  /** Mean quantity of an order behind the touch, units. */
  get meanQuantity(): number {
    let [orders, sum] = [0, 0];
    for (const [zone, law] of this.quantities[2].entries()) {
      const weight = this.file.quantities.deeper[zone].orders;
      orders += weight;
      sum += weight * law.mean;
    }
    return (sum / orders) * this.file.market.lot;
  }

  /** Factor on orders inside a spread, ticks, that is wider than the fit has seen. */
  beyondWidest(spread: number): number {
    return Math.max(1, spread / this.file.states.widestTicks);
  }

  /** Factor on cancels behind the touch where more orders stand there than the fit has seen. */
  beyondMostBehind(orders: number): number {
    return Math.max(1, orders / this.file.states.mostBehind);
  }

  /** μ per second by type at a time of day, ns. */
  baselineAt(timeNs: number, into: Float64Array): void {
    const { baselines, shape } = this;
    const segment = shape.segment(timeNs);
    const weight = shape.weight(timeNs, segment);
    for (let type = 0; type < FLOW_TYPES; type++) {
      const at = segment * FLOW_TYPES + type;
      into[type] = weight === 0 ? baselines[at] : (1 - weight) * baselines[at] + weight * baselines[at + FLOW_TYPES];
    }
  }

  /** A sample of what traders decide to send, evenly spread over the laws. */
  decisions(): readonly Decision[] {
    const { events, market, quantities } = this.file;
    const sample = (law: QuantityLaw, marketable: boolean, weight: number) =>
      Array.from(
        { length: SAMPLES },
        (_, k): Decision => ({
          quantity: law.quantile((k * GOLDEN_RATIO) % 1) * market.lot,
          orders: 1,
          marketable,
          weight: weight / SAMPLES,
        }),
      );
    return [
      ...(['improve', 'join', 'deeper'] as const).flatMap((kind, i) =>
        quantities[kind].flatMap(({ orders }, bucket) => sample(this.quantities[i][bucket], false, orders)),
      ),
      ...sample(this.takenWithin, true, events.market),
    ];
  }
}

function cumulative(probabilities: readonly number[]): Float64Array {
  let sum = 0;
  return Float64Array.from(probabilities, (probability) => {
    sum += probability;
    return sum;
  });
}
