import type { AccountClass, AccountClasses } from '../../model/index.js';
import { exp, log, normal, type Stream } from '../../random/index.js';
import { betaQuantile } from '../../statistics/index.js';

/** Accounts that trade, each with parameters drawn from the law of its class; one entry an account. */
export interface DrawnAccounts {
  readonly klass: Uint8Array;
  /** Orders per second. */
  readonly rate: Float64Array;
  /** Share of its orders that execute at once, and that buy. */
  readonly marketable: Float64Array;
  readonly buys: Float64Array;
  /** Mean and standard deviation of the log quantity of its orders, lots. */
  readonly sizeMean: Float64Array;
  readonly sizeSpread: Float64Array;
}

/** Quantiles of a beta law that are tabulated. */
const QUANTILES = 256;

/** No account's sizes agree better than this. */
const LEAST_SPREAD = 0.05;

/** Draws so many accounts from the fitted population. Every account takes six numbers of the stream. */
export function drawAccounts({ classes }: AccountClasses, active: number, stream: Stream): DrawnAccounts {
  const laws = classes.map(lawsOf);
  const column = () => new Float64Array(active);
  const drawn = { rate: column(), marketable: column(), buys: column(), sizeMean: column(), sizeSpread: column() };
  const klass = new Uint8Array(active);
  for (let account = 0; account < active; account++) {
    let u = stream.uniform();
    let c = 0;
    while (c < classes.length - 1 && u >= classes[c].share.value) u -= classes[c++].share.value;
    klass[account] = c;
    const { rate, sizeMean, sizeSpread, marketable, buys } = laws[c];
    drawn.rate[account] = exp(rate.mean + rate.spread * normal(stream));
    drawn.sizeMean[account] = sizeMean.mean + sizeMean.spread * normal(stream);
    drawn.sizeSpread[account] = Math.max(LEAST_SPREAD, sizeSpread.mean + sizeSpread.spread * normal(stream));
    drawn.marketable[account] = marketable(stream.uniform());
    drawn.buys[account] = buys(stream.uniform());
  }
  return { klass, ...drawn };
}

function lawsOf({ measured, counted, direction }: AccountClass) {
  const normalLaw = (law: AccountClass['measured']['orderRate'], otherwise: number) =>
    law === null ? { mean: otherwise, spread: 0 } : { mean: law.mean.value, spread: law.spread.value };
  const { marketShare } = counted;
  return {
    rate: normalLaw(measured.orderRate, log(1e-3)),
    sizeMean: normalLaw(measured.sizeLogMean, 0),
    sizeSpread: normalLaw(measured.sizeLogSpread, 1),
    marketable: betaDraw(marketShare?.alpha.value ?? 1, marketShare?.beta.value ?? 1),
    buys: betaDraw(direction.value, direction.value),
  };
}

/** A beta law by its tabulated quantiles: exact inversion would take longer than the run. */
function betaDraw(alpha: number, beta: number): (u: number) => number {
  const table = Float64Array.from({ length: QUANTILES }, (_, i) => betaQuantile((i + 0.5) / QUANTILES, alpha, beta));
  return (u) => {
    const place = Math.max(0, Math.min(QUANTILES - 1, u * QUANTILES - 0.5));
    const below = Math.floor(place);
    const above = Math.min(QUANTILES - 1, below + 1);
    return table[below] + (place - below) * (table[above] - table[below]);
  };
}
