import { OUTCOMES, wentThrough } from '../core/outcome.ts';
import type { StopReason } from '../core/stop-reason.ts';
import type { Summary } from '../core/summary.ts';
import { adviseOnStop } from './describe-stop.ts';
import { describeCount, describeMoment } from './wording.ts';

type EndedRun = {
  readonly summary: Summary;
  readonly stop?: StopReason | undefined;
  readonly heldBack?: number;
  readonly timeZone?: string;
};

/** What the operator does after a run, in order, with the commands; empty when everything is done. */
export function nextSteps({ summary, stop, heldBack = 0, timeZone }: EndedRun): string[] {
  const { deferred = 0, not_attempted: notAttempted = 0 } = summary.outcomes;
  const toCorrect = OUTCOMES.filter(
    (outcome) => !wentThrough(outcome) && outcome !== 'deferred' && outcome !== 'not_attempted',
  ).reduce((sum, outcome) => sum + (summary.outcomes[outcome] ?? 0), 0);
  const resume = `\`zoom-provision resume ${summary.run_id}\``;
  const steps: string[] = [];

  const first = stop && adviseOnStop(stop);
  if (first) steps.push(first);
  if (notAttempted > 0) {
    steps.push(`Go on with the ${describeCount(notAttempted, 'row')} not attempted yet: ${resume}.`);
  }
  if (deferred > 0) {
    const when =
      summary.resume_after === null ? '' : ` after ${describeMoment(summary.resume_after, timeZone)}`;
    steps.push(`Send the ${describeCount(deferred, 'deferred row')}${when}: ${resume}.`);
  }
  if (toCorrect > 0) {
    const rows = toCorrect === 1 ? 'the row' : `the ${describeCount(toCorrect, 'row')}`;
    const others = deferred + notAttempted > 0 ? ' otherwise' : '';
    steps.push(
      `Copy ${rows} that did not go through${others} into a new file, corrected as the reasons say, and run that.`,
    );
  }
  if (heldBack > 0) {
    steps.push(
      `Once they accept the invitation, ${resume} sends the further fields of ${describeCount(heldBack, 'new user')}: ` +
        'Zoom ignores those until then.',
    );
  }
  return steps;
}
