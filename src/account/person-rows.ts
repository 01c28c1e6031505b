import { takesLicence } from '../actions/create-fields.ts';
import type { SeenUser } from '../core/account-users.ts';
import type { Change } from '../core/foreseen.ts';
import { type JsonObject, textOf } from '../core/json.ts';
import { LICENCE_FIELDS } from '../core/licence-fields.ts';
import type { Match, RosterPerson } from '../core/roster.ts';
import type { CreateAs, SyncRow } from '../core/sync.ts';
import { changesOf } from './compare.ts';
import { isLicensed } from './rehearsed-zoom.ts';
import { shownIn } from './shown-fields.ts';

/** A column of a roster, and the field of Zoom's to which its cells give their values. */
function fieldOfColumn(column: string): string {
  if (column.startsWith('custom.')) return 'custom_attributes';
  return PHONES.has(column) ? 'phone_numbers' : column;
}

const PHONES: ReadonlySet<string> = new Set(['phone_mobile', 'phone_office', 'phone_home', 'phone_fax']);

/** Whether what a user has in a field can be known at all. */
export function isComparable(column: string): boolean {
  const where = shownIn(fieldOfColumn(column));
  return where === 'list' || where === 'user';
}

/** By what a row names its user: by the id, too, where the address alone is not what was matched by. */
export function namesFor({ shown }: SeenUser, match: Match): Pick<SyncRow, 'email' | 'userId'> {
  const email = textOf(shown, 'email');
  const id = textOf(shown, 'id');
  if (match === 'email' && email) return { email };
  return { ...(email && { email }), ...(id && { userId: id }) };
}

/** The row that makes a person whom the account does not have. */
export function creation(
  { email = '', cells }: RosterPerson,
  createAs: Exclude<CreateAs, 'nothing'>,
): SyncRow {
  const given = cells.filter(({ clears }) => !clears);
  return { action: createAs, email, cells: given, why: { kind: 'notInAccount' }, what: 'creates' };
}

/** The row that gives a user what the roster says and the account does not have; undefined when it has all of it. */
export function update(
  { fields, cells }: RosterPerson,
  user: SeenUser,
  names: Pick<SyncRow, 'email' | 'userId'>,
): SyncRow | undefined {
  const comparable = Object.fromEntries(Object.entries(fields).filter(([field]) => isComparable(field)));
  const changes = changesOf(comparable, user).filter(({ unseen }) => unseen === undefined);
  if (changes.length === 0) return undefined;
  const changed = new Set(changes.map(({ field }) => fieldOfColumn(field)));
  const sent = cells.filter(({ column, onlyNew }) => !onlyNew && changed.has(fieldOfColumn(column)));
  const takes = takesLicence(picked(fields, changed)) && isLicensed(user) && changes.some(isOfLicence);
  return {
    action: 'update',
    ...names,
    cells: sent,
    why: { kind: 'differs', changes },
    what: takes ? 'takesLicence' : 'changes',
  };
}

function picked(fields: JsonObject, names: ReadonlySet<string>): JsonObject {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => names.has(name)));
}

function isOfLicence({ field }: Change): boolean {
  return LICENCE_FIELDS.some((licence) => licence === field);
}
