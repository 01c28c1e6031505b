import { describe, expect, it } from 'vitest';
import type { Reason } from '../../src/core/reason.ts';
import type { Outcome } from '../../src/core/vocabulary.ts';
import { describeMessage } from '../../src/report/describe-reason.ts';

const EARLIER = { kind: 'earlierRow', line: 56, outcome: 'rejected', awaitsInvitation: false } as const;
const QUOTA = { kind: 'quota', quota: 'create', used: 1_500, limit: 1_500, closedByZoom: false } as const;
const CRASHED = { kind: 'crashed' } as const;
const UNDER_WAY = { kind: 'underWay', pid: 4711, host: 'hr-server', since: 0 } as const;
const BROKEN = { kind: 'broken', message: 'ENOSPC' } as const;
const HELD_BACK = { kind: 'missingScope', scope: 'a:b', call: 'updateUser', message: 'No.' } as const;

const SENTENCES: readonly (readonly [Outcome, Reason, string])[] = [
  [
    'invalid',
    {
      kind: 'invalid',
      problems: [{ column: 'Type', message: '"P" is no type' }, { message: 'too many cells' }],
    },
    'Type: "P" is no type; too many cells',
  ],
  ['skipped', { kind: 'protected', pattern: '*@acme.example' }, 'protected by --protect *@acme.example'],
  [
    'unknown',
    { kind: 'afterCreate', reason: { kind: 'interrupted' } },
    'the user was created, but whether the update with the other columns took effect is not known: perhaps sent: the run ended before an answer came; `zoom-provision resume` settles it',
  ],
  [
    'unknown',
    { kind: 'protected', pattern: 'ceo@*', after: 'sent' },
    'sent by an earlier session, which got no answer; nothing more is sent or asked: protected by --protect ceo@*',
  ],
  [
    'created',
    { kind: 'protected', pattern: 'ceo@*', after: 'created' },
    'the user was created; the other columns were not sent: protected by --protect ceo@*',
  ],
  ['skipped', EARLIER, 'line 56, an earlier row of the same user, did not go through (rejected)'],
  [
    'deferred',
    { ...EARLIER, outcome: 'deferred' },
    'waits for line 56, an earlier row of the same user, which is deferred',
  ],
  [
    'deferred',
    { ...EARLIER, outcome: 'created', awaitsInvitation: true },
    'waits for line 56, an earlier row of the same user, which waits for the invitation to be accepted',
  ],
  [
    'skipped',
    { ...EARLIER, outcome: 'deactivated' },
    'line 56, an earlier row of the same user, took the user out of the account',
  ],
  ['rejected', { kind: 'refused', message: 'No permission.' }, 'No permission.'],
  [
    'rejected',
    { kind: 'afterCreate', reason: { kind: 'refused', message: 'No permission.' } },
    'the user was created, but the update with the other columns did not go through: No permission.',
  ],
  [
    'exists',
    { kind: 'refused', message: 'Email "a" has already been used.', outsideAccount: true },
    'Email "a" has already been used. It belongs to a user outside this account, so it was not updated.',
  ],
  ['skipped', { kind: 'existed', message: 'Email "a" is used.' }, 'exists already: Email "a" is used.'],
  ['updated', { kind: 'existed' }, 'existed already, and was updated'],
  [
    'updated',
    { kind: 'existed', inactive: 'still' },
    'existed already, and was updated; the user is inactive and still cannot sign in: add a row with the action activate, ' +
      'or run this row with --on-exists reactivate',
  ],
  [
    'updated',
    { kind: 'existed', inactive: 'activated' },
    'existed already and was inactive: activated and updated',
  ],
  [
    'updated',
    { kind: 'existed', inactive: 'activated', nothingToChange: true },
    'existed already and was inactive: activated',
  ],
  [
    'skipped',
    { kind: 'existed', nothingToChange: true },
    'exists already, and the row gives nothing to change',
  ],
  [
    'rejected',
    { kind: 'afterActivation', reason: { kind: 'refused', message: 'No.' } },
    'existed already and was activated, but the update did not go through: No.',
  ],
  [
    'rejected',
    { kind: 'notOneUser', email: 'a@x.org', userId: 'id-b', address: 'b@x.org' },
    'not sent: the row names a@x.org and the id id-b, which is b@x.org in the account; correct one of them or leave it ' +
      'empty (a new address is set by the action change_email, in the column new_email)',
  ],
  [
    'rejected',
    { kind: 'noAddress', userId: 'id-b' },
    'not sent: the account shows no address under the id id-b, so nobody can tell whether --protect names the user; give ' +
      'the address as well',
  ],
  [
    'rejected',
    { kind: 'onlyDisassociate', instead: 'deactivate' },
    'not sent: the user has not accepted the invitation, and Zoom does not deactivate who is pending; use the action ' +
      'disassociate, which takes the invitation back',
  ],
  [
    'created',
    { kind: 'awaitsInvitation', what: 'profile' },
    'invited; the other columns are sent by `zoom-provision resume` once the invitation is accepted',
  ],
  [
    'deferred',
    { kind: 'awaitsInvitation', what: 'password' },
    'the user has not accepted the invitation; `zoom-provision resume` sends this after that, from the same file: a ' +
      'password is not kept',
  ],
  [
    'created',
    { kind: 'awaitsInvitation', what: 'profile', settled: true },
    'the answer was lost; the account shows that the user was created; invited; the other columns are sent by ' +
      '`zoom-provision resume` once the invitation is accepted',
  ],
  [
    'deferred',
    { kind: 'awaitsInvitation', what: 'existingUser' },
    'exists already and has not accepted the invitation; `zoom-provision resume` updates it after that',
  ],
  [
    'deferred',
    { kind: 'awaitsInvitation', what: 'row' },
    'the user has not accepted the invitation; `zoom-provision resume` sends this after that',
  ],
  [
    'created',
    { kind: 'settled', by: 'asking' },
    'the answer was lost; the account shows that the user was created',
  ],
  [
    'updated',
    { kind: 'settled', by: 'asking' },
    'the answer was lost; the account shows that the change was made',
  ],
  ['updated', { kind: 'settled', by: 'sendingAgain' }, 'sent again, since an answer was lost'],
  [
    'password_set',
    { kind: 'settled', by: 'echo' },
    'the first answer was lost; Zoom then said that this is the password already',
  ],
  [
    'deferred',
    QUOTA,
    'not sent: no invitation is left for today (1500 of 1500 were used); the next day begins at 00:00 UTC',
  ],
  [
    'deferred',
    { ...QUOTA, quota: 'light', used: 7_000, limit: 6_000 },
    'not sent: no Light call is left for today (6000 of 6000 were used); the next day begins at 00:00 UTC',
  ],
  [
    'deferred',
    { ...QUOTA, quota: 'medium', closedByZoom: true },
    'not sent: no Medium call is left for today (Zoom says that they are used up); the next day begins at 00:00 UTC',
  ],
  [
    'unknown',
    { kind: 'unsettled', message: 'No permission.' },
    'an earlier request got no answer, and what came of it is not known yet: No permission.',
  ],
  [
    'unknown',
    { kind: 'couldNotAsk', lost: 'Zoom did not answer in time.', message: 'HTTP 503' },
    'Zoom did not answer in time.; and the account could not be asked what came of it: HTTP 503',
  ],
  ...(
    [
      ['noTime', 'Zoom does not say when the user was added'],
      ['noSince', "when the request left is not known by Zoom's clock"],
      ['otherUser', 'the user was added when the request left or later, but has another name or type'],
      ['future', "Zoom says that the user was added at a time that by Zoom's clock has not come yet"],
      ['invitedBefore', 'the user had been invited by this program before'],
    ] as const
  ).map(
    ([why, said]) =>
      [
        'unknown',
        { kind: 'whoseIsUnclear', why },
        `the answer was lost; the account has the user, but nothing tells whether this row made it: ${said}; nothing more is sent, so look the user up in Zoom`,
      ] as const,
  ),
  [
    'unknown',
    { kind: 'damagedRecord' },
    "the ledger's record of this row is damaged, so what came of it is not known, and line, action and user may be wrong here; " +
      '`zoom-provision resume` asks the account where that can tell',
  ],
  [
    'deferred',
    { ...QUOTA, closedByZoom: true, damaged: true },
    "not sent: no invitation is left for today (how many were used is not known, since the ledger's count is damaged); the next day " +
      'begins at 00:00 UTC',
  ],
  [
    'unknown',
    { kind: 'interrupted' },
    'perhaps sent: the run ended before an answer came; `zoom-provision resume` settles it',
  ],
  [
    'unknown',
    { kind: 'interrupted', underWay: true },
    'in hand: the run is under way, and its outcome is not known yet',
  ],
  ['not_attempted', { kind: 'notReached' }, 'not sent: the run ended before this row'],
  ['not_attempted', { kind: 'notReached', stop: CRASHED }, 'not sent: the run crashed before this row'],
  [
    'not_attempted',
    { kind: 'notReached', stop: CRASHED, after: 'refused' },
    'refused, and not sent again: the run crashed before this row',
  ],
  [
    'not_attempted',
    { kind: 'notReached', stop: CRASHED, after: 'created' },
    'the user was created; the update with the other columns was not sent any more: The run crashed: its process was killed, or the machine stopped.',
  ],
  ['not_attempted', { kind: 'notReached', stop: UNDER_WAY }, 'not sent yet: the run is under way'],
  [
    'not_attempted',
    { kind: 'notReached', stop: UNDER_WAY, after: 'refused' },
    'refused, and not sent again yet: the run is under way',
  ],
  [
    'not_attempted',
    { kind: 'notReached', stop: UNDER_WAY, after: 'created' },
    'the user was created; the update with the other columns was not sent yet: the run is under way',
  ],
  [
    'not_attempted',
    { kind: 'notReached', stop: BROKEN },
    'not sent: Stopped because something on this machine failed: ENOSPC',
  ],
  [
    'not_attempted',
    { kind: 'notReached', stop: BROKEN, after: 'refused' },
    'refused, and not sent again: Stopped because something on this machine failed: ENOSPC',
  ],
  [
    'not_attempted',
    { kind: 'notReached', stop: BROKEN, after: 'created' },
    'the user was created; the update with the other columns was not sent any more',
  ],
  [
    'not_attempted',
    { kind: 'notReached', stop: HELD_BACK, after: 'created' },
    'the user was created; the update with the other columns was not sent any more: The Zoom app lacks the scope a:b: No.',
  ],
  [
    'not_attempted',
    { kind: 'notReached', stop: HELD_BACK },
    'not sent: The Zoom app lacks the scope a:b: No.',
  ],
  [
    'not_attempted',
    { kind: 'inputChanged', what: 'row' },
    'not sent: the input was changed after it was checked, and this line is another row now',
  ],
  [
    'not_attempted',
    { kind: 'inputChanged', what: 'row', isMadeUp: true },
    'not sent: the input was changed after it was checked, and this line is another row now; or a function of the job computes it anew each time',
  ],
  [
    'not_attempted',
    { kind: 'inputChanged', what: 'password' },
    'not sent: the input was changed after it was checked, and the password is another one now, or cannot be compared with the one that was checked',
  ],
  [
    'not_attempted',
    { kind: 'notReached', stop: { kind: 'inputChanged', rows: 7, firstLines: [2, 3], endsEarly: true } },
    'not sent: The input was changed after it was checked and ends early now: 7 rows are not in it any more as checked (lines 2, 3 and 5 more).',
  ],
  [
    'not_attempted',
    { kind: 'notReached', stop: { kind: 'inputChanged', rows: 1, firstLines: [7] } },
    'not sent: The input was changed after it was checked: 1 row is not in it any more as checked (line 7).',
  ],
  [
    'not_attempted',
    { kind: 'preview', steps: ['create the user', 'update the user'] },
    'preview: would create the user, then update the user',
  ],
  [
    'not_attempted',
    { kind: 'preview', steps: ['create the user'], day: '2026-03-11', awaitsInvitation: true },
    'preview: would create the user on 2026-03-11; the other columns wait until the invitation is accepted',
  ],
  [
    'not_attempted',
    { kind: 'preview', steps: ['create the user'], day: 'none' },
    'preview: would create the user on no day: the share leaves no invitation',
  ],
  ['rejected', { kind: 'recorded', message: 'As it was said then.' }, 'As it was said then.'],
];

describe('the message of a row', () => {
  it.each(SENTENCES)('that is %s says why: %j', (outcome, reason, sentence) => {
    expect(describeMessage({ outcome, reason, warnings: [] })).toBe(sentence);
  });

  const dept = { column: 'dept', message: 'drop it' };
  it.each<[string, Reason | undefined, string]>([
    ['its warnings alone', undefined, 'warning: dept: drop it; warning: odd'],
    [
      'its warnings after the reason',
      { kind: 'settled', by: 'sendingAgain' },
      'sent again, since an answer was lost; warning: dept: drop it; warning: odd',
    ],
  ])('has %s', (_, reason, message) => {
    const warnings = [dept, { message: 'odd' }];
    expect(describeMessage({ outcome: 'updated', reason, warnings })).toBe(message);
  });

  it('is empty when there is nothing to say', () => {
    expect(describeMessage({ outcome: 'created', reason: undefined, warnings: [] })).toBe('');
  });
});
