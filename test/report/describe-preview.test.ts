import { describe, expect, it } from 'vitest';
import type { Preview, PreviewTotals } from '../../src/report/run-report.ts';
import { describePreview } from '../../src/report/terminal/describe-preview.ts';
import { summary } from '../support/ended-run.ts';

const CREATES = { action: 'create', rows: 24, rowsAre: 'new users; Zoom sends each an invitation' } as const;

const TOTALS: PreviewTotals = {
  rows: 24,
  valid: 24,
  invalid: 0,
  warned: 0,
  actions: [CREATES],
  consents: [],
  calls: { light: 48, medium: 0 },
  seconds: 1.63,
  days: [{ date: '2026-03-11', creates: 24 }],
  users: 24,
  protectedRows: 0,
  awaitingInvitation: 0,
  takingLicence: 0,
};

const PREVIEW: Preview = {
  kind: 'preview',
  summary: summary({ run_id: 'preview-1', outcomes: { not_attempted: 24 }, requests: 0 }),
  warnings: [],
  outDir: 'reports/p',
  toFix: { rows: 0, file: undefined, why: undefined },
  input: 'samples/onboarding.csv',
  share: 1,
  yes: false,
  totals: TOTALS,
  invalid: [],
  refusal: undefined,
};

function days(count: number): PreviewTotals['days'] {
  return Array.from({ length: count }, (_, i) => ({
    date: `2026-03-${11 + i}`,
    creates: i === count - 1 ? 1 : 1_500,
  }));
}

function linesWith(totals: Partial<PreviewTotals>, given: Partial<Preview> = {}): string[] {
  return describePreview({ ...PREVIEW, ...given, totals: { ...TOTALS, ...totals } }).split('\n');
}

describe('describePreview', () => {
  it('is short for a small file without problems', () => {
    expect(linesWith({})).toEqual([
      'Preview of samples/onboarding.csv: nothing was sent.',
      '24 rows about 24 users, no problems.',
      '',
      '  action  rows',
      '  create    24  new users; Zoom sends each an invitation',
      '',
      'Calls  48 (48 light)',
      'Time   about 1.6 s of sending (plan pro, 100% of its limits)',
      '',
      'Create quota: the 24 creates fit into one UTC day (2026-03-11).',
      '',
      'Report  reports/p/results.csv',
      'Page    reports/p/report.html',
    ]);
  });

  it('tells actions, limiters, days, what needs consent, and problems by line', () => {
    const totals: Partial<PreviewTotals> = {
      rows: 3_060,
      valid: 3_058,
      invalid: 2,
      warned: 5,
      actions: [
        { ...CREATES, rows: 3_001 },
        { action: 'update', rows: 0, rowsAre: 'changes to users' },
        { action: 'deactivate', rows: 40, rowsAre: 'users switched off; they lose their licences' },
        { action: 'password', rows: 12, rowsAre: 'new passwords; Zoom sends each user a mail' },
      ],
      consents: [
        { count: 40, noun: 'deactivation' },
        { count: 0, noun: 'deletion' },
        { count: 12, noun: 'password change' },
      ],
      calls: { light: 3_041, medium: 12 },
      seconds: 200,
      days: days(3),
      users: 3_055,
      protectedRows: 5,
      awaitingInvitation: 4,
    };
    const warnings = [
      {
        warning: { column: 'phone_country', message: 'Zoom will drop this field' },
        count: 4,
        firstLine: 130,
      },
      { warning: { column: 'type', message: 'on-prem is retired' }, count: 1, firstLine: 7 },
    ];
    const invalid = [
      {
        line: 14,
        user: 'a@x.example',
        problems: [{ column: 'Type', message: '"P" is no type' }, { message: 'too many cells' }],
      },
      { line: 21, user: '', problems: [{ column: 'email', message: 'is missing' }] },
    ];
    expect(linesWith(totals, { share: 0.5, invalid, warnings })).toEqual([
      'Preview of samples/onboarding.csv: nothing was sent.',
      '3,060 rows: 3,058 good (about 3,055 users), 2 with problems, 5 with a warning.',
      '',
      '  action       rows',
      '  create      3,001  new users; Zoom sends each an invitation',
      '  deactivate     40  users switched off; they lose their licences',
      '  password       12  new passwords; Zoom sends each user a mail',
      '',
      'Calls      3,053 (3,041 light, 12 medium)',
      'Time       about 3 min 20 s of sending (plan pro, 50% of its limits)',
      'Consent    40 deactivations, 12 password changes: a run asks first, or takes --yes',
      'Protected  5 rows about protected users, left alone',
      'Kept back  columns of 4 new users, which Zoom takes only once the invitation is accepted;',
      '           `zoom-provision resume` sends them then',
      '',
      'Create quota: 3 UTC days. Creates beyond the quota of a day are deferred, and',
      '`zoom-provision resume` sends them the next day.',
      '  UTC day     creates  in the order of the file',
      '  2026-03-11    1,500  1 to 1,500',
      '  2026-03-12    1,500  1,501 to 3,000',
      '  2026-03-13        1  3,001',
      '',
      '2 rows with problems; a run would leave them out',
      '  line 14  a@x.example: Type: "P" is no type; too many cells',
      '  line 21  email: is missing',
      '',
      'Warnings, which keep no row back',
      '  4 rows: phone_country: Zoom will drop this field (first on line 130)',
      '  1 row: type: on-prem is retired (line 7)',
      '',
      'Report  reports/p/results.csv',
      'Page    reports/p/report.html',
    ]);
  });

  it('says why there is no page where there is none', () => {
    const withoutPage = {
      thing: 'report',
      path: 'reports/p/report.html',
      code: 'ENOSPC',
      detail: '',
    } as const;
    const lines = describePreview({ ...PREVIEW, withoutPage }).split('\n');
    expect(lines.slice(-2)).toEqual([
      'Report  reports/p/results.csv',
      expect.stringMatching(
        /^Page {4}none\. The report cannot be written to reports\/p\/report\.html: .+\. Make room/,
      ),
    ]);
  });

  it('shows a week of days at most, and says how many more there are', () => {
    const shown = (count: number) =>
      linesWith({ days: days(count) }).filter((line) => /^ {2}(2026|and)/.test(line));
    expect(shown(7).at(-1)).toBe('  2026-03-17        1  9,001');
    expect(shown(8)).toHaveLength(7);
    expect(shown(8).at(-1)).toBe('  and 2 more days, the last 2026-03-18');
  });

  it('does not promise that all fits into today when the first day has no room left', () => {
    const lines = linesWith({
      days: [
        { date: '2026-03-11', creates: 0 },
        { date: '2026-03-12', creates: 24 },
      ],
    });
    expect(lines.filter((line) => /quota|2026/.test(line))).toEqual([
      'Create quota: 2 UTC days. Creates beyond the quota of a day are deferred, and',
      '  2026-03-12       24  1 to 24',
    ]);
  });

  it('shows the first twenty rows with problems and counts the rest', () => {
    const invalid = Array.from({ length: 30 }, (_, i) => ({
      line: i + 2,
      user: '',
      problems: [{ message: 'is wrong' }],
    }));
    const lines = linesWith({ invalid: 143 }, { invalid });
    expect(lines.filter((line) => line.startsWith('  line'))).toHaveLength(20);
    expect(lines).toContain('  and 123 more: see results.csv');
  });

  it('says nothing of the quota, of consent or of actions when there are none', () => {
    const totals = {
      rows: 0,
      valid: 0,
      actions: [],
      calls: { light: 0, medium: 0 },
      seconds: 0,
      days: [],
      users: 0,
    };
    expect(linesWith(totals)).toEqual([
      'Preview of samples/onboarding.csv: nothing was sent.',
      '0 rows about 0 users, no problems.',
      '',
      'Calls  0',
      'Time   0 s of sending (plan pro, 100% of its limits)',
      '',
      'Report  reports/p/results.csv',
      'Page    reports/p/report.html',
    ]);
  });

  it.each([
    [{ rows: 46, valid: 1, invalid: 45, users: 1 }, '46 rows: 1 good (about 1 user), 45 with problems.'],
    [{ rows: 3, valid: 0, invalid: 3, users: 0 }, '3 rows: 0 good, 3 with problems.'],
    [
      { rows: 2, valid: 2, invalid: 0, users: 1, warned: 1 },
      '2 rows about 1 user, no problems, 1 with a warning.',
    ],
  ])('says of whom the valid rows are: %j', (totals, line) => {
    expect(linesWith(totals)[1]).toBe(line);
  });

  it.each([
    [false, 'Consent  40 deactivations: a run asks first, or takes --yes'],
    [true, 'Consent  40 deactivations'],
  ])('says that a run asks first, unless it does not (yes: %s)', (yes, line) => {
    expect(linesWith({ consents: [{ count: 40, noun: 'deactivation' }] }, { yes })).toContain(line);
  });

  it.each([
    [undefined, 100],
    [100, 100],
    [80, 80],
  ])('on a terminal of %s columns stays within %d', (columns, width) => {
    const message = 'a word or two '.repeat(40);
    const preview: Preview = {
      ...PREVIEW,
      totals: { ...TOTALS, invalid: 1, awaitingInvitation: 4, days: days(3) },
      input: message,
      invalid: [{ line: 2, user: 'a@x.example', problems: [{ message }] }],
      warnings: [{ warning: { message }, count: 2, firstLine: 3 }],
    };
    const lines = describePreview(preview, { columns }).split('\n');
    const longest = Math.max(...lines.map((line) => line.length));
    expect(longest).toBeLessThanOrEqual(width);
    expect(longest).toBeGreaterThan(width - 12);
  });
});
