import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createProgress, type Progress } from '../../src/cli/progress.ts';
import { TextOutput } from '../../src/cli/text-output.ts';
import type { RunEvent } from '../../src/core/events.ts';
import type { Label } from '../../src/core/labels.ts';
import type { ResultRow } from '../../src/core/result-row.ts';
import type { Attempt } from '../../src/core/zoom-api.ts';
import { FakeStream } from '../support/fake-stream.ts';
import { resultRow } from '../support/result-row.ts';

let stream: FakeStream;
let progress: Progress;

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
  stream = new FakeStream();
});
afterEach(() => {
  progress.end();
  vi.useRealTimers();
});

function start(env: Record<string, string> = {}): Progress {
  progress = createProgress({ stream: new TextOutput(stream), now: Date.now, env });
  return progress;
}

const CHECKED: RunEvent = { type: 'checked', rows: 1_000, invalid: 0, settled: 0 };

function attempt(label: Label = 'light', allowed = 80): RunEvent {
  const made: Attempt = {
    endpoint: 'createUser',
    label,
    status: 201,
    trackingId: '',
    durationMs: 100,
    rate: { allowed, limit: 80 },
  };
  return { type: 'attempt', line: 2, attempt: made };
}

function row(given: Partial<ResultRow> = {}): RunEvent {
  return { type: 'row', result: resultRow(given) };
}

/** Twenty rows a second. */
function work(seconds: number): void {
  for (let i = 0; i < seconds * 20; i += 1) {
    progress.listen(attempt());
    progress.listen(row());
    vi.advanceTimersByTime(50);
  }
}

describe('createProgress on a terminal', () => {
  it('says that the input is being checked until it is', () => {
    start();
    vi.advanceTimersByTime(1_000);
    expect(stream.screen).toEqual(['Checking the input ...']);
    expect(stream.writes).toHaveLength(1);
  });

  it('rewrites one line: bar, rows, outcomes, pace and the time left', () => {
    start().listen(CHECKED);
    work(9.5);
    for (let i = 0; i < 10; i += 1) progress.listen(row({ outcome: 'rejected' }));
    vi.advanceTimersByTime(500);
    expect(stream.screen).toHaveLength(1);
    const [line = ''] = stream.screen;
    expect(line).toMatch(
      /^\[####\.{16}\] {2}20% {2}200\/1,000 rows {2}created 190, rejected 10 {2}1[78](\.\d)?\/80 calls\/s {2}4\d s left$/,
    );
  });

  it('leaves the terminal to a question until it is answered', async () => {
    start();
    vi.advanceTimersByTime(1_000);
    const { promise, resolve } = Promise.withResolvers<string>();
    const answer = progress.aside(() => {
      stream.write('Go on? ');
      return promise;
    });
    vi.advanceTimersByTime(1_000);
    expect(stream.screen).toEqual(['Go on? ']);
    resolve('yes');
    expect(await answer).toBe('yes');
    vi.advanceTimersByTime(1_000);
    expect(stream.screen.at(-1)).toContain('Checking the input ...');
  });

  it('writes at most ten times a second', () => {
    start().listen(CHECKED);
    work(10);
    expect(stream.writes.length).toBeGreaterThan(20);
    expect(stream.writes.length).toBeLessThanOrEqual(100);
  });

  it('starts where a resumed run stands', () => {
    start().listen({ ...CHECKED, settled: 500 });
    vi.advanceTimersByTime(1_000);
    expect(stream.screen).toEqual(['[##########..........]  50%  500/1,000 rows  before 500  0 calls/s']);
  });

  it('counts rows that are invalid as done from the start', () => {
    start().listen({ ...CHECKED, rows: 10, invalid: 9 });
    progress.listen(row());
    vi.advanceTimersByTime(1_000);
    expect(stream.screen.at(-1)).toBe(
      '[####################]  100%  10/10 rows  created 1, invalid 9  0 calls/s',
    );
  });

  it.each([200, 120, 80, 60, 40, 20, 10, 5, 2])('never fills %d columns', (columns) => {
    stream.columns = columns;
    start().listen({ type: 'checked', rows: 1_000_000, invalid: 0, settled: 123_456 });
    work(3);
    for (const outcome of ['rejected', 'failed', 'deferred', 'exists'] as const)
      progress.listen(row({ outcome }));
    progress.listen({ type: 'pause', label: 'light', waitMs: 20_000, reason: '王'.repeat(80) });
    vi.advanceTimersByTime(1_000);
    // Notices may wrap: they stay where they are.
    const rewritten = stream.writes
      .filter((text) => !text.includes('\n'))
      .flatMap((text) => text.split('\r\u001B[K'));
    for (const line of rewritten) {
      const wide = [...line].filter((character) => character === '王').length;
      expect(line.length + wide).toBeLessThan(columns);
    }
    expect(stream.screen.at(-1)).toContain('12%'.slice(0, columns - 1));
  });

  it.each([
    [120, '[##########..........]  50%  502/1,000 rows  created 1, rejected 1, before 500  0.5/80 calls/s'],
    [95, '[##########..........]  50%  502/1,000 rows  created 1, rejected 1, before 500  0.5/80 calls/s'],
    [90, '[##########..........]  50%  502/1,000 rows  1 ok, 1 not, 500 before  0.5/80 calls/s'],
    [62, '50%  502/1,000 rows  1 ok, 1 not, 500 before  0.5/80 calls/s'],
    [50, '50%  502/1,000 rows  1 ok, 1 not, 500 before'],
    [40, '50%  502/1,000 rows  0.5/80 calls/s'],
    [30, '50%  502/1,000 rows'],
    [15, '50%'],
  ])('shows what is most wanted in %d columns', (columns, line) => {
    stream.columns = columns;
    start().listen({ ...CHECKED, settled: 500 });
    progress.listen(attempt());
    progress.listen(row());
    progress.listen(row({ outcome: 'rejected', attempts: 0 }));
    vi.advanceTimersByTime(1_950);
    expect(stream.screen).toEqual([line]);
  });

  it.each([
    [['light'], 80, '2/80 calls/s'],
    [['light'], 41.25, '2/41.3 (limit 80, others are busy) calls/s'],
    [['light', 'medium'], 80, 'light 1/80, medium 1.1/80 calls/s'],
  ] as const)('shows the calls a second of %j, of %d that are allowed', (limiters, allowed, paces) => {
    stream.columns = 120;
    start().listen(CHECKED);
    for (let i = 0; i < 10; i += 1) {
      progress.listen(attempt(limiters[i % limiters.length], allowed));
      vi.advanceTimersByTime(500);
    }
    expect(stream.screen.at(-1)).toContain(`  ${paces}`);
  });

  it('shows how many calls a second are allowed as the last call found it', () => {
    stream.columns = 120;
    start().listen(CHECKED);
    for (const allowed of [80, 60, 40]) {
      progress.listen(attempt('light', allowed));
      vi.advanceTimersByTime(1_000);
    }
    expect(stream.screen.at(-1)).toContain('/40 (limit 80, others are busy) calls/s');
  });

  it('counts a pause down, and shows no time left meanwhile', () => {
    start().listen(CHECKED);
    work(5);
    progress.listen({ type: 'pause', label: 'light', waitMs: 40_000, reason: 'per-second limit' });
    vi.advanceTimersByTime(10_000);
    expect(stream.screen.at(-1)).toMatch(/calls\/s {2}paused 30 s: per-second limit$/);
    vi.advanceTimersByTime(30_000);
    expect(stream.screen.at(-1)).not.toContain('paused');
  });

  it('counts an outage down, and the time left is afterwards what it was before', () => {
    stream.columns = 120;
    start().listen(CHECKED);
    work(5);
    const timeLeft = () => /[\d.]+ s left/.exec(stream.screen.at(-1) ?? '')?.[0];
    const before = timeLeft();
    progress.listen({ type: 'outage', since: 0, forMs: 900_000, seen: { message: 'No.' } });
    vi.advanceTimersByTime(600_150);
    expect(stream.screen.at(-1)).toMatch(/paused 5 min: nothing gets through$/);
    progress.listen({ type: 'through', afterMs: 600_000 });
    vi.advanceTimersByTime(200);
    expect([before, timeLeft()]).toEqual(['45 s left', '45 s left']);
  });

  it('cuts the reason of a pause rather than leaving the pause out', () => {
    stream.columns = 45;
    start().listen(CHECKED);
    progress.listen({
      type: 'pause',
      label: 'light',
      waitMs: 40_000,
      reason: 'another app of the account is busy',
    });
    expect(stream.screen.at(-1)).toBe('0%  0/1,000 rows  paused 40 s: another app…');
  });

  it('takes its line away at the end and stays silent', () => {
    start().listen(CHECKED);
    work(1);
    progress.end();
    expect(stream.screen).toEqual(['']);
    const writes = stream.writes.length;
    progress.listen(row());
    progress.listen({ type: 'stop', reason: { kind: 'signal', signal: 'SIGINT' } });
    progress.end();
    vi.advanceTimersByTime(60_000);
    expect(stream.writes).toHaveLength(writes);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('createProgress elsewhere', () => {
  it.each([
    ['a pipe', false, {}],
    ['a dumb terminal', true, { TERM: 'dumb' }],
  ])('writes a plain line every ten seconds to %s, and none for a short run', (_, isTTY, env) => {
    stream.isTTY = isTTY;
    start(env).listen(CHECKED);
    work(9.9);
    expect(stream.writes).toEqual([]);
    work(15);
    progress.end();
    expect(stream.writes).toEqual([
      expect.stringMatching(
        /^20\d of 1,000 rows \(20%\); created 20\d; 20(\.\d)? of 80 calls a second; about 40 s left\n$/,
      ),
      expect.stringMatching(
        /^4\d\d of 1,000 rows \(4\d%\); created 4\d\d; 20(\.\d)? of 80 calls a second; about \d\d s left\n$/,
      ),
    ]);
  });
});

describe('a stream that is gone', () => {
  it('does not end the run', () => {
    start().listen(CHECKED);
    stream.emit('error', new Error('EPIPE'));
    const writes = stream.writes.length;
    work(2);
    expect(stream.writes).toHaveLength(writes);
  });

  it('may even throw', () => {
    start();
    stream.write = () => {
      throw new Error('closed');
    };
    expect(() => {
      progress.listen({ ...CHECKED, invalid: 1 });
      work(1);
      progress.end();
    }).not.toThrow();
  });
});
