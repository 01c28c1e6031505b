import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { StopReason } from '../../src/core/stop-reason.ts';
import type { Summary } from '../../src/core/summary.ts';
import { describeRun } from '../../src/report/describe-run.ts';
import { columnsOf } from '../../src/report/layout.ts';
import type { Reason } from '../../src/report/reasons.ts';

function summary(given: Partial<Summary>): Summary {
  return {
    run_id: '20260311-184501-k3f9',
    status: 'completed',
    input: 'people.csv',
    plan: 'pro',
    started_at: '2026-03-11T18:45:01.000Z',
    finished_at: '2026-03-11T18:46:02.400Z',
    rows: 24,
    outcomes: { created: 20, skipped: 4 },
    requests: 44,
    retries: 0,
    rate_limited: { per_second: 0, daily: 0, concurrent: 0 },
    requests_per_second: 0.72,
    resume_after: null,
    ...given,
  };
}

const DOMAIN: Reason = {
  outcome: 'rejected',
  httpStatus: 400,
  zoomCode: 1116,
  message: "Email address p@b.example doesn't match limited domains: a.example",
  count: 37,
  example: { line: 14, user: 'p@b.example' },
  advice: 'Correct the address.',
};

const outDir = 'reports/r';

describe('describeRun', () => {
  it('is short when every row went through', () => {
    expect(describeRun({ summary: summary({}), reasons: [], outDir })).toBe(
      [
        'Done: all 24 rows went through.',
        '',
        '  created  20',
        '  skipped   4  nothing to do',
        '  rows     24',
        '',
        'Time    1 min 1 s, 44 requests (0.7 a second)',
        'Report  reports/r/results.csv',
      ].join('\n'),
    );
  });

  it('tells counts, reasons with what to do, repeats and the next steps of a run that is not finished', () => {
    const deferred: Reason = {
      outcome: 'deferred',
      message: "Today's create quota is used up.",
      count: 1,
      example: { line: 90, user: '' },
      advice: 'Wait: `zoom-provision resume <run-id>` sends it.',
    };
    const text = describeRun({
      summary: summary({
        status: 'deferred',
        rows: 1_438,
        outcomes: { created: 1_400, rejected: 37, deferred: 1 },
        retries: 4,
        rate_limited: { per_second: 3, daily: 1, concurrent: 2 },
        resume_after: '2026-03-12T00:00:00Z',
      }),
      reasons: [DOMAIN, deferred],
      outDir,
      heldBack: 2,
      timeZone: 'Europe/Berlin',
    });
    expect(text).toBe(
      [
        'Not finished yet: 1,400 of 1,438 rows went through.',
        '',
        '  created   1,400',
        '  rejected     37  Zoom refused them',
        "  deferred      1  wait for another day's quota",
        '  rows      1,438',
        '',
        'The commonest reasons, and what to do',
        '  37 rows: rejected (HTTP 400, Zoom code 1116)',
        "    Email address p@b.example doesn't match limited domains: a.example (first on line 14,",
        '    p@b.example)',
        '    → Correct the address.',
        '',
        '  1 row: deferred',
        "    Today's create quota is used up. (line 90)",
        '    → Wait: `zoom-provision resume 20260311-184501-k3f9` sends it.',
        '',
        'Time     1 min 1 s, 44 requests (0.7 a second)',
        'Repeats  4 requests sent again; refused by a rate limit: 3 per second, 1 for the day, 2 for one user',
        'Report   reports/r/results.csv',
        '',
        'Next',
        '  - Send the 1 deferred row after 2026-03-12 00:00 UTC (Thursday 12 March, 01:00 local time):',
        '    `zoom-provision resume 20260311-184501-k3f9`.',
        '  - Copy the 37 rows that did not go through otherwise into a new file, corrected as the reasons',
        '    say, and run that.',
        '  - Once they accept the invitation, `zoom-provision resume 20260311-184501-k3f9` sends the further',
        '    fields of 2 new users: Zoom ignores those until then.',
      ].join('\n'),
    );
  });

  it('shows five reasons at most', () => {
    const reasons = Array.from({ length: 7 }, (_, i) => ({ ...DOMAIN, zoomCode: 9_000 + i }));
    const text = describeRun({ summary: summary({ outcomes: { rejected: 24 } }), reasons, outDir });
    expect(text.match(/Zoom code \d+/g)).toEqual(
      [9_000, 9_001, 9_002, 9_003, 9_004].map((c) => `Zoom code ${c}`),
    );
  });

  it.each<[StopReason, string[]]>([
    [{ kind: 'signal', signal: 'SIGINT' }, ['Interrupted with Ctrl-C.']],
    [{ kind: 'signal', signal: 'SIGTERM' }, ['Interrupted by SIGTERM.']],
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
      { kind: 'breaker', message: 'No permission.' },
      ['same reason: No permission.', 'Deal with the reason above'],
    ],
    [{ kind: 'broken', message: 'ENOSPC' }, ['on this machine failed: ENOSPC', 'full disk']],
  ])('says why a run ended early, what to do first, and how to go on: %j', (stop, expected) => {
    const text = describeRun({
      summary: summary({
        status: stop.kind === 'signal' ? 'interrupted' : 'stopped',
        outcomes: { created: 4, not_attempted: 20 },
      }),
      reasons: [],
      outDir,
      stop,
    }).replace(/\s+/g, ' ');
    for (const part of [
      ...expected,
      '4 of 24 rows went through',
      '20 rows not attempted yet: `zoom-provision resume 20260311-184501-k3f9`',
    ]) {
      expect(text).toContain(part);
    }
  });

  it('says so when the input has no rows', () => {
    const text = describeRun({
      summary: summary({ rows: 0, outcomes: {}, requests: 0, requests_per_second: 0 }),
      reasons: [],
      outDir,
    });
    expect(text).toBe(
      [
        'Done: the input has no rows.',
        '',
        'Time    1 min 1 s, 0 requests',
        'Report  reports/r/results.csv',
      ].join('\n'),
    );
  });

  it('stays within 100 columns and on its lines, whatever the messages hold', () => {
    const message = `${'王'.repeat(200)}\u001B[2J\n${'x'.repeat(500)}`;
    const reasons = [{ ...DOMAIN, message, example: { line: 2, user: 'y'.repeat(500) } }];
    const text = describeRun({ summary: summary({ outcomes: { rejected: 24 } }), reasons, outDir });
    expect(stripVTControlCharacters(text)).toBe(text);
    for (const line of text.split('\n')) expect(columnsOf(line)).toBeLessThanOrEqual(100);
  });

  it('has colours only when asked for, and the same words then', () => {
    const run = { summary: summary({ outcomes: { created: 20, rejected: 4 } }), reasons: [DOMAIN], outDir };
    const coloured = describeRun({ ...run, colour: true });
    expect(coloured).not.toBe(describeRun(run));
    expect(stripVTControlCharacters(coloured)).toBe(describeRun(run));
  });
});
