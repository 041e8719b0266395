import type { FlowModelFile } from './flow-model.js';

/** The one text form of a model file: refitting the same data writes the same bytes. */
export function modelText(file: FlowModelFile): string {
  return `${JSON.stringify(file, null, 1)}\n`;
}
