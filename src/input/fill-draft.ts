import type { JsonValue } from '../core/json.ts';
import type { ActionName } from '../core/task.ts';
import { quote } from './characters.ts';
import { readCell } from './columns.ts';
import type { Draft } from './draft.ts';
import type { Gathered } from './gather-cells.ts';
import type { Slot } from './slots.ts';

/**
 * Puts the value of each cell in its place in the draft, or what is wrong with it among the problems.
 * @param secret the row may hold a password in a wrong cell: nothing that it holds is quoted
 */
export function fillDraft(draft: Draft, slots: readonly Slot[], gathered: Gathered, secret: boolean): void {
  const { texts, added, failures } = gathered;
  for (const { slot, reason } of failures) {
    const detail = secret ? '' : ` (${quote(reason)})`;
    const message = `the job could not compute this column${detail}: repair the row or the job`;
    draft.problems.push({ column: slot.header, message });
  }
  slots.forEach((slot, number) => {
    const text = texts[number] ?? '';
    if (text === '' || slot.kind === 'action') return;
    if (draft.action === '' || slot.takenBy.has(draft.action)) fillCell(draft, slot, text, secret);
    else if (!added.has(slot)) {
      draft.problems.push({ column: slot.header, message: describeNotTaken(slot, draft.action) });
    }
  });
}

function fillCell(draft: Draft, slot: Slot, text: string, secret: boolean): void {
  if (!slot.field) {
    draft.warnings.push(`${slot.header} is not sent: Zoom wants the id of a group, in a column group_id`);
    return;
  }
  draft.filled.push(slot.name);
  const result = readCell(slot.field, text, slot.remembered);
  if ('messages' in result) {
    const found = secret || slot.field.secret ? '' : `found ${quote(text)}: `;
    draft.problems.push({ column: slot.header, message: found + result.messages.join('; ') });
    return;
  }
  if (result.warning) draft.warnings.push(`${slot.header}: ${result.warning}`);
  place(draft, slot, result.value);
}

function place(draft: Draft, { name, kind }: Slot, value: JsonValue): void {
  if (kind === 'who' && typeof value === 'string') {
    if (name === 'email') draft.email = value;
    else draft.userId = value;
  } else if (kind === 'query') draft.query[name] = String(value);
  else if (kind === 'phone') draft.phones.push(value);
  else if (kind === 'custom') draft.customAttributes.push({ key: name.slice('custom.'.length), value });
  else draft.fields[name] = value;
}

function describeNotTaken({ name, takenBy }: Slot, action: ActionName): string {
  if (name === 'user_id')
    return `a user who is to be created has no id yet (${action}): leave the cell empty`;
  const takers = [...takenBy];
  const who = takers.length > 0 ? `only ${takers.join(', ')} ${takers.length > 1 ? 'take' : 'takes'} it` : '';
  const effect = name === 'password' ? 'a password has no effect with' : 'this column is not for';
  return `${effect} ${action}${who && ` (${who})`}: leave the cell empty`;
}
