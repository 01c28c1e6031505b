/** @import { PageChange } from '../page-data.ts' */
/** @import { Row } from './rows.js' */
import { copyButton } from './copy.js';
import { element } from './elements.js';
import { tookText, utcText } from './words.js';

/** Why a value is not shown. */
const UNSEEN = { secret: 'never shown', notShown: 'Zoom does not show it', notListed: 'not compared' };

/** All that the page knows of a row. @param {Row} row */
export function details(row) {
  const took = tookText(row.startedAt, row.finishedAt);
  /** @type {[string, string | number][]} */
  const facts = [
    ['HTTP status', row.httpStatus],
    ['Zoom code', row.zoomCode],
    ['Requests', row.attempts],
    ['User id', row.userId],
    ['First request', utcText(row.startedAt)],
    [
      'Done',
      row.finishedAt === '' ? '' : `${utcText(row.finishedAt)}${took === '' ? '' : `, after ${took}`}`,
    ],
  ];
  const pairs = facts
    .filter(([, text]) => text !== '')
    .map(([label, text]) => element('div', {}, element('dt', {}, label), element('dd', {}, String(text))));
  if (row.trackingId !== '') {
    const copy = copyButton('Copy', () => row.trackingId, `Copy the tracking id of line ${row.line}`);
    const shown = element('dd', {}, element('code', {}, row.trackingId), ' ', copy);
    pairs.push(element('div', {}, element('dt', {}, 'Tracking id'), shown));
  }
  const nothing = pairs.length === 0 && row.changes.length === 0;
  return element(
    'div',
    { class: 'details' },
    element('p', {}, row.message === '' ? 'There is nothing more to say about this row.' : row.message),
    nothing ? undefined : element('dl', { class: 'facts' }, ...pairs),
    row.changes.length > 0 ? changesTable([row]) : undefined,
  );
}

/** What would become of the fields of users. @param {readonly Row[]} rows */
export function changesTable(rows) {
  const head = ['Line', 'User', 'Field', 'The account has', 'The file says'];
  const body = rows.flatMap((row) => row.changes.map((change) => changeRow(row, change)));
  return element(
    'div',
    { class: 'scrolls', tabindex: 0, role: 'group', 'aria-label': 'Changes, field by field' },
    element(
      'table',
      { class: 'plain' },
      element('thead', {}, element('tr', {}, ...head.map((text) => element('th', { scope: 'col' }, text)))),
      element('tbody', {}, ...body),
    ),
  );
}

/** @param {Row} row @param {PageChange} change */
function changeRow({ line, user }, [field, from, to, unseen]) {
  const why = unseen === undefined ? undefined : `(${UNSEEN[/** @type {keyof typeof UNSEEN} */ (unseen)]})`;
  const old = why ?? valueText(from);
  const cells = [String(line), user, field, old, unseen === 'secret' ? '(never shown)' : valueText(to)];
  return element('tr', {}, ...cells.map((text) => element('td', {}, element('bdi', {}, text))));
}

/** @param {string} value */
function valueText(value) {
  return value === '' ? '(empty)' : value;
}
