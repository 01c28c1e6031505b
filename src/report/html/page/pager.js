/** @import { Table } from '@tanstack/table-core' */
/** @import { Row } from './rows.js' */
import { button, element } from './elements.js';
import { PAGE_SIZES } from './table.js';
import { numberText } from './words.js';

/** The way from page to page. @param {Table<Row>} table */
export function pager(table) {
  const back = button('Previous', () => table.previousPage());
  const on = button('Next', () => table.nextPage());
  const where = element('span', { class: 'where' });
  const size = element(
    'select',
    {},
    ...PAGE_SIZES.map((count) => element('option', { value: count }, String(count))),
  );
  size.value = String(table.getState().pagination.pageSize);
  size.addEventListener('change', () => table.setPageSize(Number(size.value)));
  return {
    shown: element(
      'nav',
      { class: 'pager', 'aria-label': 'Pages of rows' },
      back,
      where,
      on,
      element('label', {}, 'Rows on a page ', size),
    ),
    update: () => {
      const { pageIndex } = table.getState().pagination;
      where.textContent = `Page ${numberText(pageIndex + 1)} of ${numberText(Math.max(1, table.getPageCount()))}`;
      back.disabled = !table.getCanPreviousPage();
      on.disabled = !table.getCanNextPage();
    },
  };
}
