import { join } from 'node:path';
import { styleText } from 'node:util';
import type { LimiterUses } from '../../core/limiter-use.ts';
import { OUTCOMES, type Outcome, wentThrough } from '../../core/outcome.ts';
import type { StopReason } from '../../core/stop-reason.ts';
import type { Summary } from '../../core/summary.ts';
import type { Reason } from '../reasons.ts';
import type { RowWarning } from '../row-warnings.ts';
import { describePace } from './describe-pace.ts';
import { describeReasons } from './describe-reasons.ts';
import { describeStop } from './describe-stop.ts';
import { describeWarnings } from './describe-warnings.ts';
import { alignTable, labelLines, textWidth, wrapText } from './layout.ts';
import { nextSteps } from './next-steps.ts';
import { describeCount, describeDuration } from './wording.ts';

export type RunToDescribe = {
  readonly summary: Summary;
  /** It met a simulated account, which is gone: nothing was sent to Zoom, and nothing can be resumed. */
  readonly simulated: boolean;
  /** How long the run was under way, the time between its sessions left out. */
  readonly seconds: number;
  /** How near to its limits it came, and what held it back. */
  readonly limiters: LimiterUses;
  /** The commonest first. */
  readonly reasons: readonly Reason[];
  /** The commonest first. */
  readonly rowWarnings: readonly RowWarning[];
  /** The report's folder. */
  readonly outDir: string;
  /** Why the run ended early, if it did. */
  readonly stop?: StopReason | undefined;
  /** Deferred rows that wait for something else than an invitation. */
  readonly deferred: number;
  /** Rows of which a part, or all, waits for an invitation to be accepted. */
  readonly awaitingInvitation: number;
  readonly colour?: boolean;
  /** Columns of the terminal. */
  readonly columns?: number;
  /** IANA name for local times; the machine's own without it. */
  readonly timeZone?: string;
};

const MEANING = {
  created: '',
  updated: '',
  activated: '',
  deactivated: '',
  password_set: '',
  exists: 'the address is taken',
  not_found: 'no such user',
  rejected: 'Zoom refused them',
  deferred: "wait for another day's quota, or for an invitation to be accepted",
  invalid: 'wrong in the file, never sent',
  skipped: 'nothing to do, protected, or after a row that did not go through',
  failed: 'every try failed',
  unknown: 'may or may not have taken effect',
  not_attempted: 'the run ended before them',
} as const satisfies Record<Outcome, string>;

/** Beyond that the run had a pause worth knowing about: between its sessions, or while a question was open. */
const PAUSE_SECONDS = 10;

/** What a run did and what to do next, for the terminal: plain text without a final line break. */
export function describeRun(run: RunToDescribe): string {
  const warnings = describeWarnings(run.rowWarnings, textWidth(run.columns));
  const [title = '', ...others] = warnings;
  const sections = [
    headline(run),
    counts(run),
    reasons(run),
    warnings.length > 0 ? [paint(run, 'bold', title), ...others] : [],
    figures(run),
    next(run),
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

type Style = Parameters<typeof styleText>[0];

function paint(run: RunToDescribe, style: Style, text: string): string {
  return run.colour ? styleText(style, text, { validateStream: false }) : text;
}

function headline(run: RunToDescribe): string[] {
  const { summary, stop } = run;
  const through = OUTCOMES.filter(wentThrough).reduce((sum, its) => sum + (summary.outcomes[its] ?? 0), 0);
  const all = through === summary.rows;
  const rows = describeCount(summary.rows, 'row');
  const text = all ? `all ${rows} went through` : `${describeCount(through)} of ${rows} went through`;
  const title = `${lead(run)}: ${summary.rows === 0 ? 'the input has no rows' : text}.`;
  const width = textWidth(run.columns);
  return [
    paint(run, ['bold', all ? 'green' : 'yellow'], title),
    ...(stop ? wrapText(describeStop(stop), '', width) : []),
    ...(run.simulated ? ['The account was a simulated one: nothing was sent to Zoom.'] : []),
  ];
}

function lead({ summary, simulated }: RunToDescribe): string {
  const { status, outcomes } = summary;
  const unfinished = status === 'deferred' || (status === 'completed' && (outcomes.deferred ?? 0) > 0);
  const words = { completed: 'Done', deferred: '', interrupted: 'Interrupted', stopped: 'Stopped' };
  const word = unfinished ? 'Not finished yet' : words[status];
  if (!simulated) return word;
  return status === 'completed' ? 'Simulated' : `Simulated; ${word.toLowerCase()}`;
}

function counts(run: RunToDescribe): string[] {
  const { outcomes, rows } = run.summary;
  const shown = OUTCOMES.filter((outcome) => (outcomes[outcome] ?? 0) > 0);
  if (shown.length === 0) return [];
  const table = alignTable(
    [
      ...shown.map((outcome) => ['', outcome, describeCount(outcomes[outcome] ?? 0)]),
      ['', 'rows', describeCount(rows)],
    ],
    [2],
  );
  return table.flatMap((line, index) => {
    const outcome = shown[index];
    if (outcome === undefined) return paint(run, 'bold', line);
    const style = wentThrough(outcome) ? 'green' : outcome === 'deferred' ? 'yellow' : 'red';
    const lines = MEANING[outcome] ? wrapText(MEANING[outcome], `${line}  `, textWidth(run.columns)) : [line];
    return lines.map((text) => paint(run, style, text));
  });
}

function reasons(run: RunToDescribe): string[] {
  if (run.reasons.length === 0) return [];
  const title =
    run.reasons.length > 1 ? 'The commonest reasons, and what to do' : 'The reason, and what to do';
  const lines = describeReasons(run.reasons, (reason) => adviceFor(run, reason), textWidth(run.columns));
  return [
    paint(run, 'bold', title),
    ...lines.map(({ text, heads }) =>
      heads ? paint(run, heads.outcome === 'deferred' ? 'yellow' : 'red', text) : text,
    ),
  ];
}

/** Whoever reads of a simulated run cannot go on with it. */
function adviceFor({ simulated, summary }: RunToDescribe, { advice }: Reason): string | undefined {
  if (simulated && advice.includes('<run-id>')) return undefined;
  return advice.replaceAll('<run-id>', summary.run_id);
}

function figures(run: RunToDescribe): string[] {
  const { summary, seconds, limiters, outDir } = run;
  const pace = describePace(limiters);
  const overall = (Date.parse(summary.finished_at) - Date.parse(summary.started_at)) / 1000;
  const took = `${describeDuration(seconds)}${overall - seconds > PAUSE_SECONDS ? ' of sending' : ''}`;
  const refused = refusals(summary.rate_limited);
  return labelLines(
    [
      { label: 'Time', text: `${took}, ${describeCount(summary.requests, 'request')}` },
      ...(pace === '' ? [] : [{ label: 'Pace', text: pace }]),
      ...(summary.retries > 0
        ? [{ label: 'Repeats', text: `${describeCount(summary.retries, 'request')} sent again` }]
        : []),
      ...(refused === '' ? [] : [{ label: 'Refused', text: refused }]),
      { label: 'Report', text: join(outDir, 'results.csv'), whole: true },
    ],
    textWidth(run.columns),
  );
}

function refusals({ per_second, daily, concurrent }: Summary['rate_limited']): string {
  const all = per_second + daily + concurrent;
  if (all === 0) return '';
  // Alone a run stays below the limit.
  const kinds = [
    per_second > 0
      ? `${describeCount(per_second)} for too many in a second (another app of the account was busy, or --plan is too high)`
      : '',
    daily > 0 ? `${describeCount(daily)} for a daily quota` : '',
    concurrent > 0 ? `${describeCount(concurrent)} for two requests about one user at once` : '',
  ].filter(Boolean);
  return `${describeCount(all, 'request')} by Zoom's limits: ${kinds.join(', ')}`;
}

function next(run: RunToDescribe): string[] {
  const steps = nextSteps(run);
  if (steps.length === 0) return [];
  return [
    paint(run, 'bold', 'Next'),
    ...steps.flatMap((step) => wrapText(step, '  - ', textWidth(run.columns))),
  ];
}
