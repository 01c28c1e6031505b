import { isSecret } from '../../fields/columns.ts';
import { quote } from '../../support/characters.ts';
import { shellQuote } from '../../support/shell-quote.ts';
import { findColumn, rankOf } from './column-names.ts';
import { settingKey } from './header-reader.ts';
import type { LaidOut, Layout, PlacedColumn, UndecidedColumn, UnknownColumn } from './lay-out.ts';
import { looksSecret, showHeader } from './show-header.ts';

export type HeaderProblems = {
  /** A sentence or two each. */
  readonly problems: readonly string[];
  /** What, added to the command, makes the header usable; '' where no option does. */
  readonly paste: string;
};

/** Says what is wrong with a header row, and what to do about it. */
export function describeHeader({ layout, undecided, unknown }: LaidOut): HeaderProblems {
  const secret = [...layout.columns, ...layout.ignored].some(
    ({ name, header }) => isSecret(name) || isSecret(findColumn(header)),
  );
  const twice = meantTwice(layout);
  const mapped = unknown.flatMap(({ header, meant }) => (meant ? [map(header, meant)] : []));
  const others = [...unknown.filter(({ meant }) => !meant), ...undecided].map(({ header }) => ignore(header));
  const cannotBeNamed = [...unknown, ...undecided].some(({ header }) => looksSecret(header));
  const passedOver = others.length > MAX_NAMED || cannotBeNamed ? ['--ignore-unknown'] : others;
  return {
    problems: [
      ...describeUnknown(unknown),
      ...undecided.map((column) => describeUndecided(column, secret)),
      ...twice.map(describeTwice),
    ],
    paste: [...new Set([...mapped, ...passedOver, ...twice.flatMap(passOverAllButOne)])].join(' '),
  };
}

/** The columns of which the file has several, together. */
export function meantTwice({ columns }: Layout): PlacedColumn[][] {
  return [...Map.groupBy(columns, ({ name }) => name).values()].filter(({ length }) => length > 1);
}

function map(header: string, column: string): string {
  return `--map ${shellQuote(`${header}=${column}`)}`;
}

function ignore(header: string): string {
  return `--ignore ${shellQuote(header)}`;
}

/** More names than that are no help to whoever reads them. */
const MAX_NAMED = 100;

function describeUnknown(unknown: readonly UnknownColumn[]): string[] {
  const mistyped = unknown.filter(({ meant }) => meant !== undefined);
  const others = unknown.filter(({ meant }) => meant === undefined);
  const names = others.slice(0, MAX_NAMED).map(showHeader);
  if (others.length > names.length) names.push(`and ${others.length - names.length} more`);
  const advice =
    others.length === 1
      ? 'map it to a column, or pass it over'
      : 'map them to columns, or pass them over (--ignore-unknown does so with all)';
  return [
    ...mistyped.map((column) => `Unknown column ${showHeader(column)}: did you mean "${column.meant}"?`),
    ...(names.length > 0
      ? [`Unknown column${names.length > 1 ? 's' : ''} ${names.join(', ')}: ${advice}.`]
      : []),
  ];
}

function describeUndecided(
  { index, header, holds, why, mayBe, example }: UndecidedColumn,
  secret: boolean,
): string {
  const found = example && !secret ? ` (such as ${quote(example.text)} on line ${example.line})` : '';
  const maps = mayBe.map((column) => map(header, column));
  const advice =
    maps.length > 0 ? `: say what it is (${maps.join(' or ')}), or pass it over` : ': pass it over';
  return `${quote(header)} (column ${index + 1}) holds ${holds}${found}, ${why}${advice}.`;
}

function describeTwice(same: readonly PlacedColumn[]): string {
  const headers = same.map(({ header, index }) => `${quote(header)} (column ${index + 1})`).join(' and ');
  const what = same.length > 2 ? 'all' : 'both';
  const canChoose = new Set(same.map(({ header }) => settingKey(header))).size > 1;
  const choices = same.map(({ header }) => ignore(header)).join(' or ');
  const advice = canChoose ? `pass over all but one (${choices})` : 'rename or delete all but one';
  return `${headers} ${what} mean "${same[0]?.name}": ${advice}.`;
}

/** What was chosen stays, or the most usual header, the first of several. Of columns with one header none can be chosen by it. */
function passOverAllButOne(same: readonly PlacedColumn[]): string[] {
  const rank = ({ header, chosen }: PlacedColumn) => (chosen ? -1 : rankOf(header));
  const [best] = same.toSorted((one, other) => rank(one) - rank(other));
  const kept = settingKey(best?.header ?? '');
  return same.filter(({ header }) => settingKey(header) !== kept).map(({ header }) => ignore(header));
}
