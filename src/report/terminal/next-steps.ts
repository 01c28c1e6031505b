import type { Summary } from '../../core/summary.ts';
import { adviseOnStop } from '../describe-stop.ts';
import type { ToldRun } from '../run-report.ts';
import { describeCount, describeMoment } from './wording.ts';

/**
 * What the operator does after a run, in order, with the commands; empty when everything is done or can be forgotten.
 * @param sayWhen what is said of a moment (ISO 8601), where it is not that and the time in the zone
 */
export function nextSteps(
  { summary, simulated, stop, leftOut, deferred, toCorrect, awaitingInvitation }: ToldRun,
  timeZone?: string,
  sayWhen = (moment: string) => describeMoment(moment, timeZone),
): string[] {
  if (simulated || stop?.kind === 'underWay') return [];
  const { outcomes, resume_after: resumeAfter } = summary;
  const { exists = 0 } = outcomes;
  const resume = `\`zoom-provision resume ${summary.run_id}\``;
  const goOn =
    stop?.kind === 'inputChanged'
      ? `\`zoom-provision resume ${summary.run_id} --input <file>\`, with the file as it was`
      : resume;
  // Where no quota is used up, they wait for those that an invitation holds back.
  const behind = resumeAfter === null && awaitingInvitation > 0 ? deferred : 0;
  const steps: string[] = [];

  const first = stop && adviseOnStop(stop);
  if (first) steps.push(first);
  const open = describeOpen(outcomes);
  if (open) steps.push(`Go on with ${open}: ${goOn}.`);
  if (deferred > behind) {
    const when = resumeAfter === null ? '' : ` after ${sayWhen(resumeAfter)}`;
    steps.push(`Send the ${describeCount(deferred, 'deferred row')}${when}: ${resume}.`);
  }
  if (toCorrect > 0) {
    const rows = toCorrect === 1 ? 'the row that needs' : `the ${describeCount(toCorrect, 'row')} that need`;
    const after =
      leftOut.toCorrect > 0
        ? `, and the ${describeCount(leftOut.toCorrect, 'row')} left out after that,`
        : '';
    steps.push(
      `Copy ${rows} correcting${after} into a new file, corrected as the reasons say, and run that.`,
    );
  }
  if (exists > 0) {
    const rows = exists === 1 ? 'the row' : `the ${describeCount(exists, 'row')}`;
    steps.push(
      `Look at ${rows} whose address is taken: where these are the people you mean, nothing is left to do.`,
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
