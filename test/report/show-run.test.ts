import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { StopReason } from '../../src/core/stop-reason.ts';
import type { ReasonGroup } from '../../src/report/reason-groups.ts';
import type { EndedRun } from '../../src/report/run-report.ts';
import { columnsOf } from '../../src/report/terminal/layout.ts';
import { describeRun } from '../../src/report/terminal/show-run.ts';
import { run, summary } from '../support/ended-run.ts';

const LABEL = { calls: 795, limit: 80, sendingMs: 10_000, slowedMs: 0, pausedMs: 0 };

const DOMAIN: ReasonGroup = {
  outcome: 'rejected',
  httpStatus: 400,
  zoomCode: 1116,
  reason: {
    kind: 'refused',
    message: "Email address p@b.example doesn't match limited domains: a.example",
  },
  count: 37,
  example: { line: 14, user: 'p@b.example' },
  advice: 'Correct the address.',
};

/** The text on one line, as it reads whatever the width. */
function text(given: Partial<EndedRun>): string {
  return describeRun(run(given)).replace(/\s+/g, ' ');
}

const SEEN = { message: 'No.', place: 'api.zoom.us:443' };

describe('describeRun', () => {
  it('is short when every row went through', () => {
    expect(describeRun(run())).toBe(
      [
        'Done: all 24 rows went through.',
        '',
        '  created  20',
        '  skipped   4  nothing to do, protected, or after a row that did not go through',
        '  rows     24',
        '',
        'Time    1 min 1 s, 44 requests',
        'Report  reports/r/results.csv',
        'Page    reports/r/report.html',
      ].join('\n'),
    );
  });

  it.each<[string, EndedRun['limiters'], string | undefined]>([
    ['nothing was sent', {}, undefined],
    ['the run was too short to have one', { light: { ...LABEL, calls: 20, sendingMs: 900 } }, undefined],
    ['one label was used', { light: LABEL }, '79.4 of 80 light calls a second'],
    [
      'another app was busy',
      { light: { ...LABEL, slowedMs: 9_000, pausedMs: 1_300 } },
      '79.4 of 80 light calls a second, slowed down for 9 s and paused for 1.3 s',
    ],
    [
      'both limiters were used',
      { light: LABEL, medium: { ...LABEL, calls: 60, limit: 11 } },
      '79.4 of 80 light calls a second; 5.9 of 11 medium calls a second',
    ],
    [
      'only one label had much to do',
      { light: LABEL, medium: { ...LABEL, calls: 6, limit: 20 } },
      '79.4 of 80 light calls a second; 6 medium calls',
    ],
    [
      'a label was slow because it was throttled',
      { light: { ...LABEL, limit: 240, pausedMs: 7_000 } },
      '79.4 of 240 light calls a second, paused for 7 s',
    ],
  ])('tells the pace when %s', (_when, limiters, pace) => {
    expect(/Pace +(.*)/.exec(describeRun(run({ limiters })))?.[1]).toBe(pace);
  });

  it('tells counts, reasons with what to do, repeats and the next steps of a run that is not finished', () => {
    const deferred: ReasonGroup = {
      outcome: 'deferred',
      reason: { kind: 'quota', quota: 'create', used: 50, limit: 50, closedByZoom: false },
      count: 1,
      example: { line: 90, user: '' },
      advice: 'Wait: `zoom-provision resume <run-id>` sends it.',
    };
    const described = run({
      summary: summary({
        status: 'deferred',
        rows: 1_438,
        outcomes: { created: 1_400, rejected: 37, deferred: 1 },
        retries: 4,
        rate_limited: { per_second: 3, daily: 1, concurrent: 2 },
        resume_after: '2026-03-12T00:00:00Z',
      }),
      reasons: [DOMAIN, deferred],
      deferred: 1,
      toCorrect: 37,
      toFix: { rows: 37, file: 'reports/r/rows-to-fix.csv', why: undefined },
      awaitingInvitation: 2,
    });
    expect(describeRun(described, { timeZone: 'Europe/Berlin' })).toBe(
      [
        'Not finished yet: 1,400 of 1,438 rows went through.',
        '',
        '  created   1,400',
        '  rejected     37  refused; a person must correct them',
        "  deferred      1  wait for another day's quota, or for an invitation to be accepted",
        '  rows      1,438',
        '',
        'The commonest reasons, and what to do',
        '  37 rows: rejected (HTTP 400, Zoom code 1116)',
        "    Email address p@b.example doesn't match limited domains: a.example (first on line 14,",
        '    p@b.example)',
        '    → Correct the address.',
        '',
        '  1 row: deferred',
        '    not sent: no invitation is left for today (50 of 50 were used); the next day begins at 00:00 UTC',
        '    (line 90)',
        '    → Wait: `zoom-provision resume 20260311-184501-k3f9` sends it.',
        '',
        'Time     1 min 1 s, 44 requests',
        'Repeats  4 requests sent again',
        "Refused  6 requests by Zoom's limits: 3 for too many in a second, 1 for a daily quota, 2 for two",
        '         requests about one user at once',
        'Report   reports/r/results.csv',
        'Page     reports/r/report.html',
        'To fix   reports/r/rows-to-fix.csv',
        '',
        'Next',
        '  - Send the deferred row after 2026-03-12 00:00 UTC (Thursday 12 March, 01:00 local time):',
        '    `zoom-provision resume 20260311-184501-k3f9`.',
        '  - Correct the 37 rows that need it, in rows-to-fix.csv, as its column "problem" says, and run that',
        '    file.',
        '  - Once the invitations are accepted, `zoom-provision resume 20260311-184501-k3f9` sends what is',
        '    kept back of 2 rows: Zoom ignores it until then.',
      ].join('\n'),
    );
  });

  it('shows five reasons at most', () => {
    const reasons = Array.from({ length: 7 }, (_, i) => ({ ...DOMAIN, zoomCode: 9_000 + i }));
    const text = describeRun(run({ summary: summary({ outcomes: { rejected: 24 } }), reasons }));
    expect(text.match(/Zoom code \d+/g)).toEqual(
      [9_000, 9_001, 9_002, 9_003, 9_004].map((c) => `Zoom code ${c}`),
    );
  });

  it.each<[StopReason, string[]]>([
    [{ kind: 'signal', signal: 'SIGINT' }, ['Interrupted with Ctrl-C.']],
    [{ kind: 'signal', signal: 'SIGTERM' }, ['Interrupted by SIGTERM.']],
    [{ kind: 'aborted', message: 'no time left' }, ['Aborted: no time left.']],
    [
      { kind: 'signInRefused', message: 'Invalid client_id.' },
      ['Zoom refused the sign-in: Invalid client_id.', 'ZOOM_CLIENT_SECRET'],
    ],
    [{ kind: 'signInFailed', message: 'ENOTFOUND' }, ['could not be reached: ENOTFOUND', 'firewall']],
    [
      { kind: 'missingScope', scope: 'user:write:user:admin', message: 'No.' },
      ['lacks the scope user:write:user:admin: No.', 'add the scope user:write:user:admin'],
    ],
    [
      { kind: 'outage', since: 0, forMs: 900_000, seen: { ...SEEN, fault: 'ECONNREFUSED' } },
      ['Nothing has got through to api.zoom.us for 15 minutes (connection refused).', 'proxy or firewall'],
    ],
    [
      { kind: 'outage', since: 0, forMs: 90_000, seen: { ...SEEN, signIn: true } },
      ['Nothing has got through to api.zoom.us for 90 seconds (No.).', 'ZOOM_OAUTH_URL, and status.zoom.us'],
    ],
    [
      { kind: 'outage', since: 0, forMs: 0, seen: { ...SEEN, fault: 'CERT_HAS_EXPIRED' } },
      ['got through to api.zoom.us (no secure connection (CERT_HAS_EXPIRED)).', 'NODE_EXTRA_CA_CERTS'],
    ],
    [
      { kind: 'outage', since: 0, forMs: 0, seen: { ...SEEN, fault: 'PROXY_407' } },
      ['got through to api.zoom.us (the proxy answers 407).', 'Check HTTPS_PROXY'],
    ],
    [
      { kind: 'outage', since: 0, forMs: 3_600_000, call: 'setPassword', seen: SEEN },
      [
        'Not finished yet: 4 of',
        'PUT /users/{user}/password has got no answer for 1 hour, while other calls did, and rows that make it are held back: No.',
      ],
    ],
    [
      { kind: 'unknownAddress', address: 'https://zoom.example/token', signIn: true, message: 'HTTP 404' },
      ["Zoom's sign-in is not at https://zoom.example/token: HTTP 404", 'Check ZOOM_OAUTH_URL'],
    ],
    [
      { kind: 'breaker', message: 'No permission.' },
      ['same reason: No permission.', 'Deal with the reason above'],
    ],
    [
      { kind: 'breaker', rows: 20, action: 'ssoCreate', message: 'No permission.' },
      ['for the same reason: 20 ssoCreate rows in a row: No permission.'],
    ],
    [
      { kind: 'breaker', rows: 40, message: 'Zoom did not answer in time.' },
      ['Stopped because 40 rows in a row got no answer: Zoom did not answer in time.', 'proxy or firewall'],
    ],
    [
      { kind: 'missingScope', scope: 'user:delete:user:admin', call: 'removeUser', message: 'No.' },
      ['Not finished yet: 4 of', 'lacks the scope user:delete:user:admin: No.'],
    ],
    [
      { kind: 'missingPermission', permission: 'User:Edit', call: 'createUser', message: 'No.' },
      [
        "The role of the app's owner lacks the permission User:Edit: No.",
        "give the role of the app's owner the permission User:Edit, in the Zoom portal under User Management, Roles.",
      ],
    ],
    [
      { kind: 'unknownAddress', address: 'https://api.zoom.us', message: 'Not recognized.' },
      ["Zoom's API is not at https://api.zoom.us: Not recognized.", 'Check ZOOM_API_URL'],
    ],
    [
      { kind: 'unknownAddress', address: 'https://x.example/v2', call: 'changeEmail', message: 'No.' },
      ['https://x.example/v2 does not know the call PUT /users/{user}/email: No.', 'Check ZOOM_API_URL'],
    ],
    [
      { kind: 'heldBack', rows: 20, action: 'create', licence: { type: '2' }, message: 'No seats.' },
      [
        'Not finished yet: 4 of 24 rows went through.',
        'Zoom refused 20 create rows with type 2 in a row for the same reason, and rows like them are held back: No seats.',
        'until then the rows that were held back are refused as well',
      ],
    ],
    [
      { kind: 'heldBack', rows: 20, action: 'update', message: 'No permission.' },
      [
        'Zoom refused 20 update rows in a row for the same reason, and rows like them are held back: No permission.',
      ],
    ],
    [{ kind: 'broken', message: 'ENOSPC' }, ['on this machine failed: ENOSPC', 'full disk']],
    [
      {
        kind: 'broken',
        message: 'The log a.log cannot be written: its disk is full (ENOSPC)',
        fault: { thing: 'log', path: 'a.log', code: 'ENOSPC', detail: 'ENOSPC' },
      },
      [
        'The log a.log cannot be written: its disk is full (ENOSPC)',
        'Make room there. What was done until then',
      ],
    ],
    [
      {
        kind: 'broken',
        message: 'The ledger l.db cannot be used: it was removed or replaced while it was in use',
        fault: { thing: 'ledger', path: 'l.db', code: 'GONE', detail: '' },
      },
      ['Put it back where it was. The report is all that there is of this run.'],
    ],
  ])('says why a run ended early, what to do first, and how to go on: %j', (stop, expected) => {
    const said = text({
      summary: summary({
        status: stop.kind === 'signal' || stop.kind === 'aborted' ? 'interrupted' : 'stopped',
        outcomes: { created: 4, not_attempted: 20 },
      }),
      stop,
    });
    for (const part of [
      ...expected,
      '4 of 24 rows went through',
      '20 rows not attempted yet: `zoom-provision resume 20260311-184501-k3f9`',
    ]) {
      expect(said).toContain(part);
    }
  });

  it('says so when the input has no rows', () => {
    const nothing = summary({ rows: 0, outcomes: {}, requests: 0, requests_per_second: 0 });
    expect(describeRun(run({ summary: nothing }))).toBe(
      [
        'Done: the input has no rows.',
        '',
        'Time    1 min 1 s, 0 requests',
        'Report  reports/r/results.csv',
        'Page    reports/r/report.html',
      ].join('\n'),
    );
  });

  it.each([
    [undefined, 100],
    [200, 100],
    [100, 100],
    [80, 80],
    [60, 60],
  ])(
    'on a terminal of %s columns stays within %d, and on its lines, whatever the messages hold',
    (columns, width) => {
      const message = `${'王'.repeat(200)}\u001B[2J\n${'x'.repeat(500)}`;
      const refused = { kind: 'refused', message } as const;
      const reasons = [{ ...DOMAIN, reason: refused, example: { line: 2, user: 'y'.repeat(500) } }];
      const warnings = [{ warning: { message }, count: 3, firstLine: 2 }];
      const outcomes = {
        created: 1,
        exists: 1,
        rejected: 18,
        deferred: 1,
        skipped: 1,
        failed: 1,
        not_attempted: 1,
      };
      const stop = { kind: 'broken', message } as const;
      const rate_limited = { per_second: 3, daily: 1, concurrent: 2 };
      const ended = run({
        summary: summary({ outcomes, rate_limited, retries: 9 }),
        reasons,
        warnings,
        stop,
        deferred: 1,
        awaitingInvitation: 1,
      });
      const text = describeRun(ended, { columns });
      expect(stripVTControlCharacters(text)).toBe(text);
      for (const line of text.split('\n')) expect(columnsOf(line)).toBeLessThanOrEqual(width);
      expect(Math.max(...text.split('\n').map(columnsOf))).toBeGreaterThan(width - 12);
    },
  );

  it('has colours only when asked for, and the same words then', () => {
    const warnings = [{ warning: { column: 'dept', message: 'will be dropped' }, count: 1, firstLine: 2 }];
    const outcomes = { created: 20, skipped: 1, rejected: 3 };
    const ended = run({ summary: summary({ outcomes }), reasons: [DOMAIN], warnings });
    const coloured = describeRun(ended, { columns: 60, colour: true });
    const plain = describeRun(ended, { columns: 60 });
    expect(coloured).not.toBe(plain);
    expect(stripVTControlCharacters(coloured)).toBe(plain);
  });

  it('keeps the path of the report on one line, so that it can be copied', () => {
    const outDir = `/srv/${'a long folder/'.repeat(12)}r`;
    const text = describeRun(run({ outDir }), { columns: 80 });
    expect(text).toContain(`\nReport  ${outDir}/results.csv\nPage    ${outDir}/report.html`);
  });

  it('says what to do once where it is the same for several reasons', () => {
    const invalid = { outcome: 'invalid', advice: 'Correct these rows.', count: 2 } as const;
    const problem = (column: string, message: string) =>
      ({ kind: 'invalid', problems: [{ column, message }] }) as const;
    const reasons: ReasonGroup[] = [
      { ...invalid, reason: problem('email', 'is no address'), example: { line: 5, user: '' } },
      { ...DOMAIN, count: 2 },
      { ...invalid, reason: problem('type', 'write basic'), count: 1, example: { line: 9, user: '' } },
    ];
    const lines = describeRun(run({ summary: summary({ outcomes: { rejected: 24 } }), reasons })).split('\n');
    const at = lines.indexOf('The commonest reasons, and what to do') + 1;
    expect(lines.slice(at, lines.indexOf('', at + 6))).toEqual([
      '  2 rows: invalid',
      '    email: is no address (first on line 5)',
      '  1 row: invalid',
      '    type: write basic (line 9)',
      '    → Correct these rows.',
      '',
      '  2 rows: rejected (HTTP 400, Zoom code 1116)',
      "    Email address p@b.example doesn't match limited domains: a.example (first on line 14,",
      '    p@b.example)',
      '    → Correct the address.',
    ]);
  });

  it('shows the five commonest warnings in a section of their own', () => {
    const warning = { column: 'phone_country', message: 'Zoom will drop this field' };
    const group = { warning, count: 12, firstLine: 130 };
    const warnings = [group, ...Array.from({ length: 5 }, (_, i) => ({ ...group, count: 1, firstLine: i }))];
    const lines = describeRun(run({ warnings })).split('\n');
    const at = lines.indexOf('Warnings, which keep no row back');
    expect(lines.slice(at, at + 8)).toEqual([
      'Warnings, which keep no row back',
      '  12 rows: phone_country: Zoom will drop this field (first on line 130)',
      ...[0, 1, 2, 3].map((line) => `  1 row: phone_country: Zoom will drop this field (line ${line})`),
      '  and others: see results.csv',
      '',
    ]);
  });
});

describe('the time of a run', () => {
  it.each([
    ['that went on without a break', '2026-03-11T18:46:02.400Z', 'Time 1 min 1 s, 44 requests'],
    ['that was resumed hours later', '2026-03-11T22:46:02.400Z', 'Time 1 min 1 s of sending, 44 requests'],
  ])('%s is that of its sessions', (_, finished_at, said) => {
    expect(text({ summary: summary({ finished_at }) })).toContain(said);
  });
});
