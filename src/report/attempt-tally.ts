import type { EndpointName } from '../core/endpoints.ts';
import type { RunEvent } from '../core/events.ts';
import type { RunCounts } from '../core/run-counts.ts';
import type { Timeline } from '../core/timeline.ts';
import type { Attempt } from '../core/zoom-api.ts';
import { LimiterWatch } from './limiter-watch.ts';
import { TimelineRecorder } from './timeline-recorder.ts';

/** Counts what a session of a run sends, from its events as they come. */
export class AttemptTally {
  readonly #limiters = new LimiterWatch();
  readonly #timeline = new TimelineRecorder();
  /** The endpoints that did not succeed at once, by line, while the row is in hand. */
  readonly #unsuccessful = new Map<number | undefined, Set<EndpointName>>();
  readonly #refused = { perSecond: 0, daily: 0, concurrent: 0 };
  #requests = 0;
  #retries = 0;

  /** @param now on any clock, in ms */
  follow(event: RunEvent, now: number): void {
    this.#limiters.follow(event, now);
    this.#timeline.follow(event, now);
    if (event.type === 'attempt') this.#addAttempt(event.line, event.attempt);
    if (event.type === 'row') this.#unsuccessful.delete(event.result.line);
  }

  /** Counts a request for signing in, which belongs to no row. */
  addSignIn(): void {
    this.#requests += 1;
  }

  /**
   * Requests, sign-ins included; of those the retries, which repeated one of their row that did not succeed; the answers
   * 429 by kind, an invitation quota being a daily one; and how the limiters were used.
   */
  get counts(): RunCounts {
    return {
      requests: this.#requests,
      retries: this.#retries,
      ...this.#refused,
      limiters: this.#limiters.uses,
    };
  }

  /** What was sent over time up to now, on the same clock. */
  timeline(now: number): Omit<Timeline, 'startedAt'> {
    return this.#timeline.at(now);
  }

  #addAttempt(line: number | undefined, { endpoint, error }: Attempt): void {
    this.#requests += 1;
    const unsuccessful = this.#unsuccessful.get(line);
    if (unsuccessful?.has(endpoint)) this.#retries += 1;
    if (error) this.#unsuccessful.set(line, (unsuccessful ?? new Set()).add(endpoint));
    if (error === 'ratePerSecond') this.#refused.perSecond += 1;
    if (error === 'concurrent') this.#refused.concurrent += 1;
    if (error === 'rateDaily' || error === 'inviteQuota') this.#refused.daily += 1;
  }
}
