import { describe, expect, it } from 'vitest';
import type { Summary } from '../../src/core/summary.ts';
import type { EndedRun } from '../../src/report/run-report.ts';
import { nextSteps } from '../../src/report/terminal/next-steps.ts';
import { describeRun } from '../../src/report/terminal/show-run.ts';
import { run, summary } from '../support/ended-run.ts';

describe('the next steps', () => {
  const toFix = (rows: number) => ({ rows, file: 'reports/r/rows-to-fix.csv', why: undefined });
  const at = '2026-03-12T00:00:00Z';
  it.each<[string, Summary['outcomes'], Partial<EndedRun>, string[]]>([
    ['nothing', { created: 24 }, {}, []],
    [
      'resume for rows that failed or are unknown',
      { failed: 2, unknown: 1 },
      {},
      ['Go on with the 3 rows that failed or are unknown: `R`.'],
    ],
    ['resume for a row that failed', { failed: 1 }, {}, ['Go on with the row that failed: `R`.']],
    [
      'resume for what was not sent, and the file of what must be corrected',
      { not_attempted: 20, unknown: 1, rejected: 1 },
      { toCorrect: 1, toFix: toFix(1) },
      [
        'Go on with the 20 rows not attempted yet and the row that is unknown: `R`.',
        'Correct the row that needs it, in rows-to-fix.csv, as its column "problem" says, and run that file.',
      ],
    ],
    [
      'the file as it was, after a change of it',
      { updated: 20, not_attempted: 4 },
      { stop: { kind: 'inputChanged', rows: 4, firstLines: [2, 3, 4, 5] } },
      [
        'Get the input back as it was when it was checked; or make a new file of these rows, and run that.',
        'Go on with the 4 rows not attempted yet: `R --input <file>`, with the file as it was.',
      ],
    ],
    ['nothing for leavers who are gone already', { deactivated: 3, not_found: 20 }, {}, []],
    [
      'the file of what must be corrected, and only that',
      { not_found: 20, rejected: 2, invalid: 1 },
      { toCorrect: 3, toFix: toFix(3) },
      [
        'Correct the 3 rows that need it, in rows-to-fix.csv, as its column "problem" says, and run that file.',
      ],
    ],
    [
      'the lines of what must be corrected, where the input is gone',
      { rejected: 2 },
      {
        toCorrect: 2,
        toFix: { rows: 2, file: undefined, why: 'the input was standard input, which is gone' },
      },
      [
        'Correct the 2 rows that need it, as the reasons say, and run them again.',
        'Take these rows from your own file by their lines in results.csv: there is no rows-to-fix.csv, since ' +
          'the input was standard input, which is gone.',
      ],
    ],
    [
      'a look at addresses that are taken',
      { exists: 2_963 },
      { toFix: toFix(2_963) },
      [
        'Look at the 2,963 rows whose address is taken: where these are the people you mean, nothing is left to do; ' +
          'the others are in rows-to-fix.csv, to be corrected.',
      ],
    ],
    [
      'the file that holds what was left out after a row to be corrected, too',
      { rejected: 2, skipped: 5, failed: 1 },
      { leftOut: { toCorrect: 3, open: 1 }, toCorrect: 2, toFix: toFix(5) },
      [
        'Go on with the row that failed: `R`.',
        'Correct the 2 rows that need it, in rows-to-fix.csv, as its column "problem" says, and run that file, ' +
          'with the 3 rows left out after that.',
      ],
    ],
    [
      'accepting the invitation, for changes of users who have not',
      { created: 20, deferred: 4 },
      { deferred: 1, awaitingInvitation: 3 },
      [
        'Once the invitations are accepted, `R` sends what is kept back of 4 rows: Zoom ignores it until then.',
      ],
    ],
    [
      'both, where a quota is used up and invitations are open',
      { created: 20, deferred: 4 },
      { summary: summary({ resume_after: at }), deferred: 3, awaitingInvitation: 1 },
      [
        'Send the 3 deferred rows after 2026-03-12 00:00 UTC (Thursday 12 March, 00:00 local time): `R`.',
        'Once the invitation is accepted, `R` sends what is kept back of 1 row: Zoom ignores it until then.',
      ],
    ],
  ])('are %s', (_, outcomes, given, steps) => {
    const ended = run(given);
    const found = nextSteps({ ...ended, summary: { ...ended.summary, outcomes } }, 'UTC');
    expect(found.map((step) => step.replace('zoom-provision resume 20260311-184501-k3f9', 'R'))).toEqual(
      steps,
    );
  });
});

it('a run of which only changes of pending users are left is not called done', () => {
  const pending = summary({ outcomes: { created: 20, deferred: 4 } });
  const said = describeRun(run({ summary: pending, awaitingInvitation: 4 }));
  expect(said).toMatch(/^Not finished yet: 20 of 24 rows went through\./);
});

it('a row left out after one that did not go through did not go through either', () => {
  const refused = summary({ outcomes: { created: 20, rejected: 1, skipped: 3 } });
  const said = describeRun(run({ summary: refused, leftOut: { toCorrect: 2, open: 0 } }));
  expect(said).toMatch(/^Done: 21 of 24 rows went through\./);
});

it('of one row the report does not say that all of it went through', () => {
  const said = describeRun(run({ summary: summary({ rows: 1, outcomes: { created: 1 } }) }));
  expect(said).toMatch(/^Done: the row went through\./);
});
