import { OUTCOME_NAMES, wentThrough } from '../../core/vocabulary.ts';
import { describeStop, isHoldingBack } from '../describe-stop.ts';
import type { ReasonGroup } from '../reason-groups.ts';
import type { EndedRun } from '../run-report.ts';
import { describeCounts } from './describe-counts.ts';
import { describeFigures } from './describe-figures.ts';
import { describeReasons } from './describe-reasons.ts';
import { describeWarnings } from './describe-warnings.ts';
import { joinSections, type Lines } from './join-sections.ts';
import { textWidth, wrapText } from './layout.ts';
import { nextSteps } from './next-steps.ts';
import { paint, type Screen } from './screen.ts';
import type { Shown } from './shown.ts';
import { describeCount } from './wording.ts';

/** What a run did and what to do next, for the terminal: text without a final line break. */
export function showRun(run: EndedRun, screen: Screen = {}): Shown {
  return joinSections([
    headline(run, screen),
    describeCounts(run.summary, screen),
    reasons(run, screen),
    warnings(run, screen),
    describeFigures(run, screen),
    next(run, screen),
  ]);
}

/** The same as a text. */
export function describeRun(run: EndedRun, screen: Screen = {}): string {
  return String(showRun(run, screen));
}

function headline(run: EndedRun, screen: Screen): Lines {
  const { summary, stop, leftOut } = run;
  const counted = OUTCOME_NAMES.filter(wentThrough).reduce(
    (sum, its) => sum + (summary.outcomes[its] ?? 0),
    0,
  );
  const through = counted - leftOut.toCorrect - leftOut.open;
  const all = through === summary.rows;
  const rows = describeCount(summary.rows, 'row');
  const text = all
    ? `${summary.rows === 1 ? 'the' : 'all'} ${rows} went through`
    : `${describeCount(through)} of ${rows} went through`;
  const title = `${lead(run)}: ${summary.rows === 0 ? 'the input has no rows' : text}.`;
  return [
    paint(screen, ['bold', all ? 'green' : 'yellow'], title),
    ...(stop ? wrapText(describeStop(stop), '', textWidth(screen.columns)) : []),
    ...(summary.damaged_counts
      ? wrapText(
          'What its last session counted is damaged on record: the requests and the time below are too low.',
          '',
          textWidth(screen.columns),
        )
      : []),
    ...(run.simulated ? ['The account was a simulated one: nothing was sent to Zoom.'] : []),
  ];
}

function lead({ summary, simulated, stop }: EndedRun): string {
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

function reasons(run: EndedRun, screen: Screen): Lines {
  if (run.reasons.length === 0) return [];
  const title =
    run.reasons.length > 1 ? 'The commonest reasons, and what to do' : 'The reason, and what to do';
  const lines = describeReasons(run.reasons, (group) => adviceFor(run, group), textWidth(screen.columns));
  return [
    paint(screen, 'bold', title),
    ...lines.map(({ text, heads }) =>
      heads ? paint(screen, heads.outcome === 'deferred' ? 'yellow' : 'red', text) : text,
    ),
  ];
}

/** A simulated run cannot be gone on with, nor one that goes on. */
function adviceFor({ simulated, summary, stop }: EndedRun, { advice }: ReasonGroup): string | undefined {
  const cannotResume = simulated || stop?.kind === 'underWay';
  if (cannotResume && advice.includes('<run-id>')) return undefined;
  return advice.replaceAll('<run-id>', summary.run_id);
}

function warnings(run: EndedRun, screen: Screen): Lines {
  const [title, ...others] = describeWarnings(run.warnings, textWidth(screen.columns));
  return title === undefined ? [] : [paint(screen, 'bold', title), ...others];
}

function next(run: EndedRun, screen: Screen): Lines {
  const steps = nextSteps(run, screen.timeZone);
  if (steps.length === 0) return [];
  return [
    paint(screen, 'bold', 'Next'),
    ...steps.flatMap((step) => wrapText(step, '  - ', textWidth(screen.columns))),
  ];
}
