import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { BackgroundModel, CancelHazard, loadModel, modelFileSchema, modelText } from '../../src/model/index.js';

const text = readFileSync(new URL('../../scenarios/models/szse-300233.json', import.meta.url), 'utf8');
const shipped = () => JSON.parse(text);
const shippedBatches = () => new BackgroundModel(modelFileSchema.parse(shipped()));

describe('loadModel', () => {
  it('reads the shipped model, whose text form is its bytes', () => {
    const model = loadModel(shipped());
    expect(model.file.provenance).toMatchObject({ symbol: '300233', tradingDay: '2025-05-06', source: 'szse-l3' });
    expect(modelText(model.file)).toBe(text);
    expect(model.file.assumptions.map(({ name }) => name)).toContain('orders-without-events');
  });

  it('knows what marketable orders will do: about the volume of the day', () => {
    const model = shippedBatches();
    const [from, to] = model.file.provenance.windowNs;
    const { quantity, orders } = model.expectedTaking(from, to);
    expect(quantity / model.referenceVolume).toBeGreaterThan(0.8);
    expect(quantity / model.referenceVolume).toBeLessThan(1.25);
    expect(orders).toBeGreaterThan(15_000);
  });

  it.each([
    [
      'another version',
      (file: Record<string, unknown>) => ({ ...file, modelVersion: 99 }),
      /model version 99.*expected 1/,
    ],
    ['a missing key', ({ arrivals: _, ...rest }: Record<string, unknown>) => rest, /arrivals/],
    ['an unknown key', (file: Record<string, unknown>) => ({ ...file, extra: 1 }), /extra/],
    [
      'no kind',
      ({ kind: _, ...rest }: Record<string, unknown>) => rest,
      /kind: the model's kind is missing, expected batch-flow, zero/,
    ],
    [
      'an unknown kind',
      (file: Record<string, unknown>) => ({ ...file, kind: 'oracle' }),
      /kind "oracle" was found, expected/,
    ],
    ['no object', () => null, /not a model file/],
  ])('refuses %s', (_name, change, message) => {
    expect(() => loadModel(change(shipped()), 'my.json')).toThrow(message);
    expect(() => loadModel(change(shipped()), 'my.json')).toThrow(/my\.json/);
  });
});

describe('CancelHazard', () => {
  it('never exceeds its bound, whatever age, distance, imbalance and time', () => {
    const model = shippedBatches();
    for (const reaction of [0, 1, 2]) {
      const hazard = new CancelHazard(model.file.cancellation, model.shape, reaction);
      for (const time of [34_200e9, 35_000e9, 39_000e9])
        for (const side of [0, 1])
          for (let age = 0; age < hazard.ages; age++)
            for (const distance of [0, 1, 4, 15, 40, 150])
              for (const favour of [-1, 0.3, 1])
                expect(hazard.at(side, age, distance, favour, time + 60e9)).toBeLessThanOrEqual(
                  hazard.bound(side, age, time) * (1 + 1e-12),
                );
    }
  });
});
