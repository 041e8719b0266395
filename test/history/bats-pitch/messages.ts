const two = (letters: string, length: number) => letters.padStart(length, '0');

/** Lines of a PITCH file; times in ms, prices in USD × 10,000. */
export const pitch = {
  add: (ms: number, id: string, side: 'B' | 'S', shares: number, symbol: string, price: number) =>
    `${two(String(ms), 8)}A${two(id, 12)}${side}${two(String(shares), 6)}${symbol.padEnd(6)}${two(String(price), 10)}Y`,
  cancel: (ms: number, id: string, shares: number) => `${two(String(ms), 8)}X${two(id, 12)}${two(String(shares), 6)}`,
  execute: (ms: number, id: string, shares: number) =>
    `${two(String(ms), 8)}E${two(id, 12)}${two(String(shares), 6)}00001AQ00001`,
  hidden: (ms: number, side: 'B' | 'S', shares: number, symbol: string, price: number) =>
    `${two(String(ms), 8)}P${two('ZZ', 12)}${side}${two(String(shares), 6)}${symbol.padEnd(6)}${two(String(price), 10)}00001AQ00001`,
};
