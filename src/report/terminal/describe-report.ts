import type { RunReport } from '../run-report.ts';
import { describePreview } from './describe-preview.ts';
import type { Screen } from './screen.ts';
import { describeRun } from './show-run.ts';

/** A report for the terminal: text without a final line break, plain unless the screen has colours. */
export function describeReport(report: RunReport, screen: Screen = {}): string {
  return report.kind === 'run' ? describeRun(report, screen) : describePreview(report, screen);
}
