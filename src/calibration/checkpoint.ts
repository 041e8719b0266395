import * as z from 'zod';
import { InputError } from '../diagnostics/index.js';
import type { SimulationRequest } from './simulated-points.js';

/** Where a checkpoint is kept: written whole or not at all. */
export interface CheckpointFile {
  /** For messages. */
  readonly name: string;
  /** Undefined where there is none. */
  read(): string | undefined;
  write(text: string): Promise<void>;
}

const checkpointSchema = z.object({
  checkpoint: z.literal(1),
  calibration: z.string(),
  simulations: z.array(z.tuple([z.string(), z.array(z.number().nullable())])),
});

/**
 * The simulations of a calibration that are done, in the order in which they were asked for. A calibration is decided by
 * their answers alone, so taking it up again is doing it over with the answers at hand: the same bytes as without a stop.
 */
export class Checkpoint {
  private readonly answers = new Map<string, readonly number[]>();

  /** @param calibration - digest of all that decides the simulations */
  constructor(
    private readonly file: CheckpointFile,
    private readonly calibration: string,
  ) {}

  /**
   * Takes up what an earlier call has done.
   * @throws InputError where the file is no checkpoint of this calibration
   */
  restore(): void {
    const text = this.file.read();
    if (text === undefined) return;
    const stored = checkpointSchema.safeParse(jsonOf(text));
    if (!stored.success || stored.data.calibration !== this.calibration)
      throw new InputError(
        'found no checkpoint of this calibration',
        { file: this.file.name },
        'without --resume it begins anew',
      );
    for (const [key, moments] of stored.data.simulations)
      this.answers.set(
        key,
        moments.map((value) => value ?? Number.NaN),
      );
  }

  get(request: SimulationRequest): readonly number[] | undefined {
    return this.answers.get(keyOf(request));
  }

  /** Keeps what a batch has added. */
  async keep(
    entries: readonly { readonly request: SimulationRequest; readonly moments: readonly number[] }[],
  ): Promise<void> {
    for (const { request, moments } of entries) this.answers.set(keyOf(request), moments);
    const simulations = [...this.answers];
    await this.file.write(`${JSON.stringify({ checkpoint: 1, calibration: this.calibration, simulations })}\n`);
  }
}

/** Equal for requests of the same simulation. */
export function keyOf({ values, seed, stretch }: SimulationRequest): string {
  return JSON.stringify([values, seed, stretch]);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
