/**
 * What a market showed on a day where an attack acts: over the attack's own window and in the day's auctions, measured
 * alike in every arm, whether or not anything came of the attack. Null where there was nothing to measure.
 */
export interface MarketMeasures {
  /** The side that the attack favours: 1 where it would have the market higher, −1 lower. */
  readonly direction: 1 | -1;
  /** Mid price, ticks; mean over the seconds that have one. */
  readonly priceTicks: number | null;
  /** Quantity traded. */
  readonly tradedQuantity: number;
  /** Requests that the venue answered: orders taken or refused, replacements, cancels. */
  readonly messages: number;
  /** Quantity of everybody else at the day's limit on the favoured side; mean over the seconds. */
  readonly limitQueue: number | null;
  /** Share of the seconds in which the best price of that side is the day's limit. */
  readonly atLimit: number | null;
  /** Indicated price, ticks; mean over the last three minutes in which the opening call lets orders be taken back. */
  readonly indicationTicks: number | null;
  /** Price of the opening auction, ticks. */
  readonly openTicks: number | null;
  /** Price of the day's last trade, ticks. */
  readonly closeTicks: number | null;
}

/** A measure that a practice may be about: how it prints, whether its sign follows the attack's, and how days combine. */
export interface OutcomeMeasure {
  readonly id: string;
  readonly summary: string;
  readonly unit: string;
  /** Whether up for one attack is down for another; then a positive effect is the one that was wished. */
  readonly directed: boolean;
  /** From the days of one run; null where none of them has it. */
  readonly of: (days: readonly MarketMeasures[]) => number | null;
}

const each = (days: readonly MarketMeasures[], field: keyof MarketMeasures): number[] =>
  days.map((day) => day[field]).filter((value) => value !== null);

function meanOf(field: keyof MarketMeasures): OutcomeMeasure['of'] {
  return (days) => {
    const values = each(days, field);
    return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
  };
}

function sumOf(field: keyof MarketMeasures): OutcomeMeasure['of'] {
  return (days) => each(days, field).reduce((sum, value) => sum + value, 0);
}

const firstOf =
  (field: keyof MarketMeasures): OutcomeMeasure['of'] =>
  (days) =>
    days.length === 0 ? null : days[0][field];

const outcomeMeasures = [
  { id: 'price', summary: 'mid price', unit: 'ticks', directed: true, of: meanOf('priceTicks') },
  { id: 'volume', summary: 'quantity traded', unit: 'shares', directed: false, of: sumOf('tradedQuantity') },
  { id: 'load', summary: 'messages to the venue', unit: 'messages', directed: false, of: sumOf('messages') },
  { id: 'queue', summary: 'queue of others at the limit', unit: 'shares', directed: false, of: meanOf('limitQueue') },
  { id: 'at-limit', summary: 'share of time at the limit', unit: 'share', directed: false, of: meanOf('atLimit') },
  {
    id: 'indication',
    summary: 'indicated opening price',
    unit: 'ticks',
    directed: true,
    of: firstOf('indicationTicks'),
  },
  { id: 'open', summary: 'opening price', unit: 'ticks', directed: true, of: firstOf('openTicks') },
  { id: 'close', summary: 'closing price', unit: 'ticks', directed: true, of: firstOf('closeTicks') },
] as const satisfies readonly OutcomeMeasure[];

type MeasureId = (typeof outcomeMeasures)[number]['id'];

/**
 * What each practice sets out to change in the market. Practices that are about a better price for their own orders, and
 * would rather leave no trace, are not here: their outcome is their benefit.
 */
const practiceOutcomes: Readonly<Record<string, MeasureId>> = {
  spoofing: 'price',
  layering: 'price',
  'false-limit-up-queue': 'queue',
  'opening-auction-spoofing': 'indication',
  'continuous-push': 'price',
  'marking-the-close': 'close',
  'marking-the-open': 'open',
  'limit-maintenance': 'at-limit',
  'wash-trading': 'volume',
  'matched-orders': 'volume',
  'painting-the-tape': 'volume',
  'momentum-ignition': 'price',
  'quote-stuffing': 'load',
  'advancing-the-bid': 'price',
  'pump-and-dump': 'price',
  'account-group': 'volume',
};

/** Practices that set out to change nothing but their own prices. */
const quietPractices = ['smoking', 'front-running', 'insider-dealing'];

/** The measure of what a practice sets out to change; undefined where that is its benefit. */
export function outcomeOf(practice: string): OutcomeMeasure | undefined {
  if (quietPractices.includes(practice)) return undefined;
  return outcomeMeasures.find(({ id }) => id === practiceOutcomes[practice]);
}

/** Whether it is known what a practice sets out to change, be it nothing. */
export function hasOutcome(practice: string): boolean {
  return quietPractices.includes(practice) || Object.hasOwn(practiceOutcomes, practice);
}
