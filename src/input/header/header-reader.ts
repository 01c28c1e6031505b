import { OUR_COLUMNS } from '../csv/our-columns.ts';
import { findColumn } from './column-names.ts';
import type { CheckedSettings } from './column-settings.ts';
import { type Rule, ruleFor } from './doubtful-headers.ts';

/** What one header means, as far as it tells by itself. */
type Meaning =
  /** `chosen`: somebody has said so, whatever the cells look like. */
  | { readonly column: string; readonly chosen: boolean }
  | { readonly rule: Rule }
  | 'ignored'
  /** A column of a report of this program, which is passed over. */
  | 'ours'
  | 'unnamed'
  | 'unknown';

export type HeaderReader = (header: string) => Meaning;

/** Columns that `rows-to-fix.csv` and `actions.csv` have beside those of an input. */
const OF_OUR_REPORT: ReadonlySet<string> = new Set(OUR_COLUMNS);
const OF_OUR_ACTIONS = 'reason';

/**
 * Reads headers by what a job and the command line say first, and by the known names after.
 * @param isRoster no file of ours: what those are beside the input's columns may be columns of its own here
 */
export function headerReader({ columns, ignore }: CheckedSettings, isRoster = false): HeaderReader {
  const mapped = new Map([...columns].map(([header, column]) => [settingKey(header), column]));
  const ignored = new Set(ignore.map(settingKey));
  return (spelled) => {
    const header = spelled.trim();
    const key = settingKey(header);
    if (key === '') return 'unnamed';
    const chosen = mapped.get(key);
    if (chosen !== undefined) return { column: chosen, chosen: true };
    if (ignored.has(key) || (!isRoster && header === OF_OUR_ACTIONS)) return 'ignored';
    if (!isRoster && OF_OUR_REPORT.has(header)) return 'ours';
    const column = findColumn(header);
    if (column !== undefined) return { column, chosen: false };
    const rule = ruleFor(header);
    return rule ? { rule } : 'unknown';
  };
}

/**
 * A header as settings name it: case, spaces and hyphens do not count, other signs do, since "Manager" and "Manager #"
 * are two columns.
 */
export function settingKey(header: string): string {
  const visible = header
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{Cc}\p{Cf}]+/gu, '');
  return visible.replace(/[_\p{Pd}]+/gu, '') || visible;
}
