import { join } from 'node:path';
import type { Summary } from '../../core/summary.ts';
import { adviseOnFault, describeFault, type SystemFault } from '../../core/system-fault.ts';
import { PAGE, RESULTS } from '../file-names.ts';
import type { EndedRun, ToldRun } from '../run-report.ts';
import { describePace, wasShared } from './describe-pace.ts';
import { type Labelled, labelLines, textWidth } from './layout.ts';
import type { Screen } from './screen.ts';
import { describeCount, describeDuration } from './wording.ts';

/** Beyond that the run had a pause worth knowing about: between its sessions, or while a question was open. */
const PAUSE_SECONDS = 10;

/** Time, pace, repeats, refusals and where the report is. */
export function describeFigures(run: EndedRun, screen: Screen): string[] {
  const { summary, outDir, toFix, unwritten, withoutPage } = run;
  return labelLines(
    [
      ...figuresOf(run),
      ...(outDir === undefined
        ? []
        : [{ label: 'Report', text: join(outDir, RESULTS), whole: true as const }]),
      ...(outDir === undefined || withoutPage
        ? []
        : [{ label: 'Page', text: join(outDir, PAGE), whole: true as const }]),
      ...(toFix.file === undefined ? [] : [{ label: 'To fix', text: toFix.file, whole: true as const }]),
      ...(unwritten === undefined ? [] : [{ label: 'Report', text: describeUnwritten(unwritten, summary) }]),
      ...(withoutPage === undefined
        ? []
        : [{ label: 'Page', text: describeUnwritten(withoutPage, summary) }]),
    ],
    textWidth(screen.columns),
  );
}

/** What a run has taken, and what held it back. */
export function figuresOf(run: ToldRun): Labelled[] {
  const { summary, seconds, limiters } = run;
  const pace = describePace(limiters);
  const overall = (Date.parse(summary.finished_at) - Date.parse(summary.started_at)) / 1000;
  const took = `${describeDuration(seconds)}${overall - seconds > PAUSE_SECONDS ? ' of sending' : ''}`;
  const refused = refusals(summary.rate_limited, wasShared(limiters));
  return [
    { label: 'Time', text: `${soFar(run)}${took}, ${describeCount(summary.requests, 'request')}` },
    ...(pace === '' ? [] : [{ label: 'Pace', text: pace }]),
    ...(summary.retries > 0
      ? [{ label: 'Repeats', text: `${describeCount(summary.retries, 'request')} sent again` }]
      : []),
    ...(refused === '' ? [] : [{ label: 'Refused', text: refused }]),
  ];
}

function describeUnwritten(fault: SystemFault, { run_id }: Summary): string {
  const again = `\`zoom-provision report ${run_id}\` writes it again, with --out <dir> elsewhere`;
  return `none. ${describeFault(fault)}. ${adviseOnFault(fault)} Then ${again}.`;
}

/** A session that never ended was last heard of a little before its end. */
function soFar({ stop }: Pick<EndedRun, 'stop'>): string {
  if (stop?.kind === 'underWay') return 'until now ';
  return stop?.kind === 'crashed' ? 'at least ' : '';
}

function refusals({ per_second, daily, concurrent }: Summary['rate_limited'], isShared: boolean): string {
  const all = per_second + daily + concurrent;
  if (all === 0) return '';
  const kinds = [
    per_second > 0
      ? `${describeCount(per_second)} for too many in a second${isShared ? ' (another app of the account was busy, or --plan is too high)' : ''}`
      : '',
    daily > 0 ? `${describeCount(daily)} for a daily quota` : '',
    concurrent > 0 ? `${describeCount(concurrent)} for two requests about one user at once` : '',
  ].filter(Boolean);
  return `${describeCount(all, 'request')} by Zoom's limits: ${kinds.join(', ')}`;
}
