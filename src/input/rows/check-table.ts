import type { CheckedRow } from '../../core/task.ts';
import type { RawRow } from '../csv/read-rows.ts';
import { type CheckOptions, rowChecker } from './check-row.ts';
import { describeStray, headerAgain, headerRepeater, isRule } from './no-data-row.ts';
import { isTooShort } from './row-shape.ts';

/** After so many complete rows a last one that is not complete, nor a line, is no habit of the program that wrote it. */
export const ENOUGH_COMPLETE_ROWS = 10;

/** Checks the rows of one pass over the file, in order, and tells lines that are no rows from rows. */
export function tableChecker(options: CheckOptions): (row: RawRow) => CheckedRow {
  const { layout, delimiter, headerLine } = options;
  const check = rowChecker(options);
  const repeatsHeader = headerRepeater(layout);
  const onceMore = `this line is the header of line ${headerLine} once more: delete it`;
  let anotherHeader: number | undefined;
  /** Below zero once a row leaves out cells at its end, as some programs write them. */
  let completeRows = 0;

  return (row) => {
    if (repeatsHeader(row)) {
      anotherHeader = undefined;
      return noRow(row, onceMore);
    }
    if (anotherHeader !== undefined) {
      return noRow(
        row,
        `line ${anotherHeader} is another header, so this row's columns may be others: put it into a file of its own`,
      );
    }
    if (isRule(row)) return noRow(row, 'this line only underlines others: delete it');
    const isShort = isTooShort(row, layout);
    if (isShort && row.endsFile && completeRows >= ENOUGH_COMPLETE_ROWS) {
      return noRow(
        row,
        'the file ends within this row: was it cut? Get it again, or write the row to its end',
      );
    }
    completeRows = isShort ? Number.NEGATIVE_INFINITY : completeRows + 1;
    const checked = check(row);
    if (checked.kind === 'task' || row.broken || row.lastLine > row.line) return checked;
    const header = headerAgain(row, layout);
    if (header === 'same') return noRow(row, onceMore);
    if (header === 'other') {
      anotherHeader = row.line;
      return noRow(
        row,
        'this line is another header: put the rows below it, with it, into a file of their own',
      );
    }
    const stray = row.quoteFaults ? undefined : describeStray(row, layout, delimiter);
    return stray ? noRow(row, stray) : checked;
  };
}

function noRow({ line }: RawRow, message: string): CheckedRow {
  return { kind: 'invalid', line, action: '', user: '', problems: [{ message }] };
}
