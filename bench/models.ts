/**
 * The models that the package carries, fitted anew from the data that they were fitted to; the same data give the same
 * bytes.
 *
 *     npm run models                     writes scenarios/models/*.json, and a card beside each
 *     npm run models -- goog             one of them
 *     npm run models -- --data FOLDER --out FOLDER
 *
 * The card of szse-300233 with its reaction to the book is a study of its own: `tsx bench/reaction.ts --write`.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { fittedModel, fittedModels } from './fitted-models.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    data: { type: 'string', default: fileURLToPath(new URL('../../shared/data', import.meta.url)) },
    out: { type: 'string', default: fileURLToPath(new URL('../scenarios/models', import.meta.url)) },
  },
});
const unknown = positionals.find((name) => !fittedModels.some((model) => model.name === name));
if (unknown !== undefined) {
  console.error(`there is no model "${unknown}", expected one of ${fittedModels.map(({ name }) => name).join(', ')}`);
  process.exit(2);
}
mkdirSync(values.out, { recursive: true });
for (const source of fittedModels) {
  if (positionals.length > 0 && !positionals.includes(source.name)) continue;
  const started = performance.now();
  const { model, card } = await fittedModel(source, values.data);
  writeFileSync(path.join(values.out, `${source.name}.json`), model);
  if (card !== undefined) writeFileSync(path.join(values.out, `${source.name}.md`), card);
  console.log(`${source.name}: ${model.length} bytes, ${((performance.now() - started) / 1000).toFixed(1)} s`);
}
