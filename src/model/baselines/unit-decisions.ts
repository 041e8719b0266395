import type { Decision } from '../decision.js';

/** The decisions of a flow of which every order has the same quantity. */
export function unitDecisions(quantity: number, marketOrders: number, limitOrders: number): readonly Decision[] {
  return [
    { quantity, orders: 1, marketable: true, weight: marketOrders },
    { quantity, orders: 1, marketable: false, weight: limitOrders },
  ];
}

/** The nearest whole number of lots, at least one. */
export function wholeLots(quantity: number, lot: number): number {
  return Math.max(1, Math.round(quantity / lot)) * lot;
}
