/** @import { Row as TableRow, RowModel, Table } from '@tanstack/table-core' */
/** @import { Row } from './rows.js' */

/**
 * All rows, as what filters, sorts and cuts them into pages needs them. The library's own have some forty functions each, and
 * a hundred thousand of them take seconds.
 * @param {Table<Row>} table @returns {() => RowModel<Row>}
 */
export function plainRowModel(table) {
  /** @type {RowModel<Row> | undefined} */
  let model;
  return () => {
    model ??= modelOf(table);
    return model;
  };
}

/** @param {Table<Row>} table @returns {RowModel<Row>} */
function modelOf(table) {
  const rows = table.options.data.map((original, index) => plainRow(table, original, index));
  return { rows, flatRows: rows, rowsById: Object.fromEntries(rows.map((row) => [row.id, row])) };
}

/** @param {Table<Row>} table @param {Row} original @param {number} index */
function plainRow(table, original, index) {
  const row = {
    ...{
      id: String(index),
      index,
      original,
      depth: 0,
      subRows: [],
      columnFilters: {},
      columnFiltersMeta: {},
    },
    /** @param {string} column */
    getValue: (column) => table.getColumn(column)?.accessorFn?.(original, index),
  };
  return /** @type {TableRow<Row>} */ (/** @type {unknown} */ (row));
}
