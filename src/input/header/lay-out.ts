import { ACTION_NAMES } from '../../core/vocabulary.ts';
import { badAddress } from '../../fields/address-cell.ts';
import { OUR_COLUMNS } from '../csv/our-columns.ts';
import { contradiction } from './contradictions.ts';
import type { Rule } from './doubtful-headers.ts';
import type { Evidence, Undecided } from './evidence.ts';
import type { FirstRows } from './first-rows.ts';
import { isOfLanguage } from './header-language.ts';
import type { HeaderReader } from './header-reader.ts';
import { mistyped } from './mistyped.ts';

/** A column of the file that means something. */
export type PlacedColumn = {
  /** Where its cell stands in a row, from 0. */
  readonly index: number;
  /** The name that this program uses, such as `dept` or `custom.cbf_1`. */
  readonly name: string;
  /** The header as the file spells it. */
  readonly header: string;
  /** Somebody says so, whatever the header means elsewhere. */
  readonly chosen?: true;
};

export type Layout = {
  /** How many cells a row must have. */
  readonly width: number;
  readonly columns: readonly PlacedColumn[];
  /** Passed over because somebody says so; `name` is the header. */
  readonly ignored: readonly PlacedColumn[];
  /** Columns without a header, whose cells must be empty. */
  readonly unnamed: readonly number[];
};

type FoundColumn = { readonly index: number; readonly header: string };

/** A header that is known, and what stands below it does not go with it. */
export type UndecidedColumn = FoundColumn & Undecided;

/** A header that is not known; `meant` is the column of which it is a typing error. */
export type UnknownColumn = FoundColumn & { readonly meant: string | undefined };

export type LaidOut = {
  readonly layout: Layout;
  readonly undecided: readonly UndecidedColumn[];
  readonly unknown: readonly UnknownColumn[];
  /**
   * Why the first row is no header: it has what rows have, or nothing of it is known. Not a word of it may be quoted: it
   * may hold a password.
   */
  readonly noHeader: 'data' | 'unknown' | undefined;
};

/** Places the columns of a header row by their headers, and where these do not tell by what the first rows have. */
export function layOut(headers: readonly string[], rows: FirstRows, read: HeaderReader): LaidOut {
  const { known, doubtful, ignored, unnamed, unknown } = sortOut(headers, read);
  const columns: PlacedColumn[] = [];
  const undecided: UndecidedColumn[] = [];
  for (const column of known) {
    const { index, header, name, chosen } = column;
    const against = chosen ? undefined : contradiction(header, name, rows.cells(index));
    if (against) undecided.push({ index, header, ...against });
    else columns.push(column);
  }
  for (const { index, header, rule } of doubtful) {
    const told = rule.tell(evidenceOf(index, headers, rows, columns));
    if (typeof told === 'string') columns.push({ index, name: told, header });
    else undecided.push({ index, header, ...told });
  }
  const compared = compare(unknown, columns);
  const nothingKnown =
    unknown.length > 0 &&
    doubtful.length === 0 &&
    // `password` may be the action of a first row that is no header.
    known.every(({ name }) => name === 'password') &&
    compared.every(({ meant }) => meant === undefined);
  return {
    layout: { width: headers.length, columns: columns.sort(byIndex), ignored, unnamed },
    undecided: undecided.sort(byIndex),
    unknown: compared,
    noHeader: headers.some(looksLikeData) ? 'data' : nothingKnown ? 'unknown' : undefined,
  };
}

/** The headers by what each of them tells by itself. */
function sortOut(headers: readonly string[], read: HeaderReader) {
  const known: PlacedColumn[] = [];
  const doubtful: (FoundColumn & { readonly rule: Rule })[] = [];
  const ignored: PlacedColumn[] = [];
  const unnamed: number[] = [];
  const unknown: FoundColumn[] = [];
  // Somebody has moved them. One without the other is a column of the user's own, by a name that means nothing here.
  const hasOurs = OUR_COLUMNS.every((name) => headers.some((header) => header.trim() === name));
  headers.forEach((spelled, index) => {
    const header = spelled.trim();
    const told = read(header);
    const meaning = told !== 'ours' ? told : hasOurs ? 'ignored' : 'unknown';
    if (meaning === 'unknown') unknown.push({ index, header });
    else if (meaning === 'unnamed') unnamed.push(index);
    else if (meaning === 'ignored') ignored.push({ index, name: header, header });
    else if ('rule' in meaning) doubtful.push({ index, header, rule: meaning.rule });
    else known.push({ index, name: meaning.column, header, ...(meaning.chosen && { chosen: true }) });
  });
  doubtful.sort((one, other) => one.rule.turn - other.rule.turn);
  return { known, doubtful, ignored, unnamed, unknown };
}

function evidenceOf(
  index: number,
  headers: readonly string[],
  rows: FirstRows,
  columns: readonly PlacedColumn[],
): Evidence {
  return {
    cells: rows.cells(index),
    beside: (name) => {
      const column = columns.find((placed) => placed.name === name);
      return column && rows.pairs(index, column.index);
    },
    isIn: (language) => headers.some((other, at) => at !== index && isOfLanguage(language, other)),
  };
}

function byIndex(one: FoundColumn, other: FoundColumn): number {
  return one.index - other.index;
}

/** A file with more unknown columns than this is another file, and comparing thousands of names takes long. */
const MAX_COMPARED = 100;

function compare(unknown: readonly FoundColumn[], columns: readonly PlacedColumn[]): UnknownColumn[] {
  const placed = new Set(columns.map(({ name }) => name));
  return unknown.map((column, number) => {
    const meant = number < MAX_COMPARED ? mistyped(column.header) : undefined;
    // Beside the column itself it is another one: "Emails" beside "Email".
    return { ...column, meant: meant !== undefined && placed.has(meant) ? undefined : meant };
  });
}

const ACTION_WORDS: ReadonlySet<string> = new Set(
  ACTION_NAMES.filter((action) => action !== 'password').map((action) => action.toLowerCase()),
);

function looksLikeData(cell: string): boolean {
  return (
    ACTION_WORDS.has(cell.trim().toLowerCase()) ||
    (cell.includes('@') && badAddress(cell.trim()) === undefined)
  );
}
