import type { Summary } from '../../core/summary.ts';
import { adviseOnStop } from '../describe-stop.ts';
import type { ToldRun } from '../run-report.ts';
import { describeCount, describeMoment, describeThe } from './wording.ts';

/**
 * What the operator does after a run, in order, with the commands; empty when everything is done or can be forgotten.
 * @param sayWhen what is said of a moment (ISO 8601), where it is not that and the time in the zone
 */
export function nextSteps(
  told: ToldRun,
  timeZone?: string,
  sayWhen = (moment: string) => describeMoment(moment, timeZone),
): string[] {
  const { summary, simulated, stop, deferred, awaitingInvitation } = told;
  if (simulated || stop?.kind === 'underWay') return [];
  const { outcomes, resume_after: resumeAfter } = summary;
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
    steps.push(`Send ${describeThe(deferred, 'deferred row')}${when}: ${resume}.`);
  }
  steps.push(...correct(told));
  if (awaitingInvitation > 0) {
    const count = awaitingInvitation + behind;
    const accepted = awaitingInvitation === 1 ? 'invitation is' : 'invitations are';
    steps.push(
      `Once the ${accepted} accepted, ${resume} sends what is kept back of ${describeCount(count, 'row')}: Zoom ignores it until then.`,
    );
  }
  return steps;
}

/** What is to be done about rows that a person must correct, or look at. */
function correct({ summary, leftOut, toCorrect, toFix, outDir }: ToldRun): string[] {
  const { exists = 0 } = summary.outcomes;
  const isWritten = toFix.file !== undefined;
  const steps: string[] = [];
  if (toCorrect > 0) {
    const rows = `${describeThe(toCorrect, 'row')} that ${toCorrect === 1 ? 'needs' : 'need'} it`;
    const where = isWritten ? 'in rows-to-fix.csv, as its column "problem" says' : 'as the reasons say';
    const after =
      leftOut.toCorrect > 0 ? ` with ${describeThe(leftOut.toCorrect, 'row')} left out after that` : '';
    const again = isWritten ? `run that file${after && ','}${after}` : `run them again${after}`;
    steps.push(`Correct ${rows}, ${where}, and ${again}.`);
  }
  if (exists > 0) {
    const rows = describeThe(exists, 'row');
    const people = exists === 1 ? 'this is the person' : 'these are the people';
    const others = isWritten ? '; the others are in rows-to-fix.csv, to be corrected' : '';
    steps.push(
      `Look at ${rows} whose address is taken: where ${people} you mean, nothing is left to do${others}.`,
    );
  }
  if (toFix.rows > 0 && toFix.why !== undefined && outDir !== undefined) {
    steps.push(
      `Take these rows from your own file by their lines in results.csv: there is no rows-to-fix.csv, since ${toFix.why}.`,
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
    not_attempted > 0 ? `${describeThe(not_attempted, 'row')} not attempted yet` : '',
    asked > 0 ? `${describeThe(asked, 'row')} that ${words.filter(Boolean).join(' or ')}` : '',
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(' and ') : undefined;
}
