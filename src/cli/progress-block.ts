import type { Label } from '../core/labels.ts';
import { OUTCOME_NAMES, type Outcome } from '../core/vocabulary.ts';
import type { CallRate } from '../core/zoom-api.ts';
import { clip, labelLines, textWidth } from '../report/terminal/layout.ts';
import { paint, type Screen } from '../report/terminal/screen.ts';
import { Shown } from '../report/terminal/shown.ts';
import { describeCount, describeDuration, describeUtc } from '../report/terminal/wording.ts';

/** Calls a second of a label: how many there are now, and may be. */
export type LabelRate = CallRate & { readonly label: Label; readonly now: number };

/** What holds everything back. */
export type Pause = {
  readonly reason: string;
  /** What it still takes. */
  readonly seconds: number;
  /** When it is over, by the clock that people see (ISO 8601). */
  readonly until: string;
};

/** How far a run is. */
export type ProgressSnapshot = {
  readonly rows: number;
  readonly done: number;
  readonly outcomes: ReadonlyMap<Outcome, number>;
  /** Of the rows that are done, those that were so before the first request of this session. */
  readonly before: number;
  /** Of the labels that were used lately. */
  readonly rates: readonly LabelRate[];
  /** Undefined while nobody can tell. */
  readonly secondsLeft: number | undefined;
  readonly paused: Pause | undefined;
};

const SHORTEST_BAR = 10;
const LONGEST_BAR = 40;
/** A moment that is nearer needs no name. */
const LONG_PAUSE_SECONDS = 60;

/** The lines that are drawn anew on a terminal: none is wider than `columns`, which would make it wrap. */
export function progressBlock(snapshot: ProgressSnapshot, columns: number, screen: Screen = {}): Shown {
  const room = Math.max(columns - 1, 1); // A character in the last column makes some terminals wrap.
  const { paused, secondsLeft } = snapshot;
  const lines = labelLines(
    [
      { label: 'Pace', text: describeRates(snapshot.rates) },
      { label: 'Left', text: secondsLeft === undefined ? '…' : `about ${describeDuration(secondsLeft)}` },
      { label: 'Rows', text: countsByOutcome(snapshot) || '…' },
      ...(paused ? [{ label: 'Wait', text: describePause(paused) }] : []),
    ],
    Math.min(room, textWidth(columns)),
  ).map((line) => clip(line, room));
  const waits = lines.findIndex((line) => line.startsWith('Wait '));
  return Shown.join(
    [
      paint(screen, 'bold', clip(headline(snapshot, room), room)),
      ...lines.map((line, at) => (waits !== -1 && at >= waits ? paint(screen, 'yellow', line) : line)),
    ],
    '\n',
  );
}

/** The same for a log: one line that stands by itself. */
export function plainProgress(snapshot: ProgressSnapshot): string {
  const { done, rows, paused, secondsLeft } = snapshot;
  return [
    `${describeCount(done)} of ${describeCount(rows, 'row')} (${percentOf(snapshot)}%)`,
    countsByOutcome(snapshot),
    `pace ${describeRates(snapshot.rates)}`,
    paused ? `waits ${describePause(paused)}` : '',
    secondsLeft === undefined ? '' : `about ${describeDuration(secondsLeft)} left`,
  ]
    .filter(Boolean)
    .join('; ');
}

/** `[####......]  40%  1,204 of 3,000 rows` */
function headline(snapshot: ProgressSnapshot, room: number): string {
  const { done, rows } = snapshot;
  const percent = percentOf(snapshot);
  const counts = `${percent}%  ${describeCount(done)} of ${describeCount(rows, 'row')}`;
  const length = Math.min(room - counts.length - '[]  '.length, LONGEST_BAR);
  if (length < SHORTEST_BAR) return counts;
  const full = Math.floor((percent * length) / 100);
  return `[${'#'.repeat(full)}${'.'.repeat(length - full)}]  ${counts}`;
}

function percentOf({ done, rows }: ProgressSnapshot): number {
  return rows === 0 ? 100 : Math.floor((done * 100) / rows);
}

/** Of each label the calls and how many are allowed, which is less than the limit while it makes room for other apps. */
function describeRates(rates: readonly LabelRate[]): string {
  if (rates.length === 0) return '0/s';
  return rates
    .map(({ label, now, ...rate }) => {
      const [allowed, limit] = [describeCount(toTenth(rate.allowed)), describeCount(toTenth(rate.limit))];
      const name = rates.length > 1 ? `${label} ` : '';
      const full = allowed === limit ? '' : ` (limit ${limit}/s, others are busy)`;
      return `${name}${describeCount(now)}/s of ${allowed}/s${full}`;
    })
    .join(', ');
}

function toTenth(value: number): number {
  return Math.round(value * 10) / 10;
}

/** `3 min 20 s, until 2026-03-12 00:00 UTC: for a new day` */
function describePause({ reason, seconds, until }: Pause): string {
  const isLong = seconds >= LONG_PAUSE_SECONDS;
  return `${describeDuration(Math.ceil(seconds))}${isLong ? `, until ${describeUtc(until)}` : ''}: ${reason}`;
}

/** Together they are the rows that are done. */
function countsByOutcome({ outcomes, before }: ProgressSnapshot): string {
  const counts = OUTCOME_NAMES.filter((outcome) => (outcomes.get(outcome) ?? 0) > 0).map(
    (outcome) => `${outcome} ${describeCount(outcomes.get(outcome) ?? 0)}`,
  );
  return [...counts, ...(before > 0 ? [`before ${describeCount(before)}`] : [])].join(', ');
}
