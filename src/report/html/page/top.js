/** @import { Fact, PageData, OutcomeCount } from '../page-data.ts' */
import { element, list, section, withCommands } from './elements.js';
import { localText, numberText, rowsText, utcText } from './words.js';

/** What was done, in a sentence, with how many rows ended how. @param {PageData} data */
export function top(data) {
  return element(
    'header',
    { class: `top ${data.tone}` },
    element('p', { class: 'eyebrow' }, `zoom-provision ${data.kind} report`),
    element('h1', {}, data.headline),
    ...data.notes.map((note) => element('p', { class: 'note' }, withCommands(note))),
    ...(data.outcomes.length > 0 ? [outcomeBar(data.outcomes), outcomeList(data.outcomes)] : []),
  );
}

/** @param {readonly OutcomeCount[]} outcomes */
function outcomeBar(outcomes) {
  const said = outcomes.map(({ outcome, count }) => `${numberText(count)} ${outcome}`).join(', ');
  const bar = element('div', { class: 'bar', role: 'img', 'aria-label': `Rows by outcome: ${said}` });
  for (const { count, tone } of outcomes) {
    const part = element('div', { class: `part ${tone}` });
    part.style.flexGrow = String(count);
    bar.append(part);
  }
  return bar;
}

/** @param {readonly OutcomeCount[]} outcomes */
function outcomeList(outcomes) {
  const items = outcomes.map(({ outcome, count, tone, meaning }) =>
    element(
      'li',
      {},
      element('strong', { class: 'count' }, numberText(count)),
      element('span', { class: `outcome ${tone}` }, outcome),
      meaning === '' ? undefined : element('span', { class: 'meaning' }, meaning),
    ),
  );
  return element('ul', { class: 'outcomes' }, ...items);
}

/** Which account, which file, when. @param {PageData} data */
export function facts({ facts: all, kind }) {
  const pairs = all.map((fact) =>
    element('div', {}, element('dt', {}, fact.label), element('dd', {}, ...factText(fact))),
  );
  return section(
    'facts',
    kind === 'run' ? 'What was done' : 'What a run would take',
    element('dl', { class: 'facts' }, ...pairs),
  );
}

/** @param {Fact} fact */
function factText({ text, at }) {
  if (at === undefined) return [text];
  const local = localText(at);
  const time = element('time', { datetime: at }, utcText(at));
  return [time, ...(local === '' ? [] : [element('span', { class: 'meaning' }, ` (${local} here)`)])];
}

/** Whether anything is left, and what to do. @param {PageData} data */
export function left({ left: said, next }) {
  const steps = next.map((step) => element('li', {}, withCommands(step)));
  return section(
    'left',
    next.length > 0 ? 'What is left, and what to do next' : 'What is left',
    ...said.map((text) => element('p', {}, withCommands(text))),
    steps.length > 0 ? element('ol', {}, ...steps) : undefined,
  );
}

/** @param {PageData} data */
export function warnings({ warnings: all }) {
  const items = all.map(({ text, count }) =>
    element('span', {}, element('strong', {}, `${rowsText(count)}: `), text),
  );
  return section('warnings', 'Warnings, which keep no row back', list(items));
}
