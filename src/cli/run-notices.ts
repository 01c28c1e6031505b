import type { RunEvent } from '../core/events.ts';
import { POLICY } from '../core/policy.ts';
import type { Attempt } from '../core/zoom-api.ts';
import { describeNotice } from '../report/describe-notice.ts';
import { describeCall, describeRoundTime, describeSighting } from '../report/describe-outage.ts';
import { describeStop } from '../report/describe-stop.ts';
import { describeCount, describeDuration, describeUtc } from '../report/terminal/wording.ts';

/** A pause that people would wonder about, so it is told even when short ones have been. */
const LONG_PAUSE_MS = 30_000;

/** Something worth a line of its own; `topic` is the same for what need not be said twice. */
export type RunNotice = {
  readonly topic: string;
  readonly text: string;
  /** It is said however often it happens. */
  readonly isNews?: true;
};

/** What to tell the operator about an event; undefined for the ordinary ones. */
export function noticeOf(event: RunEvent): RunNotice | undefined {
  switch (event.type) {
    case 'attempt':
      return ofAttempt(event.attempt);
    case 'pause': {
      const { label, waitMs, reason } = event;
      const pause = `pauses for ${describeDuration(waitMs / 1000)} and goes on more slowly until there is room again`;
      const text = `Zoom refused a ${label} call, so the ${label} label ${pause}: ${reason}`;
      return { topic: `pause ${label} ${waitMs >= LONG_PAUSE_MS}`, text };
    }
    case 'quotaUsedUp': {
      const { quota, resumeAfter } = event;
      const what =
        quota === 'create' ? "The account's create quota" : `The account's daily limit of ${quota} calls`;
      return {
        topic: `quota ${quota} ${resumeAfter}`,
        text: `${what} is used up until ${describeUtc(resumeAfter)}.`,
      };
    }
    case 'waiting':
      return {
        topic: `waiting ${event.until}`,
        text: `The rest waits until ${describeUtc(event.until)}. Ctrl-C leaves it to \`zoom-provision resume\`.`,
      };
    case 'outage':
      return { topic: `outage ${event.call} ${event.since}`, text: describeOutage(event) };
    case 'through': {
      const { call, afterMs } = event;
      const after = `after ${describeDuration(afterMs / 1000)}`;
      const text = call ? `${describeCall(call)} gets through again ${after}.` : `Through again ${after}.`;
      return { topic: 'through', isNews: true, text };
    }
    case 'stop': {
      // Before anything was sent it is the error that the command ends with, and after that the report has it.
      if (event.reason.kind === 'unusable') return undefined;
      const more =
        event.reason.kind === 'signal' ? ' Finishing what is in hand; once more ends at once.' : '';
      return { topic: `stop ${event.reason.kind}`, text: describeStop(event.reason) + more };
    }
    case 'checked':
      if (event.invalid === 0) return undefined;
      return {
        topic: 'invalid',
        text: `${describeCount(event.invalid, 'row')} of ${describeCount(event.rows)} cannot be used and will not be sent; the report says why.`,
      };
    case 'notice': {
      const text = describeNotice(event.notice);
      return { topic: text, text };
    }
    case 'reading':
    case 'row':
      return undefined;
  }
}

function describeOutage({ call, forMs, seen }: Extract<RunEvent, { type: 'outage' }>): string {
  const time = `for ${describeRoundTime(forMs)} at most`;
  if (call === undefined) return `Nothing gets through (${describeSighting(seen)}); trying again, ${time}.`;
  return `${describeCall(call)} does not get through (${describeSighting(seen)}), while other calls do; its rows wait, ${time}.`;
}

const NO_ANSWER: Readonly<Partial<Record<NonNullable<Attempt['error']>, string>>> = {
  unreadable: "Zoom's answer could not be read",
  wrongPlace: 'Something that is not Zoom answered that there is no such address',
  reset: 'The connection was cut before Zoom answered',
  timeout: 'Zoom did not answer in time',
  unreachable: 'Zoom could not be reached',
  concurrent: 'Zoom was busy with the same user',
};

function ofAttempt({ error, status, isProbe }: Attempt): RunNotice | undefined {
  // The other kinds have events of their own, or are a row's outcome; why there are probes has been said.
  if (error === undefined || isProbe || POLICY[error].next !== 'backOff') return undefined;
  const what = NO_ANSWER[error] ?? `Zoom answered with status ${status}`;
  return { topic: `attempt ${error}`, text: `${what}: such requests are tried again (this is said once).` };
}
