/** @import { PageData } from '../page-data.ts' */
import { element, section } from './elements.js';
import { numberText } from './words.js';

const MOST_SHOWN = 14;

/** On which days users are created that the quota keeps back. @param {PageData} data */
export function days({ days: all }) {
  if (all.length === 0 || (all.length === 1 && all[0]?.creates === 0)) return undefined;
  const most = Math.max(...all.map(({ creates }) => creates));
  const shown = all.length > MOST_SHOWN ? all.slice(0, MOST_SHOWN - 1) : all;
  const rows = shown.map(({ date, creates }) => {
    const bar = element('div', { class: 'amount' });
    bar.style.width = `${(100 * creates) / most}%`;
    return element(
      'tr',
      {},
      element('th', { scope: 'row' }, date),
      element('td', { class: 'number' }, numberText(creates)),
      element('td', { class: 'wide', 'aria-hidden': 'true' }, bar),
    );
  });
  const head = element(
    'tr',
    {},
    element('th', { scope: 'col' }, 'UTC day'),
    element('th', { scope: 'col', class: 'number' }, 'Users created'),
    element('td', { 'aria-hidden': 'true' }),
  );
  const left = all.length - shown.length;
  return section(
    'days',
    'Days ahead',
    element(
      'p',
      {},
      `The create quota makes ${numberText(all.length)} UTC ${all.length === 1 ? 'day' : 'days'} of it.`,
    ),
    element('table', { class: 'plain days' }, element('thead', {}, head), element('tbody', {}, ...rows)),
    left > 0
      ? element('p', { class: 'meaning' }, `and ${left} more days, the last ${all.at(-1)?.date}`)
      : undefined,
  );
}
