import { codeNames, OrderType } from '../../src/tape/index.js';
import { Difference } from './comparison.js';
import type { PlayedDay } from './play.js';
import { rowText } from './row-text.js';
import type { Named, Step } from './step.js';

const types = codeNames(OrderType);

/** A day that failed, for people: its market, its steps, what was expected, what was found. */
export function dayText({ market, steps, plain, failure }: PlayedDay): string {
  const { rules, instruments, accounts, settlement, validation } = market;
  const { id: _id, version: _version, effectiveFrom: _from, currency: _currency, sources: _sources, ...values } = rules;
  const headers = instruments.map(({ previousClose, lowerLimit, upperLimit, moneyPerTick, status }) =>
    JSON.stringify({ previousClose, lowerLimit, upperLimit, moneyPerTick, status }),
  );
  const found =
    failure instanceof Difference
      ? [failure.what, `  expected ${String(failure.expected)}`, `  found    ${String(failure.found)}`]
      : [failure?.stack ?? 'no difference'];
  return [
    ...Object.entries(values).map(([name, value]) => `${name}: ${JSON.stringify(value)}`),
    `settlement ${settlement}, validation ${validation}`,
    ...headers,
    `accounts: owners ${[...accounts.owner]}, cash ${[...accounts.cash]}, holdings ${[...accounts.holdings]}`,
    ...steps.map(stepText),
    'rows of the oracle, the last 12:',
    ...plain.rows.slice(-12).map((row) => `  ${rowText(row)}`),
    ...found,
  ].join('\n');
}

function stepText({ id, time, action }: Step): string {
  const at = `${String(id).padStart(4)}  ${String(time).padStart(12)}  ${action.kind.padEnd(8)}`;
  if (action.kind === 'submit') {
    const { instrument, account, side, type, price, quantity, display } = action;
    const what = `${types[type] ?? type} ${side === 0 ? 'buy' : side === 1 ? 'sell' : side} ${quantity} @ ${price}`;
    return `${at} instrument ${instrument}, account ${account}: ${what}${display === 0 ? '' : `, shows ${display}`}`;
  }
  if (action.kind === 'cancel')
    return `${at} account ${action.account}: ${name(action.order)}, ${action.quantity ?? 'all'}`;
  if (action.kind === 'replace')
    return `${at} account ${action.account}: ${name(action.order)} by ${action.quantity} @ ${action.price}`;
  return at;
}

function name(order: Named): string {
  return 'step' in order ? `order of step ${order.step}` : `order ${order.number}`;
}
