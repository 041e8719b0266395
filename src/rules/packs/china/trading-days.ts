import { Phase, parseTimeOfDay } from '../../../tape/index.js';
import type { RuleValues } from '../../rule-pack.js';

type Span = RuleValues['phases'][number];

const span = (phase: Span['phase'], from: string, to: string): Span => ({
  phase,
  startNs: parseTimeOfDay(from),
  endNs: parseTimeOfDay(to),
});

const openingCall = [
  span(Phase.openCallCancelable, '09:15', '09:20'),
  span(Phase.openCallLocked, '09:20', '09:25'),
  span(Phase.preOpenGap, '09:25', '09:30'),
];
const morning = [span(Phase.continuous, '09:30', '11:30'), span(Phase.lunch, '11:30', '13:00')];

/** A day without a closing call: continuous trading until 15:00. */
export const dayToContinuousClose: Span[] = [...openingCall, ...morning, span(Phase.continuous, '13:00', '15:00')];

/** A day that closes with a call auction of three minutes. */
export const dayToClosingCall: Span[] = [
  ...openingCall,
  ...morning,
  span(Phase.continuous, '13:00', '14:57'),
  span(Phase.closeCall, '14:57', '15:00'),
];

/** A day with trading at the closing price behind the closing call. */
export const dayToAfterHours: Span[] = [
  ...dayToClosingCall,
  span(Phase.afterHoursQuiet, '15:00', '15:05'),
  span(Phase.afterHours, '15:05', '15:30'),
];

/** Phases without cancels, by the shape of the day. */
export const lockedOpeningCall: RuleValues['noCancel'] = [Phase.openCallLocked];
export const lockedCalls: RuleValues['noCancel'] = [Phase.openCallLocked, Phase.closeCall];
export const lockedCallsAndQuietMinutes: RuleValues['noCancel'] = [...lockedCalls, Phase.afterHoursQuiet];

/** When orders at the closing price are taken in Shanghai: 09:30–11:30 and 13:00–15:30. */
export const shanghaiFixedPriceEntry: NonNullable<RuleValues['fixedPrice']>['entryPhases'] = [
  Phase.continuous,
  Phase.closeCall,
  Phase.afterHoursQuiet,
  Phase.afterHours,
];

/** When orders at the closing price are taken in Shenzhen: 09:15–11:30 and 13:00–15:30. */
export const shenzhenFixedPriceEntry: NonNullable<RuleValues['fixedPrice']>['entryPhases'] = [
  Phase.openCallCancelable,
  Phase.openCallLocked,
  Phase.preOpenGap,
  ...shanghaiFixedPriceEntry,
];

/** How the closing price is found on a day with a closing call, and on one without. */
export const CLOSE_BY_CALL =
  'the price of the closing call, else the mean by volume of the last minute before and with the last trade';
export const CLOSE_BY_MEAN = 'no closing call: the mean by volume of the last minute before and with the last trade';

export const QUIET_MINUTES_SOURCE =
  'that 15:00–15:05 takes no cancels either was read in a program that encodes the rules';
