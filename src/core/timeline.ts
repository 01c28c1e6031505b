import type { EndpointName } from './endpoints.ts';
import type { Label } from './labels.ts';

/**
 * What was sent in a stretch of time: in s since the session began, calls that left in it, those of them that were refused for
 * the pace, and the calls a second that were allowed at least and that the run could take.
 */
export type TimelinePoint = readonly [
  at: number,
  calls: number,
  refused: number,
  allowed: number,
  limit: number,
];

/** What held a session back, from and to in ms since it began. */
export type TimelineMark = {
  /** After a refusal, until another day's quota, or since nothing got through. */
  readonly kind: 'pause' | 'wait' | 'outage';
  readonly label?: Label;
  /** Of an outage of one call alone. */
  readonly call?: EndpointName;
  readonly from: number;
  readonly to: number;
};

/** What a session of a run sent over time. What is long has fewer points, so that it stays small. */
export type Timeline = {
  /** Ms since the epoch. */
  readonly startedAt: number;
  /** Of a point, in s. */
  readonly step: number;
  /** In order of time; none where nothing was sent. */
  readonly points: Readonly<Partial<Record<Label, readonly TimelinePoint[]>>>;
  readonly marks: readonly TimelineMark[];
};
