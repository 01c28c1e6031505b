import type { Call, CallResult } from '../../src/core/action.ts';
import type { Reply } from '../../src/core/zoom-api.ts';
import { ZoomError, type ZoomErrorDetails, type ZoomErrorKind } from '../../src/core/zoom-error.ts';
import { callZoom } from '../../src/engine/call-zoom.ts';
import { AT } from './engine-rig.ts';
import { toldTime } from './told-time.ts';

export const UPDATE: Call = { endpoint: 'updateUser', user: 'a@x.org', body: { dept: 'IT' } };
export const CREATE: Call = {
  endpoint: 'createUser',
  body: { action: 'autoCreate' },
  settle: async () => undefined,
};

/** How long an attempt takes, and then a question. */
export const ATTEMPT_MS = 1_000;

export type CallGiven = {
  /** What comes of one attempt after the other; the last of all that follow. */
  readonly answers: readonly (Reply | ZoomError | Error)[];
  /** What the account says when it is asked, each time. */
  readonly settle?: () => Promise<Reply | undefined>;
  readonly inheritedSince?: number;
  readonly signal?: AbortSignal;
  /** Backing off takes no time without it. */
  readonly random?: () => number;
  readonly onSend?: () => void;
};

export type CallStory = {
  /** Such as `send ask send`. */
  readonly story: string;
  readonly result: CallResult | ZoomError;
  /** Since when the account was asked about, in attempts since the first, which is 0. */
  readonly askedSince: readonly number[];
  /** How often the account knew nothing of what an earlier session had left. */
  readonly asked: number;
};

/** Makes a call with the real loop. @throws what is no ZoomError */
export async function tellCall(call: Call, given: CallGiven): Promise<CallStory> {
  const { answers, settle, signal = new AbortController().signal, random = () => -1 } = given;
  const story: string[] = [];
  const askedSince: number[] = [];
  const clock = { now: AT };
  let sent = 0;
  let asked = 0;
  const attempt = async () => {
    story.push('send');
    given.onSend?.();
    const sentAt = clock.now;
    clock.now += ATTEMPT_MS;
    const answer = answers[Math.min(sent++, answers.length - 1)] ?? new Error('no answer');
    if (answer instanceof Error && !(answer instanceof ZoomError)) throw answer;
    return { answer, sentAt: { zoomTime: sentAt }, wasHit: () => false };
  };
  const asking = async (since = Number.NaN) => {
    story.push('ask');
    askedSince.push((since - AT) / ATTEMPT_MS);
    return settle?.();
  };
  const rules = {
    inheritedSince: given.inheritedSince === undefined ? undefined : { zoomTime: given.inheritedSince },
    onAsked: () => {
      asked++;
    },
    known: async () => undefined,
    clock: toldTime(() => clock.now, random),
    signal,
  };
  const result = await callZoom({ ...call, ...(settle && { settle: asking }) }, attempt, rules).catch(
    (error: unknown) => {
      if (error instanceof ZoomError) return error;
      throw error;
    },
  );
  return { story: story.join(' '), result, askedSince, asked };
}

export function failure(kind: ZoomErrorKind, details: Partial<ZoomErrorDetails> = {}): ZoomError {
  return new ZoomError({ kind, message: `because of ${kind}`, ...details });
}
