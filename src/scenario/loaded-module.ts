import type { AgentDefinition } from '../agents/index.js';
import type { PracticeDefinition } from '../manipulation/index.js';

/** A module with agents and practices of somebody's own, as it was read. */
export interface LoadedModule {
  readonly path: string;
  /** SHA-256 of the file's bytes, in hexadecimal digits. Files that it imports itself are not in it. */
  readonly digest: string;
  readonly agents: readonly AgentDefinition[];
  readonly practices: readonly PracticeDefinition[];
}
