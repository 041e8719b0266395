import { formatTimeOfDay } from '../tape/index.js';

/** What the data could and could not show. */
export interface FittedParts {
  readonly startNs: number;
  readonly endNs: number;
  readonly openingCall: boolean;
  readonly latentDepth: boolean;
}

/** Everything that the model takes for granted, by name; results that hang on one can say which. */
export function namedAssumptions(parts: FittedParts): { name: string; statement: string }[] {
  const span = `${formatTimeOfDay(parts.startNs)}–${formatTimeOfDay(parts.endNs)}`;
  return [
    {
      name: 'rates-outside-window',
      statement: `Only ${span} was fitted; before and after it rates keep the value of the nearest knot, so an afternoon is assumed to go on as the fitted time ended.`,
    },
    {
      name: 'one-day',
      statement:
        'Standard errors describe the dependence within this one day (blocks of a minute), not differences between days.',
    },
    {
      name: 'sides-as-observed',
      statement:
        'Buying and selling keep the proportions of the day; a day that rose is simulated as one that tends to rise.',
    },
    {
      name: 'sign-memory-is-splitting',
      statement:
        "Persistence of signs is order splitting: it remembers the background's own marketable orders and not those of others.",
    },
    {
      name: 'common-activity',
      statement: 'Bursts of arrivals multiply all types and sides alike; cancels do not take part in them.',
    },
    {
      name: 'batches-share-a-fate',
      statement:
        'Orders of one side and price within 20 ms are one decision: in a simulation they have one price and are cancelled together.',
    },
    {
      name: 'quantities-by-type',
      statement:
        'Quantities depend on type, side, part of the day and batch, and those of marketable orders on whether a wall stands opposite; on nothing else.',
    },
    {
      name: 'hazard-by-age-and-distance',
      statement:
        'What is left of an order is cancelled as a whole, at a rate given by its age, its distance from the touch, its side and the time of day.',
    },
    {
      name: 'ties-are-spread',
      statement: 'Arrivals with one time stamp lie evenly within the resolution of the source.',
    },
    parts.latentDepth
      ? {
          name: 'orders-without-events',
          statement:
            'The source leaves out orders that were neither executed nor cancelled all day; they are added far from the touch, in the quantity by which published resting totals exceed the rebuilt book, never to be cancelled.',
        }
      : {
          name: 'no-resting-totals',
          statement:
            'No published resting totals were given: orders that the source leaves out, if any, are missing from the book.',
        },
    parts.openingCall
      ? {
          name: 'opening-call-independent',
          statement: 'Orders of the opening call do not react to the indicated price.',
        }
      : {
          name: 'no-opening-call',
          statement: 'The tape shows no opening call: a simulation seeds its first book from the fitted quantities.',
        },
  ];
}
