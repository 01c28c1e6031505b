import type { ActionName } from '../../core/vocabulary.ts';
import { badAddress } from '../../fields/address-cell.ts';
import { isSecret } from '../../fields/columns.ts';
import type { RawRow } from '../csv/read-rows.ts';
import { findColumn } from '../header/column-names.ts';
import type { Layout, PlacedColumn } from '../header/lay-out.ts';
import type { ColumnPlan } from './column-plan.ts';
import { namesSecret } from './fill-row.ts';
import { findAction } from './find-action.ts';
import { Secrets } from './secrets.ts';

/** What is known of a row that a person must correct. */
export type RowInQuestion = {
  /** Empty when the row names none. */
  readonly action: ActionName | '';
  /** Headers of the columns in which something is wrong; undefined when the row passed validation. */
  readonly wrong: readonly string[] | undefined;
};

/** Headers of columns that are passed over, and of which everybody knows what is in them. */
const SOUNDS_SECRET =
  /pass(?:wor[dt]|wort|wd|phrase|code)|pwd|kennwort|mot[ _-]?de[ _-]?passe|contrase|secret|token|\bpin\b/i;

/** Which cells of a row may hold something that is never written: in their own column, or in one where they do not belong. */
export class SecretCells {
  readonly #plans: readonly ColumnPlan[];
  readonly #secrets: Secrets;
  readonly #width: number;
  readonly #columns: ReadonlyMap<number, PlacedColumn>;
  readonly #own: ReadonlySet<number>;

  constructor(plans: readonly ColumnPlan[], layout: Layout) {
    this.#width = layout.width;
    this.#columns = new Map([...layout.columns, ...layout.ignored].map((column) => [column.index, column]));
    this.#plans = plans;
    this.#secrets = new Secrets(plans, layout);
    const isPassedOver = ({ header }: PlacedColumn) =>
      isSecret(findColumn(header)) || SOUNDS_SECRET.test(header);
    const secret = [
      ...layout.columns.filter(({ name }) => isSecret(name)),
      ...layout.ignored.filter(isPassedOver),
    ];
    this.#own = new Set(secret.map(({ index }) => index));
  }

  /** Whether the file has a column of them. */
  get isAny(): boolean {
    return this.#own.size > 0;
  }

  /** Their places in the row, from 0. */
  in(row: RawRow, about: RowInQuestion): number[] {
    const { cells } = row;
    const { action, wrong } = about;
    const isUnsure = wrong !== undefined && this.#isMisread(row);
    const texts = this.#plans.map(({ index }) => cells[index] ?? '');
    const hides = isUnsure ? this.#secrets.hides : this.#secrets.hidesIn(action, texts);
    const isElsewhere = isUnsure || this.#isMissing(row, about);
    return cells.flatMap((cell, index) => {
      if (cell.trim() === '') return [];
      if (this.#own.has(index) || namesSecret(cell)) return [index];
      const { name = '', header = '' } = this.#columns.get(index) ?? {};
      const isDoubtful = isElsewhere || wrong?.includes(header) === true;
      if (!isDoubtful || (!isUnsure && isWhatItShouldBe(name, cell.trim()))) return [];
      return hides(cell) ? [index] : [];
    });
  }

  /** Whether its cells may stand in other columns than their own. */
  #isMisread({ quoteFaults, cells, line, lastLine }: RawRow): boolean {
    return quoteFaults !== undefined || cells.length !== this.#width || lastLine > line;
  }

  /** Whether one that the row should have, or may have, is not in its column, and so perhaps in another. */
  #isMissing({ cells }: RawRow, { action, wrong = [] }: RowInQuestion): boolean {
    return this.#plans.some(
      ({ index, field, header, takenBy }) =>
        field?.secret === true &&
        (wrong.includes(header) || (!cells[index]?.trim() && (action === '' || takenBy.has(action)))),
    );
  }
}

function isWhatItShouldBe(column: string, cell: string): boolean {
  if (column === 'action') return findAction(cell) !== undefined;
  return column === 'email' && badAddress(cell) === undefined;
}
