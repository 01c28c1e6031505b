import { type Change, FORESEEN, type Foreseen, type ForeseenKind } from '../core/foreseen.ts';
import { clip } from './terminal/layout.ts';

/** Of a value that is long the beginning is enough to see what it is. */
const VALUE_COLUMNS = 60;

/** What a run would make of a row by what the account has, as a sentence. @param day on which a create goes */
export function describeForeseen(foreseen: Foreseen, day?: string): string {
  const { also = [] } = foreseen;
  const on =
    day === undefined ? [] : [day === 'none' ? 'on no day: the share leaves no invitation' : `on ${day}`];
  return [sentenceOf(foreseen), ...also.map((what) => ALSO[what]), ...on].join('; ');
}

const ALSO = {
  staysInactive: 'the user is inactive and stays so: --on-exists reactivate would switch it on',
  activates: 'the user is inactive and would be activated first',
  updates: 'then update it with the other columns',
  columnsWait: 'the other columns would wait for an invitation to be accepted',
} as const satisfies Record<NonNullable<Foreseen['also']>[number], string>;

type Sentence = (foreseen: Foreseen) => string;

/** Of the kinds of which there is more to say than their name. */
const SENTENCES: Readonly<Partial<Record<ForeseenKind, Sentence>>> = {
  takesLicence: ({ changes }) => `${FORESEEN.takesLicence}: ${describeChanges(changes)}`,
  removes: ({ takesLicence }) => `${FORESEEN.removes}${takesLicence ? ', who has a licence' : ''}`,
  deactivates: ({ takesLicence }) => `${FORESEEN.deactivates}${takesLicence ? ', who loses a licence' : ''}`,
  noSuchUser: ({ nearest }) =>
    `${FORESEEN.noSuchUser}${nearest === undefined ? '' : `: the nearest address in the account is ${nearest}`}`,
  existsDifferent: ({ changes }) =>
    `exists already: would change ${describeChanges(changes)} with --on-exists update`,
  existsSame: () => 'exists already: same',
  existsPending: ({ since }) => `exists already: pending${since === undefined ? '' : ` since ${since}`}`,
  existsInactive: ({ changes }) =>
    `exists already: inactive: needs activate${changes.length > 0 ? `; would change ${describeChanges(changes)}` : ''}`,
  admin: ({ role }) =>
    `the user is ${role === 'owner' ? "the account's owner" : 'an admin'}: Zoom does not let an app do this`,
  refused: ({ message }) => `would be refused: ${message}`,
  behind: ({ line, outcome }) =>
    outcome === 'deferred'
      ? `would wait for line ${line}, an earlier row of the same user`
      : `would be left out: line ${line}, an earlier row of the same user, would not go through or takes the user out of the account`,
  waits: () => 'would wait for an invitation: the user is pending',
  creates: ({ takesSeat }) => `${FORESEEN.creates}${takesSeat ? ', who takes a licence' : ''}`,
  changes: ({ changes, takesSeat }) =>
    `would change ${describeChanges(changes)}${takesSeat ? '; the user takes a licence' : ''}`,
  changesAddress: ({ changes }) => `would change ${describeChanges(changes)}`,
  protected: ({ message }) => `protected by --protect ${message}`,
};

function sentenceOf(foreseen: Foreseen): string {
  return SENTENCES[foreseen.what]?.(foreseen) ?? FORESEEN[foreseen.what];
}

/** `dept: Sales → Finance, job_title: (empty) → Buyer`. */
export function describeChanges(changes: readonly Change[]): string {
  return changes.map(describeChange).join(', ');
}

function describeChange({ field, from, to, unseen }: Change): string {
  if (unseen === 'secret') return `${field} (never shown)`;
  if (unseen !== undefined) return `${field}: (${UNSEEN[unseen]}) → ${valueText(to)}`;
  return `${field}: ${valueText(from)} → ${valueText(to)}`;
}

const UNSEEN = { notShown: 'Zoom does not show it', notListed: 'not compared' } as const;

function valueText(value: string): string {
  return value === '' ? '(empty)' : clip(value, VALUE_COLUMNS);
}
