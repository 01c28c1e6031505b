import { OUTCOME_NAMES, OUTCOMES, type Outcome, outcomesOf, wentThrough } from '../../core/vocabulary.ts';
import { describeProblem } from '../describe-problems.ts';
import type { ActionOutcomes } from '../row-tally.ts';
import type { ToldRun } from '../run-report.ts';
import { figuresOf } from '../terminal/describe-figures.ts';
import { describeExample, describeReasonGroup } from '../terminal/describe-reasons.ts';
import { adviceFor, headlineOf, notesOf } from '../terminal/headline.ts';
import { nextSteps } from '../terminal/next-steps.ts';
import { describeCount, describeUtc } from '../terminal/wording.ts';
import type { Group, OutcomeCount, PageData, Tone } from './page-data.ts';
import { pageText } from './page-text.ts';

/** What a page says of a run beside what every report does. */
export type RunFacts = {
  readonly account: string;
  readonly byAction: readonly ActionOutcomes[];
  /** UTC days ahead, and how many of the deferred users are created on each. */
  readonly days: PageData['days'];
  readonly chart: PageData['chart'];
  /** Of this program. */
  readonly version: string;
};

/** The page of a run. */
export function runPage(run: ToldRun, facts: RunFacts): Omit<PageData, 'rows'> {
  const { summary, warnings } = run;
  return {
    kind: 'run',
    title: pageText(summary.run_id),
    headline: headlineOf(run).text,
    tone: toneOf(run),
    notes: notesOf(run).map(pageText),
    facts: factsOf(run, facts),
    left: whatIsLeft(run, facts.days),
    next: nextSteps(run, undefined, describeUtc).map(pageText),
    outcomes: outcomeCounts(summary.outcomes),
    byAction: facts.byAction,
    groupsTitle: 'Why rows did not go through, and what to do',
    groups: reasonGroups(run),
    warnings: warningTexts(warnings),
    days: facts.days,
    chart: facts.chart,
    version: facts.version,
  };
}

/** Rows that did not go through by their reasons, with what to do where something can be done. */
export function reasonGroups(run: Pick<ToldRun, 'reasons' | 'summary' | 'simulated' | 'leftOut' | 'stop'>) {
  return run.reasons.map(
    (group): Group => ({
      id: String(group.example.line),
      count: group.count,
      tone: outcomeTone(group.outcome),
      title: describeReasonGroup(group),
      example: pageText(describeExample(group)),
      advice: pageText(adviceFor(run, group) ?? ''),
    }),
  );
}

export function warningTexts(warnings: ToldRun['warnings']): PageData['warnings'] {
  return warnings.map(({ warning, count, firstLine }) => ({
    text: pageText(`${describeProblem(warning)} (${count === 1 ? '' : 'first on '}line ${firstLine})`),
    count,
  }));
}

export function outcomeCounts(outcomes: ToldRun['summary']['outcomes']): OutcomeCount[] {
  return OUTCOME_NAMES.flatMap((outcome) => {
    const count = outcomes[outcome] ?? 0;
    const { meaning } = OUTCOMES[outcome];
    return count > 0 ? [{ outcome, count, tone: outcomeTone(outcome), meaning }] : [];
  });
}

function outcomeTone(outcome: Outcome): Tone {
  if (wentThrough(outcome)) return 'good';
  return outcome === 'deferred' || outcome === 'not_attempted' ? 'waits' : 'bad';
}

function toneOf(run: ToldRun): Tone {
  if (headlineOf(run).isAll && !run.stop) return 'good';
  const isBad = OUTCOME_NAMES.some(
    (its) => (run.summary.outcomes[its] ?? 0) > 0 && outcomeTone(its) === 'bad',
  );
  return isBad || run.stop ? 'bad' : 'waits';
}

function factsOf(run: ToldRun, { account }: RunFacts): PageData['facts'] {
  const { summary, simulated } = run;
  return [
    { label: 'Account', text: simulated ? 'a simulated one' : pageText(account) },
    { label: 'File', text: pageText(summary.input === '-' ? 'standard input' : summary.input) },
    { label: 'Run', text: pageText(summary.run_id) },
    { label: 'Plan', text: summary.plan },
    { label: 'Began', text: '', at: summary.started_at },
    { label: run.stop?.kind === 'underWay' ? 'Last heard of' : 'Ended', text: '', at: summary.finished_at },
    ...figuresOf(run).map(({ label, text }) => ({ label, text: pageText(text) })),
  ];
}

/** Whether anything is left, and when it will be done, as far as that can be told. */
function whatIsLeft(run: ToldRun, days: PageData['days']): string[] {
  const { summary, simulated, stop, deferred, awaitingInvitation, toCorrect } = run;
  if (simulated) return [];
  if (stop?.kind === 'underWay') return ['The run goes on; this page shows how it stands.'];
  const open = outcomesOf('open').filter((its) => its !== 'deferred');
  const openRows = open.reduce((sum, its) => sum + (summary.outcomes[its] ?? 0), 0);
  const last = days.at(-1);
  const after = summary.resume_after === null ? '' : ` until ${describeUtc(summary.resume_after)}`;
  const said = [
    openRows > 0 ? `${rows(openRows, 'is', 'are')} left over, and can be sent at once.` : '',
    deferred > 0 ? `${rows(deferred, 'waits', 'wait')} for a daily quota${after}.` : '',
    last && days.length > 0
      ? `At the quota of this account the last user is created on ${last.date}, when the run is resumed every day until then.`
      : '',
    awaitingInvitation > 0
      ? `${rows(awaitingInvitation, 'waits', 'wait')} until people accept their invitations; when that is, they decide.`
      : '',
    toCorrect > 0 ? `${rows(toCorrect, 'needs', 'need')} a correction in the file.` : '',
  ].filter(Boolean);
  return said.length > 0 ? said : ['Nothing is left to do.'];
}

function rows(count: number, one: string, many: string): string {
  return `${describeCount(count, 'row')} ${count === 1 ? one : many}`;
}
