import type { Summary } from '../../core/summary.ts';
import { isOpenOutcome, needsCorrection, OUTCOME_NAMES, type Outcome } from '../../core/vocabulary.ts';
import { adviseOnStop } from '../describe-stop.ts';
import type { EndedRun } from '../run-report.ts';
import { describeCount, describeMoment } from './wording.ts';

/** What the operator does after a run, in order, with the commands; empty when everything is done or can be forgotten. */
export function nextSteps(
  { summary, simulated, stop, leftOut, deferred, awaitingInvitation }: EndedRun,
  timeZone?: string,
): string[] {
  if (simulated) return [];
  const { outcomes, resume_after: resumeAfter } = summary;
  const count = (which: (outcome: Outcome) => boolean) =>
    OUTCOME_NAMES.filter(which).reduce((sum, outcome) => sum + (outcomes[outcome] ?? 0), 0);
  const toCorrect = count(needsCorrection);
  const resume = `\`zoom-provision resume ${summary.run_id}\``;
  // Where no quota is used up, they wait for those that an invitation holds back.
  const behind = resumeAfter === null && awaitingInvitation > 0 ? deferred : 0;
  const steps: string[] = [];

  const first = stop && adviseOnStop(stop);
  if (first) steps.push(first);
  const open = describeOpen(outcomes);
  if (open) steps.push(`Go on with ${open}: ${resume}.`);
  if (deferred > behind) {
    const when = resumeAfter === null ? '' : ` after ${describeMoment(resumeAfter, timeZone)}`;
    steps.push(`Send the ${describeCount(deferred, 'deferred row')}${when}: ${resume}.`);
  }
  if (toCorrect > 0) {
    const rows = toCorrect === 1 ? 'the row' : `the ${describeCount(toCorrect, 'row')}`;
    const others = count(isOpenOutcome) > 0 ? ' otherwise' : '';
    const after =
      leftOut.toCorrect > 0
        ? `, and the ${describeCount(leftOut.toCorrect, 'row')} left out after that,`
        : '';
    steps.push(
      `Copy ${rows} that did not go through${others}${after} into a new file, corrected as the reasons say, and run that.`,
    );
  }
  if (awaitingInvitation > 0) {
    const rows = describeCount(awaitingInvitation + behind, 'row');
    steps.push(
      `Once the invitations are accepted, ${resume} sends what is kept back of ${rows}: Zoom ignores it until then.`,
    );
  }
  return steps;
}

/** `the 20 rows not attempted yet and the 2 rows that failed`; undefined when there are none. */
function describeOpen({
  not_attempted = 0,
  failed = 0,
  unknown = 0,
}: Summary['outcomes']): string | undefined {
  const asked = failed + unknown;
  const words = [failed > 0 ? 'failed' : '', unknown > 0 ? `${asked === 1 ? 'is' : 'are'} unknown` : ''];
  const parts = [
    not_attempted > 0 ? `the ${describeCount(not_attempted, 'row')} not attempted yet` : '',
    asked > 0 ? `the ${describeCount(asked, 'row')} that ${words.filter(Boolean).join(' or ')}` : '',
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(' and ') : undefined;
}
