/** @import { PageChange, PageRow } from '../page-data.ts' */

/**
 * A row with names for its cells; those that are not there are empty.
 * @typedef {object} Row
 * @property {number} line
 * @property {string} action
 * @property {string} user
 * @property {string} outcome
 * @property {string} message
 * @property {number | ''} httpStatus
 * @property {number | ''} zoomCode
 * @property {number | ''} attempts
 * @property {string} userId
 * @property {string} trackingId
 * @property {string} startedAt
 * @property {string} finishedAt
 * @property {string} group
 * @property {readonly PageChange[]} changes
 */

/** @param {PageRow} cells @returns {Row} */
export function toRow(cells) {
  const [line, action, user, outcome, message = '', httpStatus = '', zoomCode = '', ...others] = cells;
  const [attempts = '', userId = '', trackingId = '', startedAt = '', finishedAt = '', ...last] = others;
  const [group = '', changes = ''] = last;
  return {
    ...{ line, action, user, outcome, message, httpStatus, zoomCode, attempts, userId, trackingId },
    ...{ startedAt, finishedAt, group, changes: changes === '' ? [] : changes },
  };
}

/** What has been searched once. @type {WeakMap<Row, string>} */
const texts = new WeakMap();

/** What a search looks at. @param {Row} row */
export function searched(row) {
  const known = texts.get(row);
  if (known !== undefined) return known;
  const { line, action, user, outcome, message, userId, trackingId, zoomCode, changes } = row;
  const parts = [line, action, user, outcome, message, userId, trackingId, zoomCode, ...changes.flat()];
  const text = parts.join('\n').toLowerCase();
  texts.set(row, text);
  return text;
}
