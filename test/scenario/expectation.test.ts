import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/diagnostics/index.js';
import { parseExpectation } from '../../src/scenario/index.js';

const scope = {
  attacks: ['spoof', 'wash'],
  detectors: ['fd-c', 'spoof-pattern'],
  ruleDetectors: ['fd-c'],
  sweep: new Map([
    ['attacks.spoof.size.best5Depth', ['0.5', '4', '12']],
    ['attacks.wash.size.best5Depth', ['1']],
    ['background.reaction', ['0', '1']],
  ]),
};
const place = { file: 's.yaml', line: 3, column: 5 };

describe('an expectation', () => {
  it('is read with its cell in full, however short the key', () => {
    expect(
      parseExpectation('recall( spoof-pattern, spoof, spoof.size.best5Depth=4.0, reaction=1 ).lower95>=0.85', scope),
    ).toMatchObject({
      metric: 'recall',
      subjects: ['spoof-pattern', 'spoof'],
      cell: { 'attacks.spoof.size.best5Depth': '4', 'background.reaction': '1' },
      field: 'lower95',
      comparison: '>=',
      limit: 0.85,
    });
  });

  it.each([
    ['recal(fd-c, spoof) > 1', 5, /"recal" is not a metric.*did you mean "recall"/],
    ['recall(fd-c, spof) > 1', 18, /"spof" is not an attack.*did you mean "spoof"/],
    ['recall(fdc, spoof) > 1', 12, /"fdc" is not a detector.*did you mean "fd-c"/],
    ['recall(fd-c) > 1', 16, /expected the id of an attack/],
    ['recall(fd-c, spoof, wash) > 1', 25, /found a further "wash"/],
    ['recall(fd-c, spoof, best5Depth=4) > 1', 25, /may mean attacks.spoof.* or attacks.wash/],
    ['recall(fd-c, spoof, reacton=1) > 1', 25, /unknown sweep key.*did you mean "reaction"/],
    ['recall(fd-c, spoof, reaction=3) > 1', 34, /"3" is not a value of reaction, expected one of 0, 1/],
    ['recall(fd-c, spoof).lowr95 > 1', 24, /unknown field ".lowr95".*did you mean "lower95"/],
    ['falseAlerts(fd-c) > 1', 22, /a field is missing/],
    ['falseAlerts(fd-c, arm=attack).alerts > 1', 27, /"attack" is not an arm/],
    ['conformance(spoof-pattern) == 1', 17, /not a rule detector, expected one of fd-c/],
    ['effect(spoof).benefit.mean => 3', 32, /expected one of >, >=/],
    ['effect(spoof).benefit.mean > many', 34, /found "many", expected a number/],
    ['effect(spoof).benefit.mean > 3 4', 36, /found "4", expected the end/],
    ['effect(spoof', 17, /found the end, expected "\)"/],
    ['', 5, /found the end, expected a name/],
  ])('%j is refused at column %i', (text, column, message) => {
    try {
      parseExpectation(text, scope, place);
    } catch (error) {
      expect(error).toBeInstanceOf(InputError);
      expect((error as InputError).message).toMatch(message);
      expect((error as InputError).place).toEqual({ ...place, column });
      return;
    }
    throw new Error('it was accepted');
  });
});
