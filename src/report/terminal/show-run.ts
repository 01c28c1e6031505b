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
  const { text, isAll } = headlineOf(run);
  return Shown.of(paint(screen, ['bold', isAll ? 'green' : 'yellow'], text));
}

function headline(run: EndedRun, screen: Screen): Lines {
  return [
    title(run, screen),
    ...notesOf(run).flatMap((note) => wrapText(note, '', textWidth(screen.columns))),
  ];
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
