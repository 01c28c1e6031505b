import type { EndedRun } from '../run-report.ts';
import { describeCounts } from './describe-counts.ts';
import { describeFigures } from './describe-figures.ts';
import { describeReasons } from './describe-reasons.ts';
import { describeWarnings } from './describe-warnings.ts';
import { adviceFor, headlineOf, notesOf } from './headline.ts';
import { joinSections, type Lines } from './join-sections.ts';
import { textWidth, wrapText } from './layout.ts';
import { nextSteps } from './next-steps.ts';
import { paint, type Screen } from './screen.ts';
import { Shown } from './shown.ts';
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

/** Its first line alone. */
export function showHeadline(run: EndedRun, screen: Screen = {}): Shown {
  return title(run, screen);
}

/** The same as a text. */
export function describeRun(run: EndedRun, screen: Screen = {}): string {
  return String(showRun(run, screen));
}

function title(run: EndedRun, screen: Screen): Shown {
  const { summary, leftOut } = run;
  const counted = OUTCOME_NAMES.filter(wentThrough).reduce(
    (sum, its) => sum + (summary.outcomes[its] ?? 0),
    0,
  );
  const through = counted - leftOut.toCorrect - leftOut.open;
  const all = through === summary.rows;
  const text = `${lead(run)}: ${howMany(through, summary.rows)}.`;
  return Shown.of(paint(screen, ['bold', all ? 'green' : 'yellow'], text));
}

function headline(run: EndedRun, screen: Screen): Lines {
  const { summary, stop } = run;
  return [
    title(run, screen),
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

function howMany(through: number, rows: number): string {
  if (rows === 0) return 'the input has no rows';
  if (rows === 1) return through === 1 ? 'the row went through' : 'the row did not go through';
  if (through < rows) return `${describeCount(through)} of ${describeCount(rows)} rows went through`;
  return `${rows === 2 ? 'both' : `all ${describeCount(rows)}`} rows went through`;
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
