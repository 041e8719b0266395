import path from 'node:path';
import { flowFits, readHawkes } from '../src/fit/index.js';
import { replay } from '../src/history/index.js';
import { loadModel, modelText } from '../src/model/index.js';
import { halfDayScores, halvedDay } from '../src/protocol/index.js';
import { modelCardText } from '../src/report/index.js';

/** A shipped model and the data that it was fitted to. */
export interface FittedModel {
  readonly name: string;
  readonly kind: (typeof flowFits)[number]['kind'];
  /** Id of the format, and the folder within that of all data. */
  readonly format: string;
  readonly folder: string;
  readonly symbol?: string;
  readonly levels?: number;
  /** Whether its card is a study of its own. */
  readonly ownCard?: boolean;
}

export const fittedModels: readonly FittedModel[] = [
  { name: 'szse-300233', kind: 'batch-flow', format: 'szse-l3', folder: 'szse_l3', ownCard: true },
  { name: 'sse-600519', kind: 'hawkes', format: 'sse-l2', folder: 'sse_l2', symbol: '600519' },
  { name: 'goog', kind: 'hawkes', format: 'lobster', folder: 'lobster', symbol: 'GOOG' },
  { name: 'aapl', kind: 'hawkes', format: 'lobster', folder: 'lobster', symbol: 'AAPL', levels: 50 },
];

/** Fits a shipped model to all of its day, and judges its kind by halves for its card. */
export async function fittedModel(
  { name, kind, format, folder, symbol, levels, ownCard = false }: FittedModel,
  dataFolder: string,
): Promise<{ readonly model: string; readonly card?: string }> {
  const { tape, sourceDigest, restingSnapshots } = await replay(format, path.join(dataFolder, folder), {
    ...(symbol === undefined ? {} : { symbol }),
    ...(levels === undefined ? {} : { levels }),
  });
  const estimator = flowFits.find((each) => each.kind === kind)!;
  const { file } = loadModel(estimator.fit(tape, { name, sourceDigest, restingSnapshots }));
  const model = modelText(file);
  if (ownCard) return { model };
  const [startNs, endNs] = file.provenance.windowNs;
  const residuals = file.kind === 'hawkes' ? readHawkes(tape, 0, file, { startNs, endNs }).residuals : undefined;
  const card = { file, halves: halfDayScores(halvedDay(tape)), ...(residuals === undefined ? {} : { residuals }) };
  return { model, card: modelCardText(card) };
}
