import type { AgentDefinition } from '../agents/index.js';
import type { PracticeDefinition } from '../manipulation/index.js';

/** A module with agents and practices of somebody's own, as it was read. */
export interface LoadedModule {
  readonly path: string;
  /** SHA-256 of its code, in hexadecimal digits. */
  readonly digest: string;
  readonly agents: readonly AgentDefinition[];
  readonly practices: readonly PracticeDefinition[];
}
