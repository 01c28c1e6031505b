import { expect, it } from 'vitest';
import type { RunReport } from '../../src/report/run-report.ts';
import { describeReport } from '../../src/report/terminal/describe-report.ts';
import { run, summary } from '../support/ended-run.ts';

const TOTALS = {
  rows: 0,
  valid: 0,
  invalid: 0,
  warned: 0,
  users: 0,
  protectedRows: 0,
  awaitingInvitation: 0,
  takingLicence: 0,
  actions: [],
  consents: [],
  calls: { light: 0, medium: 0 },
  seconds: 0,
  days: [],
};

it.each<[RunReport, string]>([
  [run(), 'Done: all 24 rows went through.'],
  [
    {
      kind: 'preview',
      summary: summary({}),
      warnings: [],
      outDir: 'reports/p',
      toFix: { rows: 0, file: undefined, why: undefined },
      input: 'people.csv',
      share: 1,
      yes: false,
      totals: TOTALS,
      invalid: [],
      refusal: undefined,
    },
    'Preview of people.csv: nothing was sent.',
  ],
])('the terminal shows a report by its kind: %#', (report, first) => {
  expect(describeReport(report).split('\n')[0]).toBe(first);
});
