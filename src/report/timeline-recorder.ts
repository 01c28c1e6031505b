import type { RunEvent } from '../core/events.ts';
import { LABELS, type Label } from '../core/labels.ts';
import type { Timeline, TimelineMark, TimelinePoint } from '../core/timeline.ts';

/** Of a label: half an hour by the second. */
const MOST_POINTS = 1_800;
const MOST_MARKS = 200;

/** Records what a session sends over time, from its events; in memory that does not grow with it. */
export class TimelineRecorder {
  readonly #points = new Map<Label, Map<number, TimelinePoint>>();
  #marks: readonly TimelineMark[] = [];
  #step = 1;
  #startedAt: number | undefined;

  /** @param now on any clock, in ms */
  follow(event: RunEvent, now: number): void {
    this.#startedAt ??= now;
    const at = now - this.#startedAt;
    if (event.type === 'attempt') {
      const { label, durationMs, rate, error } = event.attempt;
      const isRefused = error === 'ratePerSecond';
      const left = Math.max(0, at - durationMs) / 1000;
      this.#addPoint(label, [left, 1, isRefused ? 1 : 0, rate.allowed, rate.limit]);
    } else if (event.type === 'pause') {
      this.#addMark({ kind: 'pause', label: event.label, from: at, to: at + event.waitMs });
    } else if (event.type === 'waiting') {
      this.#addMark({ kind: 'wait', from: at, to: at + event.waitMs });
    } else if (event.type === 'outage') {
      const { call } = event;
      this.#addMark({ kind: 'outage', ...(call && { call }), from: at, to: Number.POSITIVE_INFINITY });
    } else if (event.type === 'through') {
      this.#end(at, ({ kind, call }) => kind === 'outage' && call === event.call);
    } else if (event.type === 'stop') {
      this.#end(at, () => true);
    }
  }

  /** Up to now, on the same clock. */
  at(now: number): Omit<Timeline, 'startedAt'> {
    const ended = Math.round(now - (this.#startedAt ?? now));
    const points = LABELS.flatMap((label) => {
      const known = this.#points.get(label);
      return known ? [[label, [...known.values()].sort(([a], [b]) => a - b)] as const] : [];
    });
    return {
      step: this.#step,
      points: Object.fromEntries(points),
      marks: this.#marks.map((mark) => ({
        ...mark,
        from: Math.round(mark.from),
        to: Math.round(Math.min(mark.to, ended)),
      })),
    };
  }

  #addPoint(label: Label, point: TimelinePoint): void {
    const known = this.#points.get(label) ?? new Map<number, TimelinePoint>();
    this.#points.set(label, known);
    addTo(known, point, this.#step);
    if (known.size <= MOST_POINTS) return;
    this.#step *= 2;
    for (const [other, points] of this.#points) this.#points.set(other, inSteps(points.values(), this.#step));
  }

  #addMark(mark: TimelineMark): void {
    this.#marks = joined([...this.#marks, mark], this.#step * 1000);
    for (let gapMs = this.#step * 2_000; this.#marks.length > MOST_MARKS; gapMs *= 2) {
      this.#marks = joined(this.#marks, gapMs);
    }
  }

  #end(at: number, isOver: (mark: TimelineMark) => boolean): void {
    this.#marks = this.#marks.map((mark) => (isOver(mark) ? { ...mark, to: Math.min(mark.to, at) } : mark));
  }
}

/** The same points, each of so many seconds. */
export function inSteps(points: Iterable<TimelinePoint>, step: number): Map<number, TimelinePoint> {
  const longer = new Map<number, TimelinePoint>();
  for (const point of points) addTo(longer, point, step);
  return longer;
}

function addTo(points: Map<number, TimelinePoint>, point: TimelinePoint, step: number): void {
  const [at, calls, refused, allowed, limit] = point;
  const from = Math.floor(at / step) * step;
  const known = points.get(from);
  const sum: TimelinePoint = known
    ? [from, known[1] + calls, known[2] + refused, Math.min(known[3], allowed), Math.min(known[4], limit)]
    : [from, calls, refused, allowed, limit];
  points.set(from, [sum[0], sum[1], sum[2], rounded(sum[3]), rounded(sum[4])]);
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}

/** What of one kind comes so shortly after another is one with it. */
function joined(marks: readonly TimelineMark[], gapMs: number): TimelineMark[] {
  const all: TimelineMark[] = [];
  for (const mark of marks) {
    const at = all.findLastIndex((its) => its.kind === mark.kind && its.label === mark.label);
    const last = all[at];
    if (last && last.call === mark.call && mark.from - last.to <= gapMs) {
      all[at] = { ...last, to: Math.max(last.to, mark.to) };
    } else all.push(mark);
  }
  return all;
}
