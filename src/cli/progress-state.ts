import type { RunEvent } from '../core/events.ts';
import { LABELS, type Label } from '../core/labels.ts';
import type { Outcome } from '../core/vocabulary.ts';
import type { Attempt, CallRate } from '../core/zoom-api.ts';
import { clip } from '../report/terminal/layout.ts';
import { describeCount } from '../report/terminal/wording.ts';
import type { LabelRate, Pause, ProgressSnapshot } from './progress-block.ts';
import { RecentRate } from './recent-rate.ts';
import { TimeLeft } from './time-left.ts';

const RATE_WINDOW_MS = 5_000;
/** What caused a pause is told at length in a notice. */
const REASON_COLUMNS = 120;
/** Shorter pauses come and go: no change of state. */
const LONG_PAUSE_MS = 10_000;

/** What a run is at. */
export type Phase = 'checks' | 'reads' | 'asks' | 'sends' | 'waits';

function describeReading({ what, done, of }: Extract<RunEvent, { type: 'reading' }>): string {
  const count = describeCount(done);
  return what === 'lists'
    ? `Reading the account: ${count} users`
    : `Asking about users: ${count} of ${describeCount(of ?? done)}`;
}

/** What the events so far add up to. */
export class ProgressState {
  readonly #outcomes = new Map<Outcome, number>();
  readonly #labels = new Map<Label, { readonly calls: RecentRate; rate: CallRate }>();
  #timeLeft: TimeLeft | undefined;
  #checked: Extract<RunEvent, { type: 'checked' }> | undefined;
  #done = 0;
  #beforeSending = 'Checking the input';
  #phaseBefore: Phase = 'checks';
  #pause = { until: 0, isLong: false, reason: '' };
  /** Since when nothing gets through; undefined while something does. */
  #outageAt: number | undefined;
  /** Time in which nothing got through, which says nothing of the pace. */
  #lostMs = 0;

  /** @param nowMs on any clock that never goes back */
  follow(event: RunEvent, nowMs: number): void {
    if (event.type === 'reading') {
      this.#beforeSending = describeReading(event);
      this.#phaseBefore = event.what === 'lists' ? 'reads' : 'asks';
    } else if (event.type === 'checked') {
      this.#checked = event;
      this.#timeLeft = new TimeLeft(this.#sendingTime(nowMs), event.expected);
      // Their outcome is known with the check; no event of their own follows.
      if (event.invalid > 0) this.#outcomes.set('invalid', event.invalid);
    } else if (event.type === 'attempt') {
      if (this.#outageAt !== undefined) return;
      this.#addCall(event.attempt, nowMs);
      this.#timeLeft?.addCall(event.line, this.#sendingTime(nowMs));
    } else if (event.type === 'pause') {
      const until = nowMs + event.waitMs;
      if (until > this.#pause.until) this.#wait(until, event.waitMs, clip(event.reason, REASON_COLUMNS));
    } else if (event.type === 'waiting') {
      this.#wait(nowMs + event.waitMs, event.waitMs, 'for a new day');
      this.#timeLeft = new TimeLeft(this.#sendingTime(this.#pause.until), undefined);
      // They are taken up again then.
      this.#done -= this.#outcomes.get('deferred') ?? 0;
      this.#outcomes.delete('deferred');
    } else if (event.type === 'outage' && event.call === undefined) {
      this.#outageAt = nowMs;
      this.#wait(nowMs + event.forMs, event.forMs, 'nothing gets through');
    } else if (event.type === 'through' && event.call === undefined && this.#outageAt !== undefined) {
      this.#lostMs += nowMs - this.#outageAt;
      this.#outageAt = undefined;
      this.#pause = { until: 0, isLong: false, reason: '' };
    } else if (event.type === 'row') {
      const { outcome, line } = event.result;
      this.#done += 1;
      this.#outcomes.set(outcome, (this.#outcomes.get(outcome) ?? 0) + 1);
      this.#timeLeft?.addRow(line, this.#sendingTime(nowMs));
    }
  }

  /** What is under way as long as nothing is sent. */
  get beforeSending(): string {
    return this.#beforeSending;
  }

  phase(nowMs: number): Phase {
    if (this.#checked === undefined) return this.#phaseBefore;
    return this.#pause.isLong && this.#pause.until > nowMs ? 'waits' : 'sends';
  }

  /**
   * Undefined while the input is still being checked.
   * @param wallMs since the epoch, at the same moment
   */
  snapshot(nowMs: number, wallMs: number): ProgressSnapshot | undefined {
    if (this.#checked === undefined) return undefined;
    const { rows, invalid, settled } = this.#checked;
    const done = Math.min(rows, invalid + settled + this.#done);
    const pausedMs = this.#pause.until - nowMs;
    const known = pausedMs <= 0 && done < rows;
    return {
      rows,
      done,
      outcomes: this.#outcomes,
      before: settled,
      rates: this.#rates(nowMs),
      secondsLeft: known ? this.#timeLeft?.seconds(rows - done, this.#sendingTime(nowMs)) : undefined,
      paused: pausedMs > 0 ? this.#pausedFor(pausedMs, wallMs) : undefined,
    };
  }

  #wait(until: number, forMs: number, reason: string): void {
    this.#pause = { until, isLong: forMs >= LONG_PAUSE_MS, reason };
  }

  #pausedFor(ms: number, wallMs: number): Pause {
    return { reason: this.#pause.reason, seconds: ms / 1000, until: new Date(wallMs + ms).toISOString() };
  }

  /** A clock that stands still while nothing gets through. */
  #sendingTime(nowMs: number): number {
    return (this.#outageAt ?? nowMs) - this.#lostMs;
  }

  #addCall({ label, rate }: Attempt, nowMs: number): void {
    const known = this.#labels.get(label) ?? { calls: new RecentRate(RATE_WINDOW_MS), rate };
    known.calls.add(nowMs);
    known.rate = rate;
    this.#labels.set(label, known);
  }

  #rates(nowMs: number): LabelRate[] {
    return LABELS.flatMap((label) => {
      const known = this.#labels.get(label);
      return known && known.calls.count(nowMs) > 0
        ? [{ label, now: known.calls.perSecond(nowMs), ...known.rate }]
        : [];
    });
  }
}
