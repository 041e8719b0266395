import type { Evasion, EvasionKnob } from './evasion.js';
import type { EvasionSupport, PracticeProblem } from './practice.js';

const NO_DISPLAY = 'it shows nothing that is not to be executed';
const NO_TEST = 'no test of the detector packs compares a size of it with a threshold';
const NO_TOTALS = 'its parameters say by themselves what it does on which day';

/** A knob that means nothing for the practice. */
export function checkEvasion<Parameters>(
  practice: string,
  evasion: Evasion,
  support: EvasionSupport<Parameters>,
): PracticeProblem | undefined {
  const reasons: Partial<Record<EvasionKnob, string>> = {
    ...(support.toleratesFills === true ? {} : { partialFillAcceptance: NO_DISPLAY }),
    ...(support.thresholdHug === undefined ? { thresholdHug: NO_TEST } : {}),
    ...(support.totals === undefined ? { sessionSpread: NO_TOTALS } : {}),
    ...support.refuses,
  };
  for (const [knob, reason] of Object.entries(reasons))
    if (evasion[knob as EvasionKnob] !== undefined)
      return { path: `evasion.${knob}`, problem: `found it for ${practice}, expected it to be left out: ${reason}` };
  return undefined;
}
