import { LABELS, type Label } from '../../core/labels.ts';
import type { Timeline, TimelineMark, TimelinePoint } from '../../core/timeline.ts';
import { inSteps } from '../timeline-recorder.ts';
import type { Chart, ChartLabel, ChartMark } from './page-data.ts';
import { pageText } from './page-text.ts';

/** All labels and sessions together; more cannot be told apart on a screen. */
const MOST_POINTS = 3_600;

/** Calls over time for the page, from what the sessions of a run sent; undefined when nothing was. */
export function chartOf(recorded: readonly Timeline[]): Chart | undefined {
  const timelines = recorded.filter(({ points }) => LABELS.some((label) => points[label]?.length));
  if (timelines.length === 0) return undefined;
  let coarse = timelines;
  for (let step = 2; countPoints(coarse) > MOST_POINTS; step *= 2) {
    coarse = timelines.map((timeline) => inLongerSteps(timeline, step));
  }
  return {
    labels: LABELS.flatMap((label) => chartLabel(label, coarse) ?? []),
    marks: [...coarse.flatMap(marksOf), ...between(coarse)].sort((a, b) => a.from - b.from),
  };
}

function countPoints(timelines: readonly Timeline[]): number {
  return timelines.reduce(
    (sum, { points }) => sum + LABELS.reduce((count, label) => count + (points[label]?.length ?? 0), 0),
    0,
  );
}

function inLongerSteps(timeline: Timeline, factor: number): Timeline {
  const step = timeline.step * factor;
  const points = LABELS.flatMap((label) => {
    const known = timeline.points[label];
    return known ? [[label, [...inSteps(known, step).values()]] as const] : [];
  });
  return { ...timeline, step, points: Object.fromEntries(points) };
}

function chartLabel(label: Label, timelines: readonly Timeline[]): ChartLabel | undefined {
  const at: number[] = [];
  const [calls, refused, allowed, limit]: number[][] = [[], [], [], []];
  const add = (time: number, [, sent, no, may, could]: TimelinePoint, step: number) => {
    at.push(time);
    calls?.push(rounded(sent / step));
    refused?.push(rounded(no / step));
    allowed?.push(may);
    limit?.push(could);
  };
  for (const { startedAt, step, points } of timelines) {
    const began = Math.floor(startedAt / 1000);
    let last: TimelinePoint | undefined;
    for (const point of points[label] ?? []) {
      const [from] = point;
      if (last && from > last[0] + step) {
        // Nothing was sent in between.
        add(began + last[0] + step, [0, 0, 0, last[3], last[4]], step);
        if (from > last[0] + 2 * step) add(began + from - step, [0, 0, 0, point[3], point[4]], step);
      }
      add(began + from, point, step);
      last = point;
    }
    if (last) add(began + last[0] + step, [0, 0, 0, last[3], last[4]], step);
  }
  const name = `${label[0]?.toUpperCase()}${label.slice(1)}`;
  if (!calls || !refused || !allowed || !limit || at.length === 0) return undefined;
  return { name, at, calls, refused, allowed, limit };
}

function marksOf({ startedAt, marks }: Timeline): ChartMark[] {
  return marks.map(({ from, to, ...mark }) => ({
    kind: mark.kind,
    ...(mark.label && { label: mark.label }),
    text: pageText(TEXTS[mark.kind](mark)),
    from: (startedAt + from) / 1000,
    to: (startedAt + to) / 1000,
  }));
}

const TEXTS = {
  pause: ({ label }) => `paused after a refusal (${label})`,
  wait: () => "waited for the next day's quota",
  outage: ({ call }) =>
    call === undefined ? 'nothing got through' : `nothing of the call ${call} got through`,
} as const satisfies Record<TimelineMark['kind'], (mark: Pick<TimelineMark, 'label' | 'call'>) => string>;

/** The time between two sessions. */
function between(timelines: readonly Timeline[]): ChartMark[] {
  return timelines.slice(1).map(({ startedAt }, index) => {
    const before = timelines[index];
    const from = before ? before.startedAt / 1000 + lastSecond(before) : 0;
    const to = startedAt / 1000;
    return { kind: 'between', text: 'the run was not under way', from: Math.min(from, to), to };
  });
}

function lastSecond({ points, marks, step }: Timeline): number {
  const ends = LABELS.map((label) => (points[label]?.at(-1)?.[0] ?? 0) + step);
  return Math.max(...ends, ...marks.map(({ to }) => to / 1000));
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
