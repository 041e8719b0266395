import type { ModelFile } from './model-file.js';

/** The one text form of a model file: refitting the same data writes the same bytes. */
export function modelText(file: ModelFile): string {
  return `${JSON.stringify(file, null, 1)}\n`;
}
