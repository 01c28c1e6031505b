import type { RunReport } from '../run-report.ts';
import { describePreview } from './describe-preview.ts';
import { describeRun } from './describe-run.ts';
import type { Screen } from './screen.ts';

/** A report for the terminal: text without a final line break, plain unless the screen has colours. */
export function describeReport(report: RunReport, screen: Screen = {}): string {
  return report.kind === 'run' ? describeRun(report, screen) : describePreview(report, screen);
}
