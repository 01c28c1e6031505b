import { expect, it } from 'vitest';
import type { Notice } from '../../src/core/notice.ts';
import { describeNotice } from '../../src/report/describe-notice.ts';

const LEFT_BEHIND = {
  kind: 'rowsLeftBehind',
  runId: 'r1',
  problem: 'It has changed.',
  needsOldFile: true,
  count: 9,
  firstLines: [2, 3],
  kept: 0,
  unchanged: 0,
} as const;

it.each<[Notice, string]>([
  [{ kind: 'input', text: 'The file is windows-1252.' }, 'The file is windows-1252.'],
  [
    { kind: 'waitsForRun', account: 'acme', which: 'run r1 (/hr/people.csv)' },
    'Waiting for the end of another run of the account acme: run r1 (/hr/people.csv). Ctrl-C ends the wait.',
  ],
  [
    { kind: 'damagedRows', count: 1 },
    'What the ledger has on record of 1 row is damaged. The account is asked about it at the end, unless a later row ' +
      'of the same user has overtaken it: then it is left as unknown.',
  ],
  [
    { kind: 'unfinishedRun', runId: 'r1' },
    'Run r1 of this very file has rows left: `zoom-provision resume r1` sends only those. This is a new run of all.',
  ],
  [
    { kind: 'noReport', message: 'The folder cannot be made.' },
    'No report is written. The folder cannot be made.',
  ],
  [
    { kind: 'protectsNobody', patterns: ['ceo@x.org'], byIdAlone: 0 },
    'Nobody in the file falls under --protect ceo@x.org: is that right?',
  ],
  [
    { kind: 'protectsNobody', patterns: ['a@*', 'b@*'], byIdAlone: 2 },
    'Nobody in the file falls under --protect a@*, --protect b@*: is that right? 2 rows name their users by an id alone; ' +
      'whose the ids are, a run asks the account before it sends them.',
  ],
  [
    { ...LEFT_BEHIND, count: 1, firstLines: [7] },
    'It has changed. Nothing was sent. 1 row cannot be taken up: line 7. Put the old file back, or give it: ' +
      '`zoom-provision resume r1 --input <file>`. A changed file is a new run.',
  ],
  [
    { ...LEFT_BEHIND, kept: 1, needsOldFile: false },
    'It has changed. What waits for an invitation is in the ledger, and is taken up. 9 rows cannot be taken up: lines ' +
      '2, 3 and 7 more.',
  ],
  [
    { ...LEFT_BEHIND, count: 1, firstLines: [7], unchanged: 3 },
    'It has changed. 3 rows of it not sent yet have not changed, and are taken up. 1 row cannot be taken up: line 7. Put ' +
      'the old file back, or give it: `zoom-provision resume r1 --input <file>`. A changed file is a new run.',
  ],
  [
    { ...LEFT_BEHIND, unchanged: 1, kept: 1 },
    'It has changed. What waits for an invitation is in the ledger, and is taken up. 1 row of it not sent yet has not changed, ' +
      'and is taken up. 9 rows cannot be taken up: lines 2, 3 and 7 more. Put the old file back, or give it: ' +
      '`zoom-provision resume r1 --input <file>`. A changed file is a new run.',
  ],
  [
    { kind: 'inputChanged', change: 'content' },
    'The input was changed while it is run: from here on a row is sent only when its line still holds what was checked. The ' +
      'others are left, and named at the end.',
  ],
  [
    { kind: 'inputChanged', change: 'longer' },
    'The input has grown since it was checked: what was added is no part of this run, and is not sent.',
  ],
  [
    { kind: 'inputChanged', change: 'lastLineLonger' },
    'The input has grown since it was checked, and its last line with it: that row and what was added are not sent.',
  ],
  [
    { kind: 'noPartOfRun', corrected: 2, added: 0 },
    'The input was changed, and has 2 rows that could not be used: that is no part of this run. Put it into a file of its ' +
      'own, and run that.',
  ],
  [
    { kind: 'noPartOfRun', corrected: 1, added: 1 },
    'The input was changed, and has 1 row that could not be used and 1 row more than before: that is no part of this run. Put ' +
      'it into a file of its own, and run that.',
  ],
  [
    { kind: 'clockOff', aheadMs: -58 * 60_000 },
    "This computer's clock is 58 min behind Zoom's: set it right. The run goes by Zoom's, but the times in its report are " +
      "this computer's.",
  ],
  [
    { kind: 'clockOff', aheadMs: 26 * 3_600_000 },
    "This computer's clock is 1 day 2 h ahead of Zoom's: set it right. The run goes by Zoom's, but the times in its report " +
      "are this computer's.",
  ],
  [
    { kind: 'clockStepped', byMs: -3_600_000 },
    "This computer's clock was set back by 1 h during the run: the run waits no longer or shorter for that, and the times " +
      'in its report go on from those before.',
  ],
  [
    { kind: 'lowerLimit', label: 'light', perSecond: 30, plan: 'business', planPerSecond: 80 },
    'Zoom allows this account 30 light calls a second, and not the 80 of the business plan: the run keeps to that. ' +
      'Is --plan right?',
  ],
  [
    { kind: 'pendingUnknown', message: 'No.', scope: 'user:read:list_users:admin' },
    'Not checked: whether users have yet to accept an invitation that somebody else sent (the app lacks the scope ' +
      'user:read:list_users:admin). Zoom ignores changes of such users, and answers as if it had made them.',
  ],
  [
    { kind: 'pendingUnknown', message: 'a fault of Zoom', scope: undefined },
    'Not checked: whether users have yet to accept an invitation that somebody else sent (a fault of Zoom). ' +
      'Zoom ignores changes of such users, and answers as if it had made them.',
  ],
  [
    { kind: 'orderUnknown', message: 'No.', scope: 'user:read:user:admin' },
    'Not checked: whether rows with an address and rows with an id are about the same user (the app lacks the scope ' +
      'user:read:user:admin). Such rows may be sent in another order than that of the file.',
  ],
  [
    { kind: 'orderUnknown', message: 'It may not.', scope: undefined },
    'Not checked: whether rows with an address and rows with an id are about the same user (It may not). ' +
      'Such rows may be sent in another order than that of the file.',
  ],
  [
    {
      kind: 'heldBack',
      reason: {
        kind: 'heldBack',
        rows: 20,
        action: 'create',
        licence: { type: '2', feature: '{zoom_phone:true}' },
        message: 'No seats.',
      },
    },
    'Zoom refused 20 create rows with type 2, feature {zoom_phone:true} in a row for the same reason, and rows like them are held back: No seats.',
  ],
])('the notice %j is told in words', (notice, text) => {
  expect(describeNotice(notice)).toBe(text);
});
