import { join } from 'node:path';
import { styleText } from 'node:util';
import { OUTCOMES, type Outcome, wentThrough } from '../core/outcome.ts';
import type { StopReason } from '../core/stop-reason.ts';
import type { Summary } from '../core/summary.ts';
import { describeStop } from './describe-stop.ts';
import { alignTable, clip, wrapText } from './layout.ts';
import { nextSteps } from './next-steps.ts';
import type { Reason } from './reasons.ts';
import { describeCount, describeDuration } from './wording.ts';

type RunToDescribe = {
  readonly summary: Summary;
  /** The commonest first; the first five are shown. */
  readonly reasons: readonly Reason[];
  /** The report's folder. */
  readonly outDir: string;
  /** Why the run ended early, if it did. */
  readonly stop?: StopReason | undefined;
  /** New users whose further fields wait until they accept the invitation. */
  readonly heldBack?: number;
  readonly colour?: boolean;
  /** IANA name for local times; the machine's own without it. */
  readonly timeZone?: string;
};

const REASONS_SHOWN = 5;
const MESSAGE_SHOWN = 240;

const MEANING = {
  created: '',
  updated: '',
  activated: '',
  deactivated: '',
  password_set: '',
  exists: 'the address is taken',
  not_found: 'no such user',
  rejected: 'Zoom refused them',
  deferred: "wait for another day's quota",
  invalid: 'wrong in the file, never sent',
  skipped: 'nothing to do',
  failed: 'every try failed',
  unknown: 'may or may not have taken effect',
  not_attempted: 'the run ended before them',
} as const satisfies Record<Outcome, string>;

/** What a run did and what to do next, for the terminal: plain text of at most 100 columns, without a final line break. */
export function describeRun(run: RunToDescribe): string {
  const sections = [headline(run), counts(run), reasons(run), figures(run), next(run)];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

type Style = Parameters<typeof styleText>[0];

function paint(run: RunToDescribe, style: Style, text: string): string {
  return run.colour ? styleText(style, text, { validateStream: false }) : text;
}

function countOf({ summary }: RunToDescribe, which: (outcome: Outcome) => boolean): number {
  return OUTCOMES.filter(which).reduce((sum, outcome) => sum + (summary.outcomes[outcome] ?? 0), 0);
}

function headline(run: RunToDescribe): string[] {
  const { summary, stop } = run;
  const through = countOf(run, wentThrough);
  const all = through === summary.rows;
  const lead = {
    completed: 'Done',
    deferred: 'Not finished yet',
    interrupted: 'Interrupted',
    stopped: 'Stopped',
  };
  const rows = describeCount(summary.rows, 'row');
  const text = all ? `all ${rows} went through` : `${describeCount(through)} of ${rows} went through`;
  const title = `${lead[summary.status]}: ${summary.rows === 0 ? 'the input has no rows' : text}.`;
  const why = stop ? wrapText(describeStop(stop)) : [];
  return [paint(run, ['bold', all ? 'green' : 'yellow'], title), ...why];
}

function counts(run: RunToDescribe): string[] {
  const { summary } = run;
  const shown = OUTCOMES.filter((outcome) => (summary.outcomes[outcome] ?? 0) > 0);
  if (shown.length === 0) return [];
  const table = alignTable(
    [
      ...shown.map((outcome) => [
        '',
        outcome,
        describeCount(summary.outcomes[outcome] ?? 0),
        MEANING[outcome],
      ]),
      ['', 'rows', describeCount(summary.rows), ''],
    ],
    [2],
  );
  return table.map((line, index) => {
    const outcome = shown[index];
    if (outcome === undefined) return paint(run, 'bold', line);
    return paint(run, wentThrough(outcome) ? 'green' : outcome === 'deferred' ? 'yellow' : 'red', line);
  });
}

function reasons(run: RunToDescribe): string[] {
  const shown = run.reasons.slice(0, REASONS_SHOWN);
  if (shown.length === 0) return [];
  const title =
    run.reasons.length > 1 ? 'The commonest reasons, and what to do' : 'The reason, and what to do';
  return [
    paint(run, 'bold', title),
    ...shown.flatMap((reason) => ['', ...reasonLines(run, reason)]).slice(1),
  ];
}

function reasonLines(run: RunToDescribe, reason: Reason): string[] {
  const { count, outcome, httpStatus, zoomCode, example } = reason;
  const answer = [
    httpStatus === undefined ? '' : `HTTP ${httpStatus}`,
    // Zoom repeats the status where it has no code of its own.
    zoomCode === undefined || zoomCode === httpStatus ? '' : `Zoom code ${zoomCode}`,
  ].filter(Boolean);
  const heading = `${describeCount(count, 'row')}: ${outcome}${answer.length > 0 ? ` (${answer.join(', ')})` : ''}`;
  const where = count === 1 ? `line ${example.line}` : `first on line ${example.line}`;
  const who = example.user === '' ? '' : `, ${clip(example.user, 60)}`;
  return [
    paint(run, outcome === 'deferred' ? 'yellow' : 'red', `  ${heading}`),
    ...wrapText(`${clip(reason.message, MESSAGE_SHOWN)} (${where}${who})`, '    '),
    ...wrapText(withRunId(run, reason.advice), '    → '),
  ];
}

function withRunId({ summary }: RunToDescribe, advice: string): string {
  return advice.replaceAll('<run-id>', summary.run_id);
}

function figures({ summary, outDir }: RunToDescribe): string[] {
  const seconds = (Date.parse(summary.finished_at) - Date.parse(summary.started_at)) / 1000;
  const pace = summary.requests > 0 ? ` (${describeCount(summary.requests_per_second)} a second)` : '';
  const { per_second, daily, concurrent } = summary.rate_limited;
  const refusals = [
    per_second > 0 ? `${describeCount(per_second)} per second` : '',
    daily > 0 ? `${describeCount(daily)} for the day` : '',
    concurrent > 0 ? `${describeCount(concurrent)} for one user` : '',
  ].filter(Boolean);
  const repeats = [
    summary.retries > 0 ? `${describeCount(summary.retries, 'request')} sent again` : '',
    refusals.length > 0 ? `refused by a rate limit: ${refusals.join(', ')}` : '',
  ].filter(Boolean);
  return alignTable(
    [
      ['Time', `${describeDuration(seconds)}, ${describeCount(summary.requests, 'request')}${pace}`],
      ...(repeats.length > 0 ? [['Repeats', repeats.join('; ')]] : []),
      ['Report', join(outDir, 'results.csv')],
    ],
    [],
  );
}

function next(run: RunToDescribe): string[] {
  const steps = nextSteps(run);
  if (steps.length === 0) return [];
  return [paint(run, 'bold', 'Next'), ...steps.flatMap((step) => wrapText(step, '  - '))];
}
