import { afterEach, describe, expect, it, vi } from 'vitest';
import type { AccountLedger } from '../../src/core/ledger.ts';
import type { RunRecord, SessionSoFar } from '../../src/core/ledger-records.ts';
import { NO_COUNTS } from '../../src/core/run-counts.ts';
import type { Timeline } from '../../src/core/timeline.ts';
import type { Reply, ZoomApi, ZoomRequest } from '../../src/core/zoom-api.ts';
import { SessionRecord } from '../../src/runs/session-record.ts';

const REQUEST: ZoomRequest = { endpoint: 'getUser', user: 'a@x.org' };
const ANSWER: Reply = { status: 200, body: {}, trackingId: '', rateLimit: undefined };

/** What is on record of a session that has counted `counted` requests by itself, and a Zoom that answers when it is told to. */
function makeSession({ fails = false } = {}) {
  const kept: SessionSoFar[] = [];
  const recordSession = async (_: RunRecord, session: SessionSoFar) => {
    if (fails) throw new Error('disk is full');
    kept.push(session);
  };
  const timelines: Timeline[] = [];
  const recordTimeline = async (_: RunRecord, timeline: Timeline) => {
    if (fails) throw new Error('disk is full');
    timelines.push(timeline);
  };
  const state = { counted: 0 };
  const tally = {
    get counts() {
      return { ...NO_COUNTS, requests: state.counted };
    },
    timeline: () => ({ step: state.counted, points: {}, marks: [] }),
  };
  const held = { recordSession, recordTimeline } as AccountLedger;
  const session = new SessionRecord(held, {} as RunRecord, tally, Date.now);
  const answer = Promise.withResolvers<Reply>();
  const zoom: ZoomApi = {
    prepare: async () => ({
      isStale: true,
      send: (onSent) => {
        onSent();
        return answer.promise;
      },
    }),
  };
  const requests = () => kept.map((its) => its.counts.requests);
  return {
    session,
    zoom: session.watch(zoom),
    state,
    requests,
    kept,
    timelines,
    answer: () => answer.resolve(ANSWER),
  };
}

afterEach(() => void vi.useRealTimers());

describe('what a session has counted', () => {
  it('is on record before each request leaves, with those that have no answer yet', async () => {
    const { zoom, session, state, requests, answer } = makeSession();
    const [first, second] = [
      await zoom.prepare(REQUEST, AbortSignal.any([])),
      await zoom.prepare(REQUEST, AbortSignal.any([])),
    ];
    expect(first.isStale).toBe(true);
    const atDeparture: number[][] = [];
    const answers = [first, second].map((its) => its.send(() => atDeparture.push(requests())));
    await Promise.resolve();
    expect(requests()).toEqual([1, 2]);
    answer();
    expect(await Promise.all(answers)).toEqual([ANSWER, ANSWER]);
    expect(atDeparture.map((its) => its.length)).toEqual([2, 2]);
    state.counted = 2;
    await session.keep();
    expect(requests().at(-1)).toBe(2);
    await session.end();
  });

  it('is kept while nothing is sent, too, and no more once the session is over', async () => {
    vi.useFakeTimers();
    const { session, kept } = makeSession();
    await vi.advanceTimersByTimeAsync(12_000);
    expect(kept.map(({ activeMs }) => activeMs)).toEqual([5_000, 10_000]);
    await session.end();
    await session.keep();
    await vi.advanceTimersByTimeAsync(12_000);
    expect(kept).toHaveLength(2);
  });

  it('and what it sent over time every few seconds, and once more at its end', async () => {
    vi.useFakeTimers();
    const { session, state, timelines } = makeSession();
    const startedAt = Date.now();
    await vi.advanceTimersByTimeAsync(7_000);
    state.counted = 9;
    await session.end();
    await vi.advanceTimersByTimeAsync(7_000);
    const empty = { startedAt, points: {}, marks: [] };
    expect(timelines).toEqual([
      { ...empty, step: 0 },
      { ...empty, step: 9 },
    ]);
  });

  it('does not keep a request back that it cannot record', async () => {
    const { session, zoom, answer } = makeSession({ fails: true });
    const prepared = await zoom.prepare(REQUEST, AbortSignal.any([]));
    answer();
    expect(await prepared.send(() => undefined)).toBe(ANSWER);
    await session.end();
  });
});
