/** @import { Row } from './rows.js' */
/** @import { Table, TableState, Updater } from '@tanstack/table-core' */
import { plainRowModel } from './row-model.js';
import { searched } from './rows.js';

/** What of the rows is shown. An empty text is no filter. @typedef {{ text: string, outcome: string, action: string, group: string }} Filter */

export const PAGE_SIZES = [25, 50, 100, 500];

/** As they come. */
const BY_LINE = { id: 'line', desc: false };

/** Columns by which rows can be filtered only. */
const FILTERS = { text: searched, group: (/** @type {Row} */ row) => row.group };

/** @type {(row: { getValue: (column: string) => unknown }, column: string, value: unknown) => boolean} */
const isSame = (row, column, value) => row.getValue(column) === value;

/**
 * The rows of the page as a table: filtered, sorted and in pages.
 * @param {Row[]} rows
 * @param {() => void} onChange
 */
export function rowTable(rows, onChange) {
  /** @type {(keyof Row)[]} */
  const names = ['line', 'outcome', 'user', 'action', 'message'];
  const columns = [
    ...names.map((name) => ({
      id: String(name),
      accessorKey: name,
      filterFn: isSame,
      sortingFn: name === 'line' ? /** @type {const} */ ('basic') : /** @type {const} */ ('text'),
    })),
    { id: 'group', accessorFn: FILTERS.group, filterFn: isSame },
    {
      id: 'text',
      accessorFn: FILTERS.text,
      /** @type {typeof isSame} */
      filterFn: (row, column, value) => String(row.getValue(column)).includes(String(value)),
    },
  ];
  /** @type {Table<Row>} */
  const table = TableCore.createTable({
    data: rows,
    columns,
    state: {},
    onStateChange: (updater) => change(updater),
    renderFallbackValue: '',
    getCoreRowModel: plainRowModel,
    getColumnCanGlobalFilter: () => false,
    getFilteredRowModel: TableCore.getFilteredRowModel(),
    getSortedRowModel: TableCore.getSortedRowModel(),
    getPaginationRowModel: TableCore.getPaginationRowModel(),
  });
  const pagination = { pageIndex: 0, pageSize: PAGE_SIZES[1] ?? 50 };
  /** @type {TableState} */
  let state = { ...table.initialState, pagination };
  table.setOptions((options) => ({ ...options, state }));

  /** @param {Updater<TableState>} updater */
  function change(updater) {
    const changed = typeof updater === 'function' ? updater(state) : updater;
    if (changed === state) return;
    state = changed;
    table.setOptions((options) => ({ ...options, state }));
    onChange();
  }

  return {
    table,
    sorted: () => state.sorting[0] ?? BY_LINE,
    /** By a column, and the other way round by the same. @param {string} id */
    sort: (id) => {
      const { id: by, desc } = state.sorting[0] ?? BY_LINE;
      const next = { id, desc: by === id && !desc };
      table.setSorting(id === BY_LINE.id && !next.desc ? [] : [next]);
    },
    /** @param {Filter} filter */
    filter: ({ text, ...others }) => {
      const chosen = { ...others, text: text.trim().toLowerCase() };
      const columnFilters = Object.entries(chosen).flatMap(([id, value]) =>
        value === '' ? [] : [{ id, value }],
      );
      change((before) => ({ ...before, columnFilters, pagination: { ...before.pagination, pageIndex: 0 } }));
    },
  };
}
