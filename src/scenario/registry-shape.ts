import type * as z from 'zod';
import type { PresetKnobs } from './presets.js';

/** What a registry says of one of its entries; agents, practices and detectors share this shape. */
export interface Definition {
  readonly id: string;
  readonly summary: string;
  readonly parameters: z.ZodObject;
}

/** A practice may see in its parameters what a schema cannot. */
interface PracticeDefinition extends Definition {
  check?(parameters: unknown, accounts: number): { readonly path: string; readonly problem: string } | undefined;
}

/** Everything that a scenario can name. */
export interface Registries {
  readonly venues: readonly { readonly id: string; readonly summary: string }[];
  /** Values of a rule pack that a scenario may replace. */
  readonly ruleOverrides: z.ZodType;
  readonly models: readonly { readonly id: string; readonly summary: string }[];
  readonly agents: readonly Definition[];
  readonly practices: readonly PracticeDefinition[];
  /** @defaultValue none */
  readonly presets?: readonly PresetKnobs[];
  readonly detectors: readonly (Definition & { readonly rule?: boolean })[];
}
