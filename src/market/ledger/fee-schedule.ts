import type { RulePack } from '../../rules/index.js';

const PARTS = 100_000_000;

/** What a trade costs each side. The rates of a side are added up and the sum is rounded once, half up. */
export class FeeSchedule {
  private readonly buyRate: number;
  private readonly sellRate: number;

  constructor(fees: RulePack['fees']) {
    this.buyRate = fees.transferBoth + fees.handlingBoth + fees.levyBoth + fees.commission;
    this.sellRate = this.buyRate + fees.stampDutySell;
  }

  /** Cost of buying for `value` in money units. */
  buying(value: number): number {
    return share(value, this.buyRate, PARTS / 2);
  }

  /** Cost of selling for `value` in money units. */
  selling(value: number): number {
    return share(value, this.sellRate, PARTS / 2);
  }

  /** Cash that buying one unit at `unitValue` needs at most: the sum of rounded costs of its trades stays within. */
  bound(unitValue: number): number {
    return unitValue + share(unitValue, this.buyRate, PARTS - 1);
  }
}

/** value × rate / 10^8 in exact integers; what is added before the cut decides the rounding. */
function share(value: number, rate: number, added: number): number {
  const whole = Math.floor(value / PARTS);
  return whole * rate + Math.floor(((value - whole * PARTS) * rate + added) / PARTS);
}
