/** What a command ends with; scripts and CI read nothing else. */
export const ExitCode = {
  passed: 0,
  /** An expectation was judged and does not hold. */
  expectationFailed: 1,
  /** Usage, scenario or data are wrong. */
  wrongInput: 2,
  /** A run or the program failed. */
  failed: 3,
  /** There was nothing to judge an expectation by. */
  inconclusive: 4,
  interrupted: 130,
} as const;
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];
