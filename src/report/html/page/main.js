/** @import { PageData, PageRow } from '../page-data.ts' */
import { actions } from './actions.js';
import { chart } from './chart.js';
import { copyStatus } from './copy.js';
import { days } from './days.js';
import { element } from './elements.js';
import { groups } from './groups.js';
import { toRow } from './rows.js';
import { tableView } from './table-view.js';
import { facts, left, top, warnings } from './top.js';

/** @type {PageData} */
const data = JSON.parse(document.getElementById('report')?.textContent ?? '');
/** @type {PageRow[]} */
const cells = JSON.parse(document.getElementById('rows')?.textContent ?? '');
const rows = cells.map(toRow);
const table = tableView(data, rows);
const shown = [
  top(data),
  left(data),
  facts(data),
  groups(data, rows, table.show),
  chart(data),
  actions(data),
  days(data),
  warnings(data),
  table.shown,
];
document.title = `${data.title} · zoom-provision`;
document.getElementById('page')?.append(...shown.filter((part) => part !== undefined), copyStatus());
document.body.append(
  element('footer', {}, `Made by zoom-provision ${data.version}. This page sends nothing and loads nothing.`),
);
