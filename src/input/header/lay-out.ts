import { ACTION_NAMES } from '../../core/vocabulary.ts';
import { badAddress } from '../../fields/address-cell.ts';
import { quote } from '../../support/characters.ts';
import { describeNearest, findColumn, isTypingError, plainName } from './column-names.ts';
import type { CheckedSettings } from './column-settings.ts';

/** A column of the file that means something. */
export type PlacedColumn = {
  /** Where its cell stands in a row, from 0. */
  readonly index: number;
  /** The name that this program uses, such as `dept` or `custom.cbf_1`. */
  readonly name: string;
  /** The header as the file spells it. */
  readonly header: string;
};

export type Layout = {
  /** How many cells a row must have. */
  readonly width: number;
  readonly columns: readonly PlacedColumn[];
  /** Passed over because the job says so; `name` is the header. */
  readonly ignored: readonly PlacedColumn[];
  /** Columns without a header, whose cells must be empty. */
  readonly unnamed: readonly number[];
};

/** What one header means. */
type Meaning = { readonly column: string } | 'ignored' | 'unnamed' | 'unknown';

export type HeaderReader = (header: string) => Meaning;

/** Reads headers by the job's rules first and by the known names after. */
export function headerReader({ columns, ignore }: CheckedSettings): HeaderReader {
  const mapped = new Map([...columns].map(([header, column]) => [plainName(header), column]));
  const ignored = new Set(ignore.map(plainName));
  return (header) => {
    const plain = plainName(header);
    const column = mapped.get(plain);
    if (column !== undefined) return { column };
    if (ignored.has(plain) && plain !== '') return 'ignored';
    if (header.trim() === '') return 'unnamed';
    const known = findColumn(header);
    return known === undefined ? 'unknown' : { column: known };
  };
}

/** Places the columns of a header row; `problems` has everything that is wrong with it, a sentence each. */
export function layOut(
  headers: readonly string[],
  read: HeaderReader,
): { readonly layout: Layout; readonly problems: readonly string[]; readonly noHeader: boolean } {
  const columns: PlacedColumn[] = [];
  const ignored: PlacedColumn[] = [];
  const unnamed: number[] = [];
  const unknown: string[] = [];
  headers.forEach((spelled, index) => {
    const header = spelled.trim();
    const meaning = read(header);
    if (meaning === 'unknown') unknown.push(header);
    else if (meaning === 'unnamed') unnamed.push(index);
    else if (meaning === 'ignored') ignored.push({ index, name: header, header });
    else columns.push({ index, name: meaning.column, header });
  });
  const layout = { width: headers.length, columns, ignored, unnamed };
  // `password` may be the action of a first row that is no header.
  const nothingKnown = unknown.length > 0 && columns.every(({ name }) => name === 'password');
  // Not a word of such a row is quoted: it may hold a password.
  if (headers.some(looksLikeData) || (nothingKnown && !unknown.slice(0, MAX_NAMED).some(isTypingError))) {
    return { layout, problems: [NO_HEADER], noHeader: true };
  }
  return { layout, problems: [...describeAllUnknown(unknown), ...duplicates(columns)], noHeader: false };
}

const NO_HEADER =
  'The file has no header row: its first row must name the columns, such as "action,email,first_name,last_name,type".';

const ACTION_WORDS: ReadonlySet<string> = new Set(
  ACTION_NAMES.filter((action) => action !== 'password').map((action) => action.toLowerCase()),
);

function looksLikeData(cell: string): boolean {
  return (
    ACTION_WORDS.has(cell.trim().toLowerCase()) ||
    (cell.includes('@') && badAddress(cell.trim()) === undefined)
  );
}

/** A file with more unknown columns than this is another file, and comparing thousands of names takes long. */
const MAX_NAMED = 30;

function describeAllUnknown(headers: readonly string[]): string[] {
  if (headers.length === 0) return [];
  const named = headers
    .slice(0, MAX_NAMED)
    .map((header) => `Unknown column ${quote(header)}: ${describeNearest(header)}`);
  const more = headers.length - named.length;
  const advice = headers.length > 1 ? WHAT_TO_DO.many : WHAT_TO_DO.one;
  return [...named, ...(more > 0 ? [`And ${more} more unknown columns.`] : []), advice];
}

const IN_A_JOB = 'In a job, `columns` maps a header to a column, and `ignore` passes it over.';
const WHAT_TO_DO = {
  one: `Rename the unknown column or delete it. ${IN_A_JOB}`,
  many: `Rename the unknown columns or delete them. ${IN_A_JOB}`,
};

function duplicates(columns: readonly PlacedColumn[]): string[] {
  const byName = Map.groupBy(columns, ({ name }) => name);
  return [...byName]
    .filter(([, same]) => same.length > 1)
    .map(([name, same]) => {
      const headers = same.map(({ header, index }) => `${quote(header)} (column ${index + 1})`).join(' and ');
      return `${headers} both mean "${name}": delete or rename all but one, or let a job ignore it.`;
    });
}
