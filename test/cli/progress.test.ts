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

const NOON = Date.parse('2026-03-11T12:00:00Z');

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
  stream = new FakeStream();
});
afterEach(() => {
  progress.end();
  vi.useRealTimers();
});

function start(env: Record<string, string> = {}): Progress {
  progress = createProgress({
    stream: new TextOutput(stream),
    now: Date.now,
    wallClock: () => NOON + Date.now(),
    env,
  });
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

/** The last block that was drawn. */
function block(): string[] {
  const { screen } = stream;
  return screen.slice(
    screen.findLastIndex((line) => /^(?:\[|\d+%)/.test(line)),
    -1,
  );
}

describe('createProgress on a terminal', () => {
  it('says that the input is being checked until it is', () => {
    start();
    vi.advanceTimersByTime(1_000);
    expect(stream.screen).toEqual(['Checking the input …', '']);
    expect(stream.writes).toHaveLength(1);
  });

  it('says that the account is being read, and how far it is', () => {
    start();
    progress.listen({ type: 'reading', what: 'lists', done: 1_200 });
    vi.advanceTimersByTime(1_000);
    expect(stream.screen).toEqual(['Reading the account: 1,200 users …', '']);
    progress.listen({ type: 'reading', what: 'users', done: 1, of: 97 });
    vi.advanceTimersByTime(1_000);
    expect(stream.screen).toEqual(['Asking about users: 1 of 97 …', '']);
  });

  it('draws one block: bar, rows, calls a second, the time left and the outcomes', () => {
    start().listen(CHECKED);
    work(9.5);
    for (let i = 0; i < 10; i += 1) progress.listen(row({ outcome: 'rejected' }));
    vi.advanceTimersByTime(500);
    expect(stream.screen).toEqual([
      '[########................................]  20%  200 of 1,000 rows',
      expect.stringMatching(/^Pace {2}1[78](\.\d)?\/s of 80\/s$/),
      expect.stringMatching(/^Left {2}about 4\d s$/),
      'Rows  created 190, rejected 10',
      '',
    ]);
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
    stream.write('\n');
    resolve('yes');
    expect(await answer).toBe('yes');
    vi.advanceTimersByTime(1_000);
    expect(stream.screen).toEqual(['Go on? ', 'Checking the input …', '']);
  });

  it('writes at most ten times a second', () => {
    start().listen(CHECKED);
    work(10);
    expect(stream.writes.length).toBeGreaterThan(20);
    expect(stream.writes.length).toBeLessThanOrEqual(100);
  });

  it('starts where a resumed run stands: what was done before and in this session are what is done', () => {
    start().listen({ ...CHECKED, settled: 500 });
    for (const outcome of ['created', 'created', 'rejected'] as const) progress.listen(row({ outcome }));
    vi.advanceTimersByTime(1_000);
    expect(stream.screen).toEqual([
      '[####################....................]  50%  503 of 1,000 rows',
      'Pace  0/s',
      'Left  …',
      'Rows  created 2, rejected 1, before 500',
      '',
    ]);
  });

  it('counts rows that are invalid as done from the start', () => {
    start().listen({ ...CHECKED, rows: 10, invalid: 9 });
    progress.listen(row());
    vi.advanceTimersByTime(1_000);
    expect(block()[0]).toMatch(/\] {2}100% {2}10 of 10 rows$/);
    expect(block().at(-1)).toBe('Rows  created 1, invalid 9');
  });

  it.each([200, 120, 100, 80, 60, 40, 20, 10, 5, 2])('never fills %d columns', (columns) => {
    stream.columns = columns;
    start().listen({ type: 'checked', rows: 1_000_000, invalid: 0, settled: 123_456 });
    work(3);
    for (const outcome of ['rejected', 'failed', 'deferred', 'exists'] as const)
      progress.listen(row({ outcome }));
    const drawn = stream.screen.length;
    progress.listen({ type: 'pause', label: 'light', waitMs: 20_000, reason: '王'.repeat(80) });
    vi.advanceTimersByTime(1_000);
    for (const line of stream.screen.slice(-drawn)) {
      const wide = [...line].filter((character) => character === '王').length;
      expect(line.length + wide).toBeLessThan(columns);
    }
    expect(stream.screen.join('\n')).toContain('12%'.slice(0, columns - 2));
  });

  it('stays one block at 60 columns, with a notice above it', () => {
    stream.columns = 60;
    start().listen({ ...CHECKED, settled: 500 });
    work(3);
    progress.listen({ type: 'pause', label: 'light', waitMs: 90_000, reason: 'Too many calls' });
    vi.advanceTimersByTime(30_000);
    expect(stream.screen).toEqual([
      'Zoom refused a light call, so the light label pauses for 1',
      'min 30 s and goes on more slowly until there is room again:',
      'Too many calls',
      '[##################...............]  56%  560 of 1,000 rows',
      'Pace  0/s',
      'Left  …',
      'Rows  created 60, before 500',
      'Wait  1 min, until 2026-03-11 12:01 UTC: Too many calls',
      '',
    ]);
  });

  it.each([
    [['light'], 80, '2/s of 80/s'],
    [['light'], 41.25, '2/s of 41.3/s (limit 80/s, others are busy)'],
    [['light', 'medium'], 80, 'light 1/s of 80/s, medium 1.1/s of 80/s'],
  ] as const)('shows the calls a second of %j, of %d that are allowed', (limiters, allowed, paces) => {
    start().listen(CHECKED);
    for (let i = 0; i < 10; i += 1) {
      progress.listen(attempt(limiters[i % limiters.length], allowed));
      vi.advanceTimersByTime(500);
    }
    expect(block()[1]).toBe(`Pace  ${paces}`);
  });

  it('shows how many calls a second are allowed as the last call found it', () => {
    start().listen(CHECKED);
    for (const allowed of [80, 60, 40]) {
      progress.listen(attempt('light', allowed));
      vi.advanceTimersByTime(1_000);
    }
    expect(block()[1]).toContain(' of 40/s (limit 80/s, others are busy)');
  });

  it('counts a pause down, and shows no time left meanwhile', () => {
    start().listen(CHECKED);
    work(5);
    progress.listen({ type: 'pause', label: 'light', waitMs: 40_000, reason: 'per-second limit' });
    vi.advanceTimersByTime(10_000);
    expect(block().slice(2)).toEqual(['Left  …', 'Rows  created 100', 'Wait  30 s: per-second limit']);
    vi.advanceTimersByTime(31_000);
    expect(block().join('\n')).not.toContain('Wait');
  });

  it('says until when it waits for a new day', () => {
    start().listen(CHECKED);
    progress.listen({ type: 'waiting', until: '2026-03-12T00:00:00Z', waitMs: 12 * 3_600_000 });
    vi.advanceTimersByTime(3_600_000);
    expect(block().at(-1)).toBe('Wait  11 h, until 2026-03-12 00:00 UTC: for a new day');
  });

  it('counts an outage down, and the time left is afterwards what it was before', () => {
    start().listen(CHECKED);
    work(5);
    const timeLeft = () => block()[2];
    const before = timeLeft();
    progress.listen({ type: 'outage', since: 0, forMs: 900_000, seen: { message: 'No.' } });
    vi.advanceTimersByTime(600_150);
    expect(block().at(-1)).toBe('Wait  5 min, until 2026-03-11 12:15 UTC: nothing gets through');
    progress.listen({ type: 'through', afterMs: 600_000 });
    vi.advanceTimersByTime(200);
    expect([before, timeLeft()]).toEqual(['Left  about 45 s', 'Left  about 45 s']);
  });

  it('says at once what a signal does, above its block', () => {
    start().listen(CHECKED);
    vi.advanceTimersByTime(1_000);
    progress.say('Stopping at once.');
    vi.advanceTimersByTime(1_000);
    expect(stream.screen.slice(0, 2)).toEqual(['Stopping at once.', expect.stringMatching(/^\[\.+\] {2}0%/)]);
  });

  it.each([
    [{}, true],
    [{ NO_COLOR: '1' }, false],
    [{ FORCE_COLOR: '0' }, false],
    [{ NO_COLOR: '1', FORCE_COLOR: '1' }, true],
  ])('is bold, or not, by %j', (env, isBold) => {
    start(env).listen(CHECKED);
    vi.advanceTimersByTime(1_000);
    expect(stream.all.includes('\u001B[1m')).toBe(isBold);
  });

  it('takes its block away at the end and stays silent', () => {
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
        /^20\d of 1,000 rows \(20%\); created 20\d; pace 20(\.\d)?\/s of 80\/s; about 40 s left\n$/,
      ),
      expect.stringMatching(
        /^4\d\d of 1,000 rows \(4\d%\); created 4\d\d; pace 20(\.\d)?\/s of 80\/s; about \d\d s left\n$/,
      ),
    ]);
  });

  it('writes a line when the state changes, and none more while it waits', () => {
    stream.isTTY = false;
    start();
    vi.advanceTimersByTime(60_000);
    expect(stream.writes).toEqual([]);
    progress.listen({ type: 'reading', what: 'lists', done: 300 });
    vi.advanceTimersByTime(9_000);
    progress.listen({ type: 'reading', what: 'lists', done: 600 });
    vi.advanceTimersByTime(1_200);
    progress.listen(CHECKED);
    progress.listen({ type: 'waiting', until: '2026-03-12T00:00:00Z', waitMs: 12 * 3_600_000 });
    vi.advanceTimersByTime(12 * 3_600_000);
    progress.end();
    expect(stream.writes).toEqual([
      'Reading the account: 300 users …\n',
      'Reading the account: 600 users …\n',
      'The rest waits until 2026-03-12 00:00 UTC. Ctrl-C leaves it to `zoom-provision resume`.\n',
      '0 of 1,000 rows (0%); pace 0/s; waits 12 h, until 2026-03-12 00:01 UTC: for a new day\n',
      '0 of 1,000 rows (0%); pace 0/s\n',
    ]);
  });

  it('has colours where they are asked for', () => {
    stream.isTTY = false;
    start({ FORCE_COLOR: '1' }).listen({ ...CHECKED, invalid: 1 });
    expect(stream.all).toContain('\u001B[33m');
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
