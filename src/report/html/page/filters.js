/** @import { Group, PageData } from '../page-data.ts' */
/** @import { Row } from './rows.js' */
/** @import { Filter } from './table.js' */
import { button, element } from './elements.js';

/** While somebody types nothing is looked for. */
const PAUSE_MS = 150;

/**
 * The search and the filters above the rows.
 * @param {PageData} data @param {readonly Row[]} rows @param {(filter: Filter) => void} filter
 */
export function filters({ groups, groupsTitle }, rows, filter) {
  const text = element('input', {
    ...{ type: 'search', id: 'search', autocomplete: 'off', spellcheck: 'false' },
    placeholder: 'address, message, tracking id …',
  });
  const outcome = choice(rows.map((row) => row.outcome));
  const action = choice(rows.map((row) => row.action));
  const group = element('select', {}, element('option', { value: '' }, 'all'));
  for (const { id, title } of groups) group.append(element('option', { value: id }, title));
  const apply = () =>
    filter({ text: text.value, outcome: outcome.value, action: action.value, group: group.value });
  const clear = () => {
    text.value = '';
    for (const its of [outcome, action, group]) its.value = '';
  };
  let timer = 0;
  text.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(apply, PAUSE_MS);
  });
  for (const its of [outcome, action, group]) its.addEventListener('change', apply);
  const reset = button('Show all', () => {
    clear();
    apply();
  });
  const ofGroup = element('label', { class: 'wide' }, groupsTitle.split(',')[0] ?? '', group);
  return {
    shown: element(
      'form',
      { class: 'filters', role: 'search', 'aria-label': 'Rows' },
      element('label', { class: 'wide' }, 'Search', text),
      element('label', {}, 'Outcome', outcome),
      element('label', {}, 'Action', action),
      groups.length > 0 ? ofGroup : undefined,
      reset,
    ),
    /** @param {Group} chosen */
    choose: ({ id }) => {
      clear();
      group.value = id;
      apply();
    },
  };
}

/** @param {readonly string[]} values */
function choice(values) {
  const known = [...new Set(values)].filter((value) => value !== '').sort();
  const options = known.map((value) => element('option', { value }, value));
  return element('select', {}, element('option', { value: '' }, 'all'), ...options);
}
