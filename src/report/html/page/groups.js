/** @import { Group, PageData } from '../page-data.ts' */
/** @import { Row } from './rows.js' */
import { changesTable } from './details.js';
import { button, element, section, withCommands } from './elements.js';
import { numberText } from './words.js';

/** Of a group of which every row says something else, so many are shown at once. */
const MOST_CHANGES = 20;

/**
 * Rows that are alike: why, what to do, and a way to them.
 * @param {PageData} data @param {readonly Row[]} rows @param {(group: Group) => void} show
 */
export function groups({ groups: all, groupsTitle, kind }, rows, show) {
  const shown = all.map((group) => {
    const its =
      kind === 'preview' ? rows.filter((row) => row.group === group.id && row.changes.length > 0) : [];
    const way = button('Show these rows', () => show(group), {
      'aria-label': `Show these rows: ${group.title}`,
    });
    return element(
      'li',
      { class: `group ${group.tone}` },
      element('h3', {}, group.title),
      group.example === '' || its.length > 0
        ? undefined
        : element('p', { class: 'example' }, withCommands(group.example)),
      group.advice === '' ? undefined : element('p', { class: 'advice' }, withCommands(group.advice)),
      changesOf(its, group),
      way,
    );
  });
  return section(
    'groups',
    groupsTitle,
    shown.length > 0 ? element('ul', { class: 'groups' }, ...shown) : undefined,
  );
}

/** @param {readonly Row[]} rows @param {Group} group */
function changesOf(rows, group) {
  if (rows.length === 0) return undefined;
  const more = group.count - MOST_CHANGES;
  return element(
    'details',
    { open: group.tone !== 'good' },
    element('summary', {}, 'Field by field'),
    changesTable(rows.slice(0, MOST_CHANGES)),
    more > 0 ? element('p', { class: 'meaning' }, `and ${numberText(more)} more rows`) : undefined,
  );
}
