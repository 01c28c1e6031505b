import type { JsonValue } from '../../core/json.ts';
import type { ActionName } from '../../core/vocabulary.ts';
import { CLEAR, isClear } from '../../fields/clear-word.ts';
import type { Field } from '../../fields/fields.ts';
import type { CellResult } from '../../fields/read-text.ts';
import { quote } from '../../support/characters.ts';
import type { ColumnPlan } from './column-plan.ts';
import type { Gathered } from './gather-cells.ts';
import type { RowBuilder } from './row-builder.ts';

/**
 * Puts the value of each cell in its place in the builder, or what is wrong with it among the problems.
 */
export function fillRow(builder: RowBuilder, plans: readonly ColumnPlan[], gathered: Gathered): void {
  const { texts, computed, defaulted, failures } = gathered;
  for (const { plan, reason } of failures) {
    const detail = builder.hides(reason) ? '' : ` (${quote(reason)})`;
    const message = `the job could not compute this column${detail}: repair the row or the job`;
    builder.problems.push({ column: plan.header, message });
  }
  plans.forEach((plan, number) => {
    const text = texts[number] ?? '';
    if (text === '' || plan.kind === 'action') return;
    const { action } = builder;
    const isDefault = defaulted.has(plan);
    const isAdded = isDefault || computed.has(plan);
    if (action === '' || (isDefault ? plan.defaultFor : plan.takenBy).has(action)) {
      if (isAdded) builder.added.push(plan.name);
      fillCell(builder, plan, text);
    } else if (!isAdded) {
      builder.problems.push({ column: plan.header, message: describeNotTaken(plan, action) });
    }
  });
}

function fillCell(builder: RowBuilder, plan: ColumnPlan, text: string): void {
  const { field, cells } = plan;
  if (!field || !cells) {
    const message = `${plan.header} is not sent: Zoom wants the id of a group, in a column group_id`;
    builder.warnings.push({ message });
    return;
  }
  builder.filled.push(plan.name);
  if (isClear(text)) {
    emptyField(builder, plan, field);
    return;
  }
  const result = cells.read(text);
  if ('messages' in result) {
    const hides = builder.hides(text) || field.secret === true || namesSecret(text);
    const message = describeBad(text, result, hides);
    builder.problems.push({ column: plan.header, message });
    return;
  }
  if (result.warning) {
    const message = builder.hides(text) ? withoutCell(result.warning, text) : result.warning;
    builder.warnings.push({ column: plan.header, message });
  }
  place(builder, plan, result.value);
}

/** What is said of a cell without what is in it. */
function withoutCell(said: string, text: string): string {
  return said
    .replaceAll(text, '…')
    .replace(/"([^"]+)"/g, (quoted, inner: string) => (text.includes(inner) ? '…' : quoted));
}

/** Whether a text, such as JSON, has a name in it under which people write what is never shown. */
export function namesSecret(text: string): boolean {
  return /(?:pass(?:wor[dt]|wd|phrase|code)?|pwd|kennwort|mot[ _-]?de[ _-]?passe|contrase\S*|host[ _-]?key|secret|token)\b["']?\s*[:=]/i.test(
    text,
  );
}

function emptyField(builder: RowBuilder, plan: ColumnPlan, { empty, insteadOfEmpty }: Field): void {
  const add = (message: string) => builder.problems.push({ column: plan.header, message });
  if (builder.action !== 'update') add(`${CLEAR} is for update rows only: leave the cell empty`);
  else if (empty !== undefined) place(builder, plan, empty);
  else
    add(`cannot be emptied, Zoom takes no empty value for it: ${insteadOfEmpty ?? 'leave the cell empty'}`);
}

function describeBad(
  text: string,
  { messages, instead }: Extract<CellResult, { messages: unknown }>,
  secret: boolean,
): string {
  const said = secret ? withoutCell(messages.join('; '), text) : messages.join('; ');
  const advice = instead === undefined ? '' : `: ${secret ? 'type it again' : `write ${instead}`}`;
  return `${secret ? '' : `found ${quote(text)}: `}${said}${advice}`;
}

function place(builder: RowBuilder, { name, kind }: ColumnPlan, value: JsonValue): void {
  if (kind === 'who' && typeof value === 'string') {
    if (name === 'email') builder.email = value;
    else builder.userId = value;
  } else if (kind === 'query') builder.query[name] = String(value);
  else if (kind === 'phone') builder.phones.push(value);
  else if (kind === 'custom') builder.customAttributes.push({ key: name.slice('custom.'.length), value });
  else builder.fields[name] = value;
}

function describeNotTaken({ name, takenBy }: ColumnPlan, action: ActionName): string {
  if (name === 'user_id')
    return `a user who is to be created has no id yet (${action}): leave the cell empty`;
  const takers = [...takenBy];
  const who = takers.length > 0 ? `only ${takers.join(', ')} ${takers.length > 1 ? 'take' : 'takes'} it` : '';
  const effect = name === 'password' ? 'a password has no effect with' : 'this column is not for';
  return `${effect} ${action}${who && ` (${who})`}: leave the cell empty`;
}
