import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createProgress, type Progress } from '../../src/cli/progress.ts';
import { TextOutput } from '../../src/cli/text-output.ts';
import type { RunEvent } from '../../src/core/events.ts';
import type { ZoomErrorKind } from '../../src/core/zoom-error.ts';
import { FakeStream } from '../support/fake-stream.ts';

let stream: FakeStream;
let progress: Progress;

beforeEach(() => {
  vi.useFakeTimers();
  stream = new FakeStream();
});
afterEach(() => {
  progress.end();
  vi.useRealTimers();
});

function start(env: Record<string, string> = {}): Progress {
  progress = createProgress({ stream: new TextOutput(stream), now: Date.now, wallClock: Date.now, env });
  return progress;
}

const CHECKED = { type: 'checked', rows: 1_000, invalid: 0, settled: 0 } as const;

function attempt(error: ZoomErrorKind, status: number): RunEvent {
  return {
    type: 'attempt',
    line: 2,
    attempt: {
      endpoint: 'createUser',
      label: 'light',
      status,
      trackingId: '',
      error,
      durationMs: 100,
      rate: { allowed: 80, limit: 80 },
    },
  };
}

describe('notices', () => {
  it('stand by themselves, each once', () => {
    stream.isTTY = false;
    start().listen({ ...CHECKED, invalid: 3 });
    for (let i = 0; i < 500; i += 1) {
      progress.listen(attempt('ratePerSecond', 429));
      progress.listen({ type: 'pause', label: 'light', waitMs: 1_000 + i, reason: `refusal ${i}` });
      progress.listen(attempt('server', 503));
      progress.listen(attempt('timeout', 0));
      progress.listen(attempt('notFound', 404));
      progress.listen({ type: 'quotaUsedUp', quota: 'create', resumeAfter: '2026-03-12T00:00:00Z' });
      vi.advanceTimersByTime(10);
    }
    progress.listen({ type: 'pause', label: 'light', waitMs: 60_000, reason: 'another app' });
    progress.listen({ type: 'stop', reason: { kind: 'signal', signal: 'SIGINT' } });
    progress.end();
    expect(stream.screen).toEqual([
      '3 rows of 1,000 cannot be used and will not be sent; the report says why.',
      'Zoom refused a light call, so the light label pauses for 1 s and goes on more slowly until there is room again: refusal 0',
      'Zoom answered with status 503: such requests are tried again (this is said once).',
      'Zoom did not answer in time: such requests are tried again (this is said once).',
      "The account's create quota is used up until 2026-03-12 00:00 UTC.",
      'Zoom refused a light call, so the light label pauses for 1 min and goes on more slowly until there is room again: another app',
      expect.stringMatching(/^3 of 1,000 rows .*; waits 1 min, until .* UTC: another app$/),
      'Interrupted with Ctrl-C. Finishing what is in hand; once more ends at once.',
      '',
    ]);
  });

  it('are broken between words at the width of a terminal', () => {
    stream.columns = 60;
    start().listen({ type: 'pause', label: 'medium', waitMs: 60_000, reason: 'another app' });
    progress.end();
    expect(stream.screen.slice(0, 3)).toEqual([
      'Zoom refused a medium call, so the medium label pauses for 1',
      'min and goes on more slowly until there is room again:',
      'another app',
    ]);
  });

  it.each([
    ['a terminal', {}, true, true],
    ['a terminal with NO_COLOR', { NO_COLOR: '1' }, true, false],
    ['a terminal with an empty NO_COLOR', { NO_COLOR: '' }, true, true],
    ['a dumb terminal', { TERM: 'dumb' }, true, false],
    ['a pipe', {}, false, false],
  ] as const)('on %s (%j) have colour or none', (_, env, isTTY, coloured) => {
    stream.isTTY = isTTY;
    start(env).listen({ ...CHECKED, invalid: 1 });
    expect(stream.all.includes('\u001B[33m')).toBe(coloured);
  });

  it('of the run itself are told once, too', () => {
    stream.isTTY = false;
    start();
    const notice = { kind: 'unfinishedRun', runId: 'r1' } as const;
    for (let i = 0; i < 2; i += 1) progress.listen({ type: 'notice', notice });
    progress.end();
    expect(stream.screen).toEqual([
      'Run r1 of this very file has rows left: `zoom-provision resume r1` sends only those. This is a new run of all.',
      '',
    ]);
  });

  it('of an outage are told whenever there is one, and when it is over', () => {
    stream.isTTY = false;
    start();
    const seen = { message: 'No.', fault: 'ECONNREFUSED', place: 'api.zoom.us:443' };
    for (const [since, forMs] of [
      [1, 900_000],
      [2, 90_000],
    ] as const) {
      progress.listen({ type: 'outage', since, forMs, seen });
      progress.listen({ type: 'through', afterMs: 42_000 });
    }
    const page = { message: 'HTTP 503', place: 'api.zoom.us:443' };
    progress.listen({ type: 'outage', since: 3, forMs: 7_200_000, call: 'setPassword', seen: page });
    progress.listen({ type: 'through', call: 'setPassword', afterMs: 200_000 });
    const probe = attempt('timeout', 0);
    if (probe.type === 'attempt') progress.listen({ ...probe, attempt: { ...probe.attempt, isProbe: true } });
    progress.end();
    expect(stream.screen).toEqual([
      'Nothing gets through (connection refused by api.zoom.us:443); trying again, for 15 minutes at most.',
      'Through again after 42 s.',
      'Nothing gets through (connection refused by api.zoom.us:443); trying again, for 90 seconds at most.',
      'Through again after 42 s.',
      'PUT /users/{user}/password does not get through (HTTP 503), while other calls do; its rows wait, for 2 hours at most.',
      'PUT /users/{user}/password gets through again after 3 min 20 s.',
      '',
    ]);
  });

  it('cannot send escape sequences to the terminal', () => {
    start().listen({ type: 'stop', reason: { kind: 'broken', message: 'a\u001B[2Jb' } });
    expect(stream.all).not.toContain('\u001B[2J');
  });
});
