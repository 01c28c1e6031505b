const NUMBERS = new Intl.NumberFormat('en-US');

/** `1,234`. @param {number} value */
export function numberText(value) {
  return NUMBERS.format(value);
}

/** `1 row`, `1,234 rows`. @param {number} count */
export function rowsText(count) {
  return `${numberText(count)} ${count === 1 ? 'row' : 'rows'}`;
}

/** `2026-03-11 18:45:01 UTC`. @param {string} iso */
export function utcText(iso) {
  return iso === '' ? '' : `${iso.slice(0, 19).replace('T', ' ')} UTC`;
}

/** The same moment where the reader is; empty where that is no other. @param {string} iso */
export function localText(iso) {
  const moment = new Date(iso);
  if (moment.getTimezoneOffset() === 0) return '';
  return moment.toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
}

/** `0.2 s`. @param {string} from @param {string} to ISO 8601 */
export function tookText(from, to) {
  const ms = Date.parse(to) - Date.parse(from);
  return Number.isFinite(ms) && ms >= 0 ? `${Math.round(ms / 100) / 10} s` : '';
}
