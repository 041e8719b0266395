import { z } from 'zod';
import { typicalBookSchema } from '../baselines/typical-book.js';
import { estimateSchema } from '../estimate.js';
import { quantityMixtureSchema, tickLawSchema } from '../model-file.js';
import { marketShape, modelHeader } from '../model-header.js';
import { flowKinds, flowTypeNames } from './flow-types.js';
import { hiddenLevelsSchema } from './hidden-levels.js';
import { orderMemorySchema } from './order-memory.js';

const estimates = z.array(estimateSchema);
const byKind = <T extends z.ZodType>(schema: T) => z.record(z.enum(flowKinds), schema);
const byType = <T extends z.ZodType>(schema: T) => z.record(z.enum(flowTypeNames), schema);

const kernelSchema = z.strictObject({
  shares: z.array(z.number().nonnegative()).describe('α: events that one event sets off, by decay'),
  standardErrors: z.array(z.number().nonnegative()).describe('0 where the share is at its bound 0'),
});

/**
 * A state-dependent Hawkes model as it stands in a file. Times are seconds unless they are named otherwise, prices and
 * distances ticks, quantities lots of `market.lot`.
 */
export const hawkesSchema = z.strictObject({
  ...modelHeader('hawkes'),
  market: z.strictObject({ ...marketShape, typicalBook: typicalBookSchema }),
  events: byKind(z.int().nonnegative()).describe('events of each kind that were fitted, both sides'),
  stampNs: z.int().positive().describe('step of the stamps of the source, in which events of one stamp were spread'),
  decaysPerSecond: z.array(z.number().positive()).min(1).describe('a grid, not estimated'),
  sidesTied: z.boolean().describe('whether buy and sell share their parameters in the mirror'),
  baselineKnotsNs: z.array(z.int()).min(1).describe('times of day between which baselines change, ns since midnight'),
  spectralRadius: z.number().describe('of the matrix of row norms: below 1, or bursts would not end'),
  targets: byType(
    z.strictObject({
      baselinePerSecond: estimates.min(1).describe('at each knot, a straight line between and level outside'),
      kernels: byType(kernelSchema).describe('by what excites'),
    }),
  ),
  states: z.strictObject({
    reachTicks: z.int().positive().describe('ticks behind the touch within which an order counts as behind it'),
    spreadMemorySeconds: z
      .number()
      .positive()
      .nullable()
      .describe('length of the past by whose mean spread the relative spread is measured; null: it plays no part'),
    widestTicks: z
      .int()
      .positive()
      .describe('spread beyond which orders inside come in proportion to it, and stand in proportion'),
    mostBehind: z.number().positive().describe('orders behind the touch beyond which a cancel comes in proportion'),
    spread: z.strictObject({ edges: z.array(z.number()), factors: byKind(estimates) }),
    relativeSpread: z.strictObject({ edges: z.array(z.number()), factors: byKind(estimates) }),
    imbalance: z.strictObject({ edges: z.array(z.number()), factors: byKind(estimates) }),
    ordersAtTouch: z.strictObject({ edges: z.array(z.number()), factors: byKind(estimates) }),
    ordersBehind: z.strictObject({ edges: z.array(z.number()), factors: byKind(estimates) }),
  }),
  cancels: z
    .strictObject({
      ageEdgesSeconds: z.array(z.number()),
      distanceEdgesTicks: z.array(z.int()).describe('smallest distance of each bin but the first'),
      quantityEdgesLots: z.array(z.number()).describe('smallest quantity of each bin but the first'),
      atTouch: z.strictObject({ cancels: z.int().nonnegative(), age: estimates, quantity: estimates }),
      behind: z.strictObject({
        cancels: z.int().nonnegative(),
        age: estimates,
        distance: estimates,
        quantity: estimates,
      }),
    })
    .describe('relative hazards of orders, which say whose turn it is when a cancel comes'),
  placement: z.strictObject({
    spreadEdges: z.array(z.number()).describe('edges of the buckets of the spread, ticks'),
    improve: z
      .array(
        z.strictObject({
          orders: z.int().nonnegative(),
          fromOwn: estimateSchema.describe('share in the half of the spread that is nearer the own touch'),
          ownTicks: z.array(z.number()).describe('probabilities of 1, 2, … ticks from the own touch, of those'),
          oppositeTicks: z
            .array(z.number())
            .describe('probabilities of 1, 2, … ticks from the opposite touch, of others'),
        }),
      )
      .describe('orders inside the spread, by bucket of the spread'),
    deeper: z.array(tickLawSchema).describe('ticks behind the touch less one, by bucket of the spread'),
    takenPrices: z
      .strictObject({
        distanceEdgesTicks: z.array(z.int()).describe('smallest distance of each zone behind the touch but the first'),
        shares: estimates.min(1),
      })
      .describe('share of the orders behind the touch that stand where others of their side stand, by distance'),
    farthestTicks: z.int().positive().describe('where the tails of deep distances are cut'),
  }),
  quantities: z.strictObject({
    spreadEdges: z.array(z.number()).describe('edges of the buckets of the spread by which quantities differ'),
    improve: z.array(quantityMixtureSchema),
    join: z.array(quantityMixtureSchema),
    distanceEdgesTicks: z.array(z.int()).describe('smallest distance of each zone behind the touch but the first'),
    deeper: z.array(quantityMixtureSchema).describe('by zone'),
  }),
  memory: orderMemorySchema,
  hiddenLevels: hiddenLevelsSchema
    .nullable()
    .describe('the book beyond what the source shows; null where it shows every order'),
  taking: z
    .strictObject({
      touchEdgesLots: z.array(z.number()).describe('edges of the buckets of the opposite touch'),
      exactly: estimates.describe('share of market orders that take exactly the touch, by bucket'),
      beyond: estimates.describe('share that take more'),
      within: quantityMixtureSchema.describe('quantity of those that take less, cut at the touch'),
      more: quantityMixtureSchema.describe('what the others take beyond the touch'),
    })
    .describe('quantity of market orders'),
});
export type HawkesFile = z.infer<typeof hawkesSchema>;
