/** @import { PageData } from '../page-data.ts' */
import { element, section } from './elements.js';
import { numberText } from './words.js';

/** How the rows of each action ended. @param {PageData} data */
export function actions({ byAction, outcomes, kind }) {
  if (byAction.length === 0) return undefined;
  const names = outcomes.map(({ outcome }) => outcome);
  const head = ['Action', ...names, 'Rows'];
  const body = byAction.map(({ action, outcomes: counts }) => {
    const numbers = names.map((name) => counts[name] ?? 0);
    const all = numbers.reduce((sum, count) => sum + count, 0);
    return element(
      'tr',
      {},
      element('th', { scope: 'row' }, action),
      ...[...numbers, all].map((count) =>
        element('td', { class: 'number' }, count === 0 ? '·' : numberText(count)),
      ),
    );
  });
  const table = element(
    'table',
    { class: 'plain' },
    element(
      'thead',
      {},
      element(
        'tr',
        {},
        ...head.map((name, at) =>
          element('th', { scope: 'col', class: at === 0 ? undefined : 'number' }, name),
        ),
      ),
    ),
    element('tbody', {}, ...body),
  );
  const region = { class: 'scrolls', tabindex: 0, role: 'group', 'aria-label': 'Outcomes by action' };
  return section(
    'actions',
    kind === 'run' ? 'Outcomes by action' : 'Rows by action',
    element('div', region, table),
  );
}
