import type { ColumnName } from '../fields/column-name.ts';

/**
 * A row of the input as a computed column sees it: the cells by column name, and those of ignored columns by their header;
 * empty texts where nothing is given.
 */
export type JobRow = Readonly<Record<ColumnName, string>> & Readonly<Record<string, string>>;

/** Computes a column from the row's cells; undefined leaves the cell as it is. */
export type Compute = (row: JobRow) => string | undefined;
