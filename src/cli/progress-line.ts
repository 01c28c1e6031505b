import type { Label } from '../core/labels.ts';
import { OUTCOME_NAMES, type Outcome, wentThrough } from '../core/vocabulary.ts';
import type { CallRate } from '../core/zoom-api.ts';
import { clip, columnsOf } from '../report/terminal/layout.ts';
import { describeCount, describeDuration } from '../report/terminal/wording.ts';

/** Calls a second of a label: how many there are now, and may be. */
export type LabelRate = CallRate & { readonly label: Label; readonly now: number };

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
  /** What holds everything back, with the time it still takes. */
  readonly paused: { readonly reason: string; readonly seconds: number } | undefined;
};

const GAP = '  ';
const BAR_LENGTH = 20;
/** Columns in which a pause can still be read. */
const PAUSE_LEAST = 'paused 59 s…'.length;
/** Where the counts stand in the line. */
const COUNTS = 2;

/** The line that is rewritten in place, with as much in it as fits into `columns`, so that it never wraps. */
export function progressLine(snapshot: ProgressSnapshot, columns: number): string {
  const room = Math.max(columns - 1, 0); // A character in the last column makes some terminals wrap.
  const { done, rows, paused, secondsLeft } = snapshot;
  const percent = `${percentOf(snapshot)}%`;
  const base = `${percent}  ${describeCount(done)}/${describeCount(rows)} rows`;
  if (base.length > room) return percent.slice(0, room);
  const pauseRoom = room - base.length - GAP.length;
  // The last gives way first when there is no room; `at` is the place in the line.
  const pieces = [
    { at: 5, text: paused && pauseRoom >= PAUSE_LEAST ? clip(describePause(paused), pauseRoom) : '' },
    { at: 4, text: secondsLeft === undefined ? '' : `${describeDuration(secondsLeft)} left` },
    { at: COUNTS, text: countsShort(snapshot) },
    { at: 3, text: `${describeRates(snapshot.rates, '/')} calls/s` },
    { at: 0, text: bar(snapshot) },
  ];
  const chosen = [{ at: 1, text: base }];
  for (const piece of pieces) {
    if (piece.text !== '' && columnsOf(lineOf([...chosen, piece])) <= room) chosen.push(piece);
  }
  const short = lineOf(chosen);
  const byOutcome = countsByOutcome(snapshot);
  const long = lineOf(chosen.map((piece) => (piece.at === COUNTS ? { at: COUNTS, text: byOutcome } : piece)));
  return columnsOf(long) <= room ? long : short;
}

/** The same for a log: one line that stands by itself. */
export function plainProgress(snapshot: ProgressSnapshot): string {
  const { done, rows, paused, secondsLeft } = snapshot;
  return [
    `${describeCount(done)} of ${describeCount(rows, 'row')} (${percentOf(snapshot)}%)`,
    countsByOutcome(snapshot),
    `${describeRates(snapshot.rates, ' of ')} calls a second`,
    paused ? describePause(paused) : '',
    secondsLeft === undefined ? '' : `about ${describeDuration(secondsLeft)} left`,
  ]
    .filter(Boolean)
    .join('; ');
}

function lineOf(pieces: readonly { at: number; text: string }[]): string {
  return [...pieces]
    .sort((a, b) => a.at - b.at)
    .map(({ text }) => text)
    .join(GAP);
}

function percentOf({ done, rows }: ProgressSnapshot): number {
  return rows === 0 ? 100 : Math.floor((done * 100) / rows);
}

function bar(snapshot: ProgressSnapshot): string {
  const full = Math.floor((percentOf(snapshot) * BAR_LENGTH) / 100);
  return `[${'#'.repeat(full)}${'.'.repeat(BAR_LENGTH - full)}]`;
}

/** Of each label the calls and how many are allowed, which is less than the limit while it makes room for other apps. */
function describeRates(rates: readonly LabelRate[], of: string): string {
  if (rates.length === 0) return '0';
  return rates
    .map(({ label, now, ...rate }) => {
      const [allowed, limit] = [describeCount(toTenth(rate.allowed)), describeCount(toTenth(rate.limit))];
      const name = rates.length > 1 ? `${label} ` : '';
      const full = allowed === limit ? '' : ` (limit ${limit}, others are busy)`;
      return `${name}${describeCount(now)}${of}${allowed}${full}`;
    })
    .join(', ');
}

function toTenth(value: number): number {
  return Math.round(value * 10) / 10;
}

function describePause({ reason, seconds }: { readonly reason: string; readonly seconds: number }): string {
  return `paused ${describeDuration(Math.ceil(seconds))}: ${reason}`;
}

function countsByOutcome({ outcomes, before }: ProgressSnapshot): string {
  const counts = OUTCOME_NAMES.filter((outcome) => (outcomes.get(outcome) ?? 0) > 0).map(
    (outcome) => `${outcome} ${describeCount(outcomes.get(outcome) ?? 0)}`,
  );
  return [...counts, ...(before > 0 ? [`before ${describeCount(before)}`] : [])].join(', ');
}

/** Together they are the rows that are done. */
function countsShort({ outcomes, before }: ProgressSnapshot): string {
  const count = (which: (outcome: Outcome) => boolean) =>
    OUTCOME_NAMES.filter(which).reduce((sum, outcome) => sum + (outcomes.get(outcome) ?? 0), 0);
  const parts = [
    { count: count(wentThrough), word: 'ok' },
    { count: count((outcome) => !wentThrough(outcome)), word: 'not' },
    { count: before, word: 'before' },
  ];
  return parts
    .filter(({ count }) => count > 0)
    .map(({ count, word }) => `${describeCount(count)} ${word}`)
    .join(', ');
}
