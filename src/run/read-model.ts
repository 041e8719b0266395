import { readFileSync } from 'node:fs';
import { InputError } from '../diagnostics/index.js';
import { type FlowModel, loadModel } from '../model/index.js';

/** Reads a model file. @throws InputError that names the file for one that is no model */
export function readModel(file: string, name: string): FlowModel {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const reason = error instanceof SyntaxError ? 'is not JSON' : 'cannot be read';
    throw new InputError(`the model ${name} ${reason}, expected a file made by touchstone fit`, { file });
  }
  try {
    return loadModel(json);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(error.problem, { ...error.place, file }, error.hint);
  }
}
