/** @import { Group, PageData } from '../page-data.ts' */
/** @import { Row } from './rows.js' */
import { copyButton } from './copy.js';
import { details } from './details.js';
import { button, element, section } from './elements.js';
import { filters } from './filters.js';
import { pager } from './pager.js';
import { rowTable } from './table.js';
import { numberText, rowsText } from './words.js';

const COLUMNS = { line: 'Line', outcome: 'Outcome', user: 'User', action: 'Action', message: 'Message' };

/**
 * The rows, with search, filters, order and pages.
 * @param {PageData} data @param {Row[]} rows
 * @returns {{ shown: HTMLElement | undefined, show: (group: Group) => void }}
 */
export function tableView(data, rows) {
  /** Lines of the rows whose details are open. @type {Set<number>} */
  const open = new Set();
  const tones = new Map(data.outcomes.map(({ outcome, tone }) => [outcome, tone]));
  const { table, filter, sort, sorted } = rowTable(rows, () => render());
  const asked = filters(data, rows, filter);
  const pages = pager(table);
  const found = element('p', { role: 'status', class: 'found' });
  const body = element('tbody', { role: 'rowgroup' });
  const heads = Object.entries(COLUMNS).map(([id, label]) => {
    const order = button(label, () => sort(id));
    return { id, cell: element('th', { scope: 'col', role: 'columnheader', class: `of-${id}` }, order) };
  });
  const more = element('th', { scope: 'col', role: 'columnheader', class: 'of-more' }, 'Details');
  const copy = copyButton('Copy tracking ids', () => trackingIds());

  function trackingIds() {
    const ids = table.getFilteredRowModel().rows.map(({ original }) => original.trackingId);
    return [...new Set(ids.filter((id) => id !== ''))].join('\n');
  }

  function render() {
    const by = sorted();
    for (const { id, cell } of heads) {
      const order = by.desc ? 'descending' : 'ascending';
      cell.setAttribute('aria-sort', by.id === id ? order : 'none');
    }
    const count = table.getFilteredRowModel().rows.length;
    found.textContent =
      count === rows.length ? rowsText(count) : `${numberText(count)} of ${rowsText(rows.length)}`;
    body.replaceChildren(...table.getRowModel().rows.flatMap(({ original }) => rowOf(original)));
    pages.update();
  }

  /** @param {Row} row */
  function rowOf(row) {
    const isOpen = open.has(row.line);
    const toggle = button(isOpen ? 'Hide' : 'Show', () => {
      if (!open.delete(row.line)) open.add(row.line);
      render();
      document.getElementById(`row-${row.line}`)?.focus();
    });
    toggle.id = `row-${row.line}`;
    toggle.setAttribute('aria-expanded', String(isOpen));
    toggle.setAttribute('aria-label', `${isOpen ? 'Hide' : 'Show'} the details of line ${row.line}`);
    const tone = tones.get(row.outcome) ?? 'good';
    const cells = [
      cell('line', numberText(row.line)),
      cell('outcome', element('span', { class: `outcome ${tone}` }, row.outcome)),
      cell('user', element('bdi', { class: 'clamp' }, row.user)),
      cell('action', element('span', { class: 'clamp' }, row.action)),
      cell('message', element('span', { class: 'clamp' }, row.message)),
      cell('more', toggle),
    ];
    const shown = element('tr', { role: 'row' }, ...cells);
    if (!isOpen) return [shown];
    const inside = element('td', { role: 'cell', colspan: cells.length }, details(row));
    return [shown, element('tr', { role: 'row', class: 'open' }, inside)];
  }

  render();
  if (rows.length === 0) return { shown: undefined, show: () => undefined };
  const shown = element(
    'table',
    { class: 'rows', role: 'table', 'aria-label': 'Rows' },
    element(
      'thead',
      { role: 'rowgroup' },
      element('tr', { role: 'row' }, ...heads.map(({ cell: head }) => head), more),
    ),
    body,
  );
  return {
    shown: section(
      'rows-section',
      'Rows',
      leftOut(data),
      asked.shown,
      element(
        'div',
        { class: 'between' },
        found,
        rows.some((row) => row.trackingId !== '') ? copy : undefined,
      ),
      shown,
      pages.shown,
    ),
    show: (group) => {
      asked.choose(group);
      document.getElementById('rows-section')?.scrollIntoView();
      document.getElementById('search')?.focus({ preventScroll: true });
    },
  };
}

/** @param {string} name @param {Node | string} content */
function cell(name, content) {
  return element('td', { role: 'cell', class: `of-${name}` }, content);
}

/** @param {PageData} data */
function leftOut({ rows: { all, shown } }) {
  if (all === shown) return undefined;
  const text =
    `This page has ${numberText(shown)} of the ${rowsText(all)}: those that did not go through, and as many others as fit. ` +
    'All of them are in results.csv beside it.';
  return element('p', { class: 'note' }, text);
}
