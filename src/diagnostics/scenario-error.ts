import { InputError } from './input-error.js';

/** Everything that is wrong with a scenario file; as an error it is the first of its problems. */
export class ScenarioError extends InputError {
  constructor(readonly problems: readonly InputError[]) {
    super(problems[0].problem, problems[0].place, problems[0].hint);
  }
}
