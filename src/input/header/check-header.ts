import type { RowRules } from '../../core/action.ts';
import { UsageError } from '../../core/usage-error.ts';
import type { ActionName } from '../../core/vocabulary.ts';
import { ROSTER_FIELDS } from '../../fields/fields.ts';
import { quote } from '../../support/characters.ts';
import type { RawRow } from '../csv/read-rows.ts';
import { findAction } from '../rows/find-action.ts';
import { isBlank } from '../rows/row-shape.ts';
import type { CheckedSettings } from './column-settings.ts';
import { describeHeader } from './describe-header.ts';
import { FirstRows } from './first-rows.ts';
import type { HeaderReader } from './header-reader.ts';
import { describeHeaderShape, type GivenDelimiter } from './header-shape.ts';
import { type LaidOut, type Layout, layOut } from './lay-out.ts';
import { findMistakenSettings, warnOfAbsent } from './mistaken-settings.ts';
import { passOverUnknown } from './pass-over-unknown.ts';
import type { Start } from './read-start.ts';

export type HeaderCheck = {
  readonly name: string;
  readonly start: Start;
  readonly read: HeaderReader;
  /** Absent when the delimiter was detected. */
  readonly given: GivenDelimiter | undefined;
  readonly settings: CheckedSettings;
  readonly actions: Readonly<Record<ActionName, RowRules>>;
};

/**
 * @param isHeader decides about a row of which not one column is known
 * @throws {UsageError} when the first row is no header that can be read.
 */
export function readHeader(
  { name, start, read, given }: Pick<HeaderCheck, 'name' | 'start' | 'read' | 'given'>,
  isHeader: (headers: readonly string[]) => boolean = () => false,
): LaidOut {
  const { header, rows } = start;
  const shape = describeHeaderShape(name, start, read, given);
  if (shape) throw new UsageError(shape);
  if (header.broken)
    throw new UsageError(`The header row of ${name} cannot be read: ${header.broken.message}.`);
  const laidOut = layOut(header.cells, new FirstRows(rows.filter((row) => !isBlank(row))), read);
  const { noHeader } = laidOut;
  if (noHeader === 'data' || (noHeader === 'unknown' && !isHeader(header.cells)))
    throw unusable(name, header, [NO_HEADER]);
  return laidOut;
}

const NO_HEADER =
  'The file has no header row: its first row must name the columns, such as "action,email,first_name,last_name,type".';

export type CheckedHeader = {
  readonly layout: Layout;
  /** Sentences about what is odd and lets the file be used all the same. */
  readonly warnings: readonly string[];
};

/** @throws {UsageError} with everything that is wrong with the header row, a line each, and what mends it at the end. */
export function checkHeader(check: HeaderCheck): CheckedHeader {
  const { name, start, settings, actions } = check;
  const { header, rows } = start;
  const { laidOut, warnings } = passOverUnknown(readHeader(check), settings);
  const { layout } = laidOut;
  const { problems, paste } = describeHeader(laidOut);
  const all = [
    ...findMistakenSettings(header.cells, settings),
    ...problems,
    ...findMissing(layout, settings, actions),
    ...findOfRosters(layout, actions),
    ...findNameless(layout, rows),
  ];
  if (all.length === 0) return { layout, warnings: [...warnOfAbsent(header.cells, settings), ...warnings] };
  throw unusable(name, header, all, paste);
}

function unusable(name: string, { line }: RawRow, problems: readonly string[], paste = ''): UsageError {
  const message = [`The header row of ${name} (line ${line}) cannot be used:`, ...problems].join('\n- ');
  return new UsageError(paste ? `${message}\n${TO_PASTE}\n${paste}` : message, problems);
}

const TO_PASTE =
  'Rename or delete these columns, let `zoom-provision init` write a job, or add this to the command where it is right:';

function findMissing(
  { columns }: Layout,
  { defaults, compute }: CheckedSettings,
  actions: Readonly<Record<ActionName, RowRules>>,
): string[] {
  const inFile = new Set(columns.map(({ name }) => name));
  const has = (column: string) => inFile.has(column) || compute.has(column) || !!defaults.get(column);
  const missing: string[] = [];
  if (!has('action')) {
    missing.push(
      'There is no column "action": add it, or say --default action=update (or another action); a list of people is for `zoom-provision sync`.',
    );
  }
  if (!has('email') && !has('user_id')) {
    missing.push('There is no column "email" (or "user_id"): one of them must say who each row is about.');
  }
  // Where all rows have one action, a column that it needs is missing for all of them.
  const action =
    inFile.has('action') || compute.has('action') ? undefined : findAction(defaults.get('action') ?? '');
  for (const column of action ? actions[action].columns.required : []) {
    if (!has(column))
      missing.push(
        `There is no column "${column}", and every row (${action}) needs it: add it, or give it a default.`,
      );
  }
  if (action && actions[action].columns.who === 'email' && !has('email') && has('user_id')) {
    missing.push(`There is no column "email", and every row (${action}) needs it.`);
  }
  return missing;
}

/** Columns that say who is meant to a sync, and to no row of an input. */
function findOfRosters({ columns }: Layout, actions: HeaderCheck['actions']): string[] {
  const { optional } = actions.update.columns;
  return columns
    .filter(({ name }) => name in ROSTER_FIELDS && !optional.includes(name))
    .map(({ header }) => `${quote(header)} is a column of rosters (zoom-provision sync) only: pass it over.`);
}

/** Only the first rows are looked at here; a later cell under an empty header is a problem of its row. */
function findNameless({ unnamed }: Layout, rows: readonly RawRow[]): string[] {
  return unnamed.flatMap((index) => {
    const row = rows.find(({ cells }) => cells[index]?.trim());
    return row
      ? [`Column ${index + 1} has cells (the first on line ${row.line}) but no name: name or delete it.`]
      : [];
  });
}
