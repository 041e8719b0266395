/** One tick (CNY 0.01) in the unit of the files' prices, CNY × 10,000. */
export const TICK = 100;
