import { OUTCOME_NAMES, wentThrough } from '../../core/vocabulary.ts';
import { describeStop, isHoldingBack } from '../describe-stop.ts';
import type { ReasonGroup } from '../reason-groups.ts';
import type { ToldRun } from '../run-report.ts';
import { describeCount } from './wording.ts';

type Told = Pick<ToldRun, 'summary' | 'stop' | 'leftOut' | 'simulated'>;

/** How a run went, in a sentence. */
export function headlineOf(run: Told): { readonly text: string; readonly isAll: boolean } {
  const { summary, leftOut } = run;
  const counted = OUTCOME_NAMES.filter(wentThrough).reduce(
    (sum, its) => sum + (summary.outcomes[its] ?? 0),
    0,
  );
  const through = counted - leftOut.toCorrect - leftOut.open;
  const isAll = through === summary.rows;
  return { text: `${lead(run)}: ${howMany(through, summary.rows)}.`, isAll };
}

function howMany(through: number, rows: number): string {
  if (rows === 0) return 'the input has no rows';
  if (rows === 1) return through === 1 ? 'the row went through' : 'the row did not go through';
  if (through < rows) return `${describeCount(through)} of ${describeCount(rows)} rows went through`;
  return `${rows === 2 ? 'both' : `all ${describeCount(rows)}`} rows went through`;
}

/** What is to be said right after that. */
export function notesOf({ stop, summary, simulated }: Told): string[] {
  return [
    ...(stop ? [describeStop(stop)] : []),
    ...(summary.damaged_counts
      ? ['What its last session counted is damaged on record: the requests and the time below are too low.']
      : []),
    ...(simulated ? ['The account was a simulated one: nothing was sent to Zoom.'] : []),
  ];
}

function lead({ summary, simulated, stop }: Told): string {
  if (stop?.kind === 'underWay') return 'Under way';
  if (stop?.kind === 'crashed') return 'Crashed';
  const { status, outcomes } = summary;
  const unfinished =
    status === 'deferred' ||
    (status === 'completed' && (outcomes.deferred ?? 0) > 0) ||
    (stop !== undefined && isHoldingBack(stop));
  const words = { completed: 'Done', deferred: '', interrupted: 'Interrupted', stopped: 'Stopped' };
  const word = unfinished ? 'Not finished yet' : words[status];
  if (!simulated) return word;
  return status === 'completed' ? 'Simulated' : `Simulated; ${word.toLowerCase()}`;
}

/** What to do about rows; undefined for what cannot be done: to go on with a simulated run, or with one that goes on. */
export function adviceFor({ simulated, summary, stop }: Told, { advice }: ReasonGroup): string | undefined {
  const cannotResume = simulated || stop?.kind === 'underWay';
  if (cannotResume && advice.includes('<run-id>')) return undefined;
  return advice.replaceAll('<run-id>', summary.run_id);
}
