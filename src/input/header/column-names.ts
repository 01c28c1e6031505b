import { LANGUAGES } from '../../core/languages/index.ts';
import { GROUP_NAME_COLUMNS } from '../../fields/columns.ts';
import { FIELDS, PHONE_COLUMNS, ROSTER_FIELDS, WHO } from '../../fields/fields.ts';
import { fold, foldings } from '../../support/fold.ts';

/** Every column by the name that this program uses, `custom.<key>` apart. */
export const COLUMN_NAMES: readonly string[] = [
  'action',
  ...Object.keys(WHO),
  ...Object.keys(FIELDS),
  ...Object.keys(PHONE_COLUMNS),
  ...Object.keys(ROSTER_FIELDS),
  ...GROUP_NAME_COLUMNS,
];

/** Other headers for what only Zoom has a column for; the languages have the rest. */
const OTHER_NAMES: Readonly<Record<string, readonly string[]>> = {
  user_id: ['zoom id', 'zoom user id'],
  group_id: ['zoom group id'],
  pmi: ['personal meeting id'],
  vanity_name: ['personal link', 'personal link name', 'vanity url'],
  about_me: ['about', 'bio'],
  linkedin_url: ['linkedin', 'linkedin profile'],
  user_group: ['group'],
};

/** Header and column: each column's own name first, then the others, the usual ones first. */
export const KNOWN_HEADERS: readonly (readonly [header: string, column: string])[] = [
  ...COLUMN_NAMES.map((column) => [column, column] as const),
  ...[OTHER_NAMES, ...LANGUAGES.map(({ headers }) => headers)].flatMap((names) =>
    Object.entries(names).flatMap(([column, headers]) => headers.map((header) => [header, column] as const)),
  ),
  // Below such a header may stand something else, which its cells show.
  ...LANGUAGES.flatMap(({ titles }) => titles).map((header) => [header, 'job_title'] as const),
];

const BY_PLAIN_NAME = new Map<string, string>();
for (const [header, column] of KNOWN_HEADERS) {
  for (const name of plainNames(header)) if (!BY_PLAIN_NAME.has(name)) BY_PLAIN_NAME.set(name, column);
}

/** What is left of a header when case, accents, spaces, signs and a mark like `[Required]` do not count. */
export function plainName(header: string): string {
  const plain = lettersOf(fold(header));
  return plain.replace(/(?<=.)(?:required|optional)$/, '');
}

/** The same of a known header, in each way in which it may be typed. */
export function plainNames(header: string): string[] {
  return foldings(header).map(lettersOf);
}

function lettersOf(folded: string): string {
  return folded.replace(/[^\p{L}\p{N}]+/gu, '');
}

/** The column that a header means, such as `dept` for `Department`; undefined for an unknown one. */
export function findColumn(header: string): string | undefined {
  const custom = /^custom\s*\.\s*(\S.*)$/is.exec(header.trim());
  if (custom) return `custom.${custom[1]}`;
  const column = BY_PLAIN_NAME.get(plainName(header));
  return column !== undefined && isOfSomethingElse(header) && !column.startsWith('phone_')
    ? undefined
    : column;
}

/** "Manager #" is a number of the manager, and "Cell #" is the number of the cell phone. */
export function isOfSomethingElse(header: string): boolean {
  return /[#№%]/.test(header);
}

/** How usual a header is for its column, the smaller the better. */
export function rankOf(header: string): number {
  const names = [...BY_PLAIN_NAME.keys()];
  const rank = names.indexOf(plainName(header));
  return rank === -1 ? names.length : rank;
}
