import type { Outcome } from './vocabulary.ts';
import type { ZoomErrorKind } from './zoom-error.ts';

/** What follows from an answer that is no success. */
export type Policy = {
  /**
   * `giveUp`: the answer is final. `backOff`: wait a little longer each time, then wait for a new permit. `pauseLabel`: as
   * `backOff`, and nothing else of the label leaves meanwhile. `newToken`: sign in again, then wait for a new permit.
   * `closeDay`: no more of these calls until the quota's day is over. `holdBack`: no more of these calls in this run; the
   * other rows go on. `stopRun`: no other row can fare better.
   */
  readonly next: 'giveUp' | 'backOff' | 'pauseLabel' | 'newToken' | 'closeDay' | 'holdBack' | 'stopRun';
  /** Attempts in all that may end this way before the call is given up. */
  readonly tries: number;
  /** The request may have taken effect. */
  readonly inDoubt: boolean;
  /** Zoom has answered, whatever it says. Where nothing else gets through either, it is an outage, and no row's fault. */
  readonly through: boolean;
  /** The row's outcome once the call is given up. */
  readonly outcome: Outcome;
};

const FINAL = { next: 'giveUp', tries: 1, inDoubt: false, through: true } as const;
const HELD = { ...FINAL, next: 'holdBack', outcome: 'not_attempted' } as const;
const CLOSED = { ...FINAL, next: 'closeDay', outcome: 'deferred' } as const;
const NO_ANSWER = { next: 'backOff', tries: 6, inDoubt: true, through: false, outcome: 'failed' } as const;

/** The one place that says what is retried, what pauses the label, what stops the run and what the report says. */
export const POLICY = {
  rejected: { ...FINAL, outcome: 'rejected' },
  notFound: { ...FINAL, outcome: 'not_found' },
  exists: { ...FINAL, outcome: 'exists' },
  // One call that is refused with every token, while others pass, has something against it that a token does not mend.
  tokenRefused: { next: 'newToken', tries: 20, inDoubt: false, through: true, outcome: 'rejected' },
  signInRefused: { ...FINAL, next: 'stopRun', outcome: 'not_attempted' },
  // Nobody has answered, but there is nothing to wait for either.
  unusable: { ...FINAL, next: 'stopRun', outcome: 'not_attempted' },
  // Without a token nothing gets through, and no row can do anything about it: only an outage that lasts ends this.
  signInFailed: {
    next: 'backOff',
    tries: Number.POSITIVE_INFINITY,
    inDoubt: false,
    through: false,
    outcome: 'not_attempted',
  },
  missingScope: HELD,
  missingPermission: HELD,
  unknownAddress: HELD,
  outage: HELD,
  ratePerSecond: { next: 'pauseLabel', tries: 20, inDoubt: false, through: true, outcome: 'failed' },
  rateDaily: CLOSED,
  inviteQuota: CLOSED,
  concurrent: { next: 'backOff', tries: 12, inDoubt: false, through: true, outcome: 'failed' },
  server: NO_ANSWER,
  unreadable: NO_ANSWER,
  wrongPlace: NO_ANSWER,
  reset: NO_ANSWER,
  timeout: NO_ANSWER,
  unreachable: { ...NO_ANSWER, inDoubt: false },
  unclear: { ...FINAL, inDoubt: true, outcome: 'unknown' },
} as const satisfies Record<ZoomErrorKind, Policy>;
