import { z } from 'zod';
import { arrivalTypes } from './arrival-types.js';
import { estimateSchema } from './estimate.js';
import { marketShape, modelHeader } from './model-header.js';

const perSide = <T extends z.ZodType>(schema: T) => z.strictObject({ buy: schema, sell: schema });
const estimates = z.array(estimateSchema);

export const quantityMixtureSchema = z
  .strictObject({
    orders: z.int().nonnegative().describe('orders the mixture was fitted to'),
    largestLots: z.int().positive().describe('largest of them, at which the tail is cut'),
    atoms: z
      .array(z.strictObject({ lots: z.int().positive(), share: estimateSchema }))
      .describe('round quantities that stand out: lots, and the share of orders that they have beyond the tail'),
    tail: z
      .strictObject({ logMean: estimateSchema, logSpread: estimateSchema, tilt: estimateSchema })
      .describe('tilted discrete lognormal law of all other quantities, of the logarithm of lots'),
  })
  .describe('quantity of an order, in lots');
export type QuantityMixtureFile = z.infer<typeof quantityMixtureSchema>;

export const tickLawSchema = z
  .strictObject({
    orders: z.int().nonnegative(),
    atoms: estimates.describe('probabilities of 0, 1, 2, … ticks'),
    tail: z
      .strictObject({ scaleTicks: estimateSchema, shape: estimateSchema })
      .describe('log-logistic law of what lies beyond the atoms, counted from the last of them'),
  })
  .describe('a distance in ticks');
export type TickLawFile = z.infer<typeof tickLawSchema>;

const batchSizeSchema = z
  .strictObject({ largest: z.int().positive(), scale: estimateSchema, shape: estimateSchema })
  .describe('orders in a batch: log-logistic law, median and exponent, cut at the largest seen');

const signResponseSchema = z
  .strictObject({
    batches: z.int().nonnegative(),
    intercept: estimates.describe('at each knot'),
    touchImbalance: estimateSchema.describe('per unit of imbalance at the touch, measured from its mean'),
    depthImbalance: estimateSchema.describe('per unit of imbalance of the best five levels, measured from its mean'),
    wall: estimateSchema.describe(
      'per unit of log(ask touch / median) − log(bid touch / median), each 0 below its median',
    ),
    memory: estimates.describe('per unit of each sign memory'),
    activity: estimateSchema.describe('per unit of the log of the activity factor'),
    activityMemory: estimateSchema.describe('per unit of that times the first sign memory'),
    displacement: estimates.describe('per tick of each displacement of the mid price'),
  })
  .describe('log-odds that a batch is on the buy side');

const arrivalSchema = z.strictObject({
  batches: z.int().nonnegative(),
  ratePerSecond: estimates.describe(
    'batches, both sides together, at each knot, at a spread of one tick (improve: two)',
  ),
  spreadMultiplier: estimates.describe('factor at a spread of 1, 2, 3 and more ticks'),
  wallMultiplier: estimates.describe('factor where the larger touch is below 3 times its median, below 6 times, above'),
  sign: signResponseSchema,
});

const openingCallSchema = z
  .strictObject({
    orders: z.int().nonnegative(),
    edgesNs: z.array(z.int()).describe('edges of the intervals of constant rate, ns since midnight'),
    ratePerSecond: perSide(estimates),
    probabilities: z.array(z.number()).describe('at which the law of the price is tabulated'),
    offsetTicks: perSide(estimates).describe('price minus previous close at those probabilities, ticks'),
    quantities: perSide(quantityMixtureSchema),
    cancelPerSecond: estimateSchema.describe('hazard of an order while cancels are accepted'),
  })
  .describe('the opening call, 09:15 to 09:25 at the SZSE');

const latentDepthSchema = z
  .strictObject({
    snapshots: z.int().positive(),
    openingLots: perSide(estimateSchema).describe('resting at the first knot that the order file does not show'),
    perDeepLot: perSide(estimateSchema).describe('lots that come unseen for each lot of a seen deep order'),
    meanTicks: perSide(estimateSchema).describe('mean distance from the touch, ticks'),
  })
  .describe('orders without any event in the day, which order files leave out: known only from resting totals');

const marksSchema = z.strictObject({
  fromNs: z.int().describe('beginning of the part of the day, which ends where the next begins'),
  batchSize: z.record(z.enum(arrivalTypes), perSide(batchSizeSchema)),
  quantities: z
    .record(z.enum(arrivalTypes), perSide(quantityMixtureSchema))
    .describe('of orders alone or in small batches'),
  batchQuantities: z
    .record(z.enum(arrivalTypes), perSide(quantityMixtureSchema))
    .describe('of orders in batches of four and more'),
  aggression: z.strictObject({
    withoutLimit: estimateSchema.describe('share of marketable orders that carry no limit'),
    touchEdgesLots: z.array(z.int()).describe('edges of the buckets of the opposite touch'),
    exactlyTouch: perSide(estimates).describe('share whose quantity is set to that of the touch, by bucket'),
    limitBeyond: z
      .strictObject({ within: perSide(tickLawSchema), larger: perSide(tickLawSchema) })
      .describe('how far the limit lies beyond the touch, for orders within the quantity of the touch and larger ones'),
  }),
  atWall: z
    .strictObject({
      batchSize: perSide(batchSizeSchema),
      quantities: perSide(quantityMixtureSchema),
      batchQuantities: perSide(quantityMixtureSchema),
    })
    .describe('of marketable orders where the opposite touch is a wall, 3 times its median and more'),
});
export type MarksFile = z.infer<typeof marksSchema>;

/**
 * The model of batches that excite each other, as it stands in a file. Times are ns since midnight, prices ticks,
 * quantities lots of `market.lot`.
 */
export const modelFileSchema = z.strictObject({
  ...modelHeader('batch-flow'),
  market: z.strictObject({
    ...marketShape,
    medianTouch: z.strictObject({ bid: z.number(), ask: z.number() }).describe('median quantity at the touch'),
    meanImbalance: z
      .strictObject({ touch: z.number(), depth5: z.number() })
      .describe('mean over time, from which the responses measure'),
  }),
  knotsNs: z.array(z.int()).min(1).describe('knots of all shapes over the day'),
  memoryLengths: z.array(z.number().positive()).describe('lengths of the sign memories, marketable orders'),
  displacementSeconds: z.array(z.number().positive()).describe('horizons of the displacements of the mid price'),
  batchGapSeconds: z.number().nonnegative().describe('mean time between two orders of a batch'),
  activity: z.strictObject({
    decayPerSecond: z.array(z.number().positive()),
    branching: estimates.describe('share of batches that others of any type set off, by decay'),
  }),
  arrivals: z.record(z.enum(arrivalTypes), arrivalSchema),
  marks: z.array(marksSchema).min(1).describe('what orders look like, by part of the day'),
  placement: z.strictObject({
    improveStay: estimateSchema.describe('probability of each further tick of improvement not being taken'),
    near: perSide(estimates).describe('probabilities of 1, 2, … ticks behind the touch'),
    deep: perSide(
      z.strictObject({
        scaleTicks: estimateSchema,
        shape: estimateSchema,
        roundShare: estimateSchema.describe('share of deep orders drawn to a multiple of ten ticks'),
      }),
    ).describe('log-logistic law of the distance beyond the near ticks, cut by the price limits'),
  }),
  cancellation: z.strictObject({
    events: z.int().nonnegative(),
    atRiskSeconds: z.number().describe('summed over orders'),
    censored: z.int().nonnegative().describe('orders still alive at the end of the window'),
    ageEdgesSeconds: z.array(z.number()),
    distanceEdgesTicks: z.array(z.int()).describe('smallest distance of each bin but the first, which begins at 0'),
    perSecond: perSide(z.array(estimates)).describe('hazard of one order, [age bin][distance bin]'),
    shape: estimates.describe('factor at each knot'),
    favourAtTouch: z
      .strictObject({ mean: z.number(), variance: z.number().nonnegative() })
      .describe("imbalance in the own side's favour, over the time at risk of orders at the touch"),
    touchImbalance: estimateSchema.describe(
      "log-factor of orders at the touch per unit of imbalance in their own side's favour",
    ),
  }),
  openingCall: openingCallSchema.nullable(),
  latentDepth: latentDepthSchema.nullable(),
  signs: z.strictObject({
    buyShare: estimateSchema.describe('share of marketable orders that buy'),
    autocorrelationExponent: estimateSchema.describe('γ of the decay of the sign autocorrelation, lag^−γ'),
  }),
});
export type ModelFile = z.infer<typeof modelFileSchema>;
