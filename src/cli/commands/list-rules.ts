import { didYouMean, InputError } from '../../diagnostics/index.js';
import { checkDate, explainRules, type RuleRow, rulesInForce, venueSummaries } from '../../rules/index.js';
import type { Invocation, Option } from '../command.js';
import { ExitCode } from '../exit-code.js';
import { text } from '../option-values.js';
import type { Terminal } from '../terminal.js';
import { ruleText, wrapped } from './rule-text.js';

type Venue = (typeof venueSummaries)[number];

export const ruleOptions: Readonly<Record<string, Option>> = {
  date: { summary: 'list rules: the day on which they hold', value: 'YYYY-MM-DD' },
  venue: { summary: 'list rules: one venue; without it all of them', value: 'id' },
};

/** The rules in force on a day: values as a scenario writes them, since when, until when, and who says so. */
export function listRules(invocation: Invocation): ExitCode {
  const { flags, terminal } = invocation;
  const date = text(invocation, 'date');
  if (date === undefined) throw new InputError('is missing, expected a day such as 2025-05-06', { path: '--date' });
  checkDate(date, { path: '--date' });
  const venues = chosenVenues(text(invocation, 'venue'), date);
  if (flags.has('json')) {
    terminal.out(JSON.stringify({ date, venues: venues.map((venue) => described(venue, date)) }));
    return ExitCode.passed;
  }
  for (const venue of venues) {
    print(venue, date, terminal);
    terminal.out('');
  }
  for (const line of LEGEND) terminal.out(line);
  return ExitCode.passed;
}

/** The venue that was named, which must have rules on that day, or all. */
function chosenVenues(id: string | undefined, date: string): readonly Venue[] {
  if (id === undefined) return venueSummaries;
  const venue = venueSummaries.find((one) => one.id === id);
  const known = venueSummaries.map((one) => one.id);
  if (venue === undefined)
    throw new InputError(
      `found "${id}", expected one of ${known.join(', ')}`,
      { path: '--venue' },
      didYouMean(id, known),
    );
  if (date < venue.from) throw new InputError(`found ${date}, but ${absence(venue)}`, { path: '--date' });
  return [venue];
}

/** Why there are no rules of a venue before a day. */
function absence({ id, from, opened }: Venue): string {
  return opened ? `${id} did not exist before ${from}` : `the rules of ${id} are not known before ${from}`;
}

function described(venue: Venue, date: string): object {
  const { id, summary, from, opened } = venue;
  if (date < from) return { id, summary, version: null, knownFrom: from, opened, rules: [] };
  const rules = rulesInForce(id, date);
  return { id, summary, version: rules.version, knownFrom: from, opened, rules: explainRules(rules) };
}

/** Widths of rule and value; with days and confidence behind them a line has less than 100 characters. */
const NAME = 27;
const VALUE = 36;
const LINE = 99;

function print(venue: Venue, date: string, { out, colors }: Terminal): void {
  if (date < venue.from) {
    out(colors.bold(`${venue.id}, ${venue.summary}`));
    out(`no rules on ${date}: ${absence(venue)}`);
    return;
  }
  const rules = rulesInForce(venue.id, date);
  out(colors.bold(`${venue.id} on ${date}, ${venue.summary}`));
  out(
    `rule pack ${rules.version}, ${venue.opened ? 'open since' : 'known from'} ${venue.from}, money in ${rules.currency}`,
  );
  out('');
  const head = line('rule', 'value, and where it was read', 'since', 'until', 'confidence');
  out(head);
  out('─'.repeat(LINE));
  for (const row of explainRules(rules)) for (const printed of rowLines(row)) out(printed);
}

function rowLines(row: RuleRow): string[] {
  const [first = '', ...more] = ruleText(row.name, row.value).flatMap((part) => wrapped(part, VALUE));
  return [
    line(row.name, first, row.from, row.to ?? '–', row.confidence),
    ...more.map((part) => line('', part, '', '', '')),
    ...wrapped(row.provenance, LINE - NAME - 2).map((part, index) =>
      line('', `${index === 0 ? '· ' : '  '}${part}`, '', '', ''),
    ),
  ];
}

function line(name: string, value: string, since: string, until: string, confidence: string): string {
  return `${name.padEnd(NAME)}${value.padEnd(VALUE)}  ${since.padEnd(10)}  ${until.padEnd(10)}  ${confidence}`.trimEnd();
}

const LEGEND = wrapped(
  'confidence: published = printed by the exchange or the regulator; secondary = read in an explanation that quotes it; operational = used by members; background = common knowledge, not checked; choice = ours, where the sources say nothing. Every value can be replaced under market.rules of a scenario, by the same name.',
  LINE,
);
