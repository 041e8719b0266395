import type { Agent } from '../simulation/index.js';

/** A manipulator that does nothing and asks for nothing, so that nobody can notice it. */
export function silent(id: string): Agent & { truth(): readonly never[] } {
  return {
    id,
    latency: { market: 0, order: 0 },
    start() {},
    onWake() {},
    truth: () => [],
  };
}
