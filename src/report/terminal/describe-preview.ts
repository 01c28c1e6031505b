import { join } from 'node:path';
import { adviseOnFault, describeFault } from '../../core/system-fault.ts';
import { oneLine } from '../../support/visible.ts';
import { describeProblems } from '../describe-problems.ts';
import { PAGE, RESULTS } from '../file-names.ts';
import type { Preview, PreviewTotals, ToldPreview } from '../run-report.ts';
import { describeEffort } from './describe-effort.ts';
import { describeLive } from './describe-live.ts';
import { describeQuotaDays } from './describe-quota-days.ts';
import { describeWarnings } from './describe-warnings.ts';
import { joinSections } from './join-sections.ts';
import { alignTable, clip, textWidth, wrapText } from './layout.ts';
import type { Screen } from './screen.ts';
import { describeCount } from './wording.ts';

const INVALID_SHOWN = 20;
const PROBLEM_LENGTH = 300;

/** What a run would do, for the terminal: plain text without a final line break. */
export function describePreview(preview: Preview, { columns }: Screen = {}): string {
  const width = textWidth(columns);
  const shown = joinSections([
    headline(preview, width),
    actions(preview.totals),
    preview.live ? describeLive(preview.live, width) : [],
    describeEffort(preview, width),
    describeQuotaDays(preview.totals.days, width),
    invalidRows(preview, width),
    describeWarnings(preview.warnings, width),
    files(preview),
  ]);
  return String(shown);
}

function headline(preview: Preview, width: number): string[] {
  return previewHeadline(preview).flatMap((sentence) => wrapText(sentence, '', width));
}

/** What was looked at, and what was found in it, as sentences. */
export function previewHeadline({ input, totals, live }: ToldPreview): string[] {
  const { rows, valid, invalid, users, warned } = totals;
  const about = `about ${describeCount(users, 'user')}`;
  const found =
    invalid === 0
      ? [`${describeCount(rows, 'row')} ${about}`, 'no problems']
      : [
          `${describeCount(rows, 'row')}: ${describeCount(valid)} good${valid > 0 ? ` (${about})` : ''}`,
          `${describeCount(invalid)} with problems`,
        ];
  if (warned > 0) found.push(`${describeCount(warned)} with a warning`);
  return [`Preview of ${input}: nothing was ${live ? 'changed' : 'sent'}.`, `${found.join(', ')}.`];
}

function files({ outDir, live, toFix, withoutPage }: Preview): string[] {
  if (outDir === undefined) return [];
  const page = withoutPage
    ? `none. ${describeFault(withoutPage)}. ${adviseOnFault(withoutPage)}`
    : oneLine(join(outDir, PAGE));
  const report = [`Report  ${oneLine(join(outDir, RESULTS))}`, `Page    ${page}`];
  if (toFix.file !== undefined) {
    report.push(
      `To fix  ${oneLine(toFix.file)}`,
      `        ${describeCount(toFix.rows, 'row')}: correct what the column "problem" says, and run that file`,
    );
  } else if (toFix.rows > 0 && toFix.why !== undefined)
    report.push(`        no rows-to-fix.csv: ${oneLine(toFix.why)}`);
  const plan = live?.planFile;
  if (plan === undefined) return report;
  return [
    ...report,
    `Plan    ${oneLine(plan)}`,
    '        zoom-provision run <input> --plan-file <plan.json> carries out just that',
  ];
}

function actions({ actions }: PreviewTotals): string[] {
  const rows = actions
    .filter(({ rows }) => rows > 0)
    .map(({ action, rows, rowsAre }) => ['', action, describeCount(rows), rowsAre]);
  return rows.length === 0 ? [] : alignTable([['', 'action', 'rows'], ...rows], [2]);
}

function invalidRows({ invalid, totals, outDir }: Preview, width: number): string[] {
  const shown = invalid.slice(0, INVALID_SHOWN);
  if (shown.length === 0) return [];
  const lines = shown.flatMap(({ line, user, problems }) => {
    const who = user === '' ? '' : `${clip(user, 60)}: `;
    return wrapText(`${who}${clip(describeProblems(problems), PROBLEM_LENGTH)}`, `  line ${line}  `, width);
  });
  const left = totals.invalid - shown.length;
  return [
    `${describeCount(totals.invalid, 'row')} with problems; a run would leave ${totals.invalid === 1 ? 'it' : 'them'} out`,
    ...lines,
    ...(left > 0
      ? [`  and ${describeCount(left)} more${outDir === undefined ? '' : ': see results.csv'}`]
      : []),
  ];
}
