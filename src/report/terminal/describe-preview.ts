import { join } from 'node:path';
import { LABELS, type Label, type PlanName } from '../../core/labels.ts';
import { describeProblems, type Problem } from '../../core/problem.ts';
import { ACTION_NAMES, type ActionName } from '../../core/task.ts';
import type { RowWarning } from '../row-warnings.ts';
import { describeWarnings } from './describe-warnings.ts';
import { alignTable, clip, labelLines, textWidth, wrapText } from './layout.ts';
import { describeCount, describeDuration } from './wording.ts';

/** What a run of the input would be, all told. */
export type PreviewTotals = {
  /** Data rows of the input. */
  readonly rows: number;
  readonly valid: number;
  readonly invalid: number;
  /** Valid rows that are accepted with a warning. */
  readonly warnings: number;
  readonly byAction: Readonly<Partial<Record<ActionName, number>>>;
  readonly calls: Readonly<Record<Label, number>>;
  /** How long the calls take at this plan and share, waiting for the next day's quota left out. */
  readonly seconds: number;
  /** The UTC days (YYYY-MM-DD) that the create quota makes of it, in order, with the creates on each. */
  readonly days: readonly { readonly date: string; readonly creates: number }[];
  readonly deactivations: number;
  readonly passwordChanges: number;
  /** Different users that the valid rows name. */
  readonly users: number;
  /** Rows about protected users, which are left alone. */
  readonly protectedRows: number;
  /** New users of whom some columns can only be sent once they have accepted the invitation. */
  readonly awaitingInvitation: number;
};

export type PreviewContext = {
  /** The input as the operator named it. */
  readonly input: string;
  readonly plan: PlanName;
  /** The part of the account's limits that the run may take, above 0, at most 1. */
  readonly share: number;
  /** Nobody will be asked before deactivations and password changes. */
  readonly yes: boolean;
  /** The commonest first. */
  readonly rowWarnings: readonly RowWarning[];
  readonly problems: {
    /** The first of the rows with problems, in input order; 20 are shown. */
    readonly first: readonly {
      readonly line: number;
      readonly user: string;
      readonly problems: readonly Problem[];
    }[];
    /** All rows with problems. */
    readonly total: number;
  };
  /** The report's folder. */
  readonly outDir: string;
};

const PROBLEMS_SHOWN = 20;
const PROBLEM_LENGTH = 300;
const DAYS_SHOWN = 7;

const MEANING = {
  create: 'new users; Zoom sends each an invitation',
  autoCreate: 'new users with a password, active at once',
  custCreate: 'new users without a sign-in of their own',
  ssoCreate: 'new users who sign in through single sign-on',
  update: 'changes to users',
  activate: 'users switched on again',
  deactivate: 'users switched off; they lose their licences',
  password: 'new passwords; Zoom sends each user a mail',
} as const satisfies Record<ActionName, string>;

/**
 * What a run would do, for the terminal: plain text without a final line break.
 * @param columns of the terminal
 */
export function describePreview(totals: PreviewTotals, context: PreviewContext, columns?: number): string {
  const width = textWidth(columns);
  return [
    headline(totals, context, width),
    actions(totals),
    effort(totals, context, width),
    days(totals, width),
    problems(context, width),
    describeWarnings(context.rowWarnings, width),
    [`Report  ${join(context.outDir, 'results.csv')}`],
  ]
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

function headline(totals: PreviewTotals, { input }: PreviewContext, width: number): string[] {
  const { rows, valid, invalid, users, warnings } = totals;
  const about = `about ${describeCount(users, 'user')}`;
  const found =
    invalid === 0
      ? [`${describeCount(rows, 'row')} ${about}`, 'no problems']
      : [
          `${describeCount(rows, 'row')}: ${describeCount(valid)} good${valid > 0 ? ` (${about})` : ''}`,
          `${describeCount(invalid)} with problems`,
        ];
  if (warnings > 0) found.push(`${describeCount(warnings)} with a warning`);
  return [
    ...wrapText(`Preview of ${input}: nothing was sent.`, '', width),
    ...wrapText(`${found.join(', ')}.`, '', width),
  ];
}

function actions({ byAction }: PreviewTotals): string[] {
  const rows = ACTION_NAMES.filter((action) => (byAction[action] ?? 0) > 0).map((action) => [
    '',
    action,
    describeCount(byAction[action] ?? 0),
    MEANING[action],
  ]);
  return rows.length === 0 ? [] : alignTable([['', 'action', 'rows'], ...rows], [2]);
}

function effort(totals: PreviewTotals, { plan, share, yes }: PreviewContext, width: number): string[] {
  const { calls, deactivations, passwordChanges, protectedRows, awaitingInvitation } = totals;
  const all = LABELS.reduce((sum, label) => sum + calls[label], 0);
  const limiters = LABELS.filter((label) => calls[label] > 0).map(
    (label) => `${describeCount(calls[label])} ${label}`,
  );
  const perLabel = all > 0 ? ` (${limiters.join(', ')})` : '';
  const consent = [
    deactivations > 0 ? describeCount(deactivations, 'deactivation') : '',
    passwordChanges > 0 ? describeCount(passwordChanges, 'password change') : '',
  ].filter(Boolean);
  const limits = `plan ${plan}, ${describeCount(share * 100)}% of its limits`;
  const asks = yes ? '' : ': a run asks first, or takes --yes';
  return labelLines(
    [
      { label: 'Calls', text: `${describeCount(all)}${perLabel}` },
      {
        label: 'Time',
        text: `${all > 0 ? 'about ' : ''}${describeDuration(totals.seconds)} of sending (${limits})`,
      },
      ...(consent.length > 0 ? [{ label: 'Consent', text: `${consent.join(', ')}${asks}` }] : []),
      ...(protectedRows > 0
        ? [
            {
              label: 'Protected',
              text: `${describeCount(protectedRows, 'row')} about protected users, left alone`,
            },
          ]
        : []),
      ...(awaitingInvitation > 0 ? [{ label: 'Kept back', text: describeAwaiting(awaitingInvitation) }] : []),
    ],
    width,
  );
}

function describeAwaiting(rows: number): string {
  return (
    `columns of ${describeCount(rows, 'new user')}, which Zoom takes only once the invitation is accepted; ` +
    '`zoom-provision resume` sends them then'
  );
}

function days({ days }: PreviewTotals, width: number): string[] {
  const withCreates = days.filter(({ creates }) => creates > 0);
  const [only] = withCreates;
  if (only === undefined) return [];
  if (withCreates.length === 1 && days.length === 1) {
    return [
      `Create quota: the ${describeCount(only.creates, 'create')} fit into one UTC day (${only.date}).`,
    ];
  }
  let sent = 0;
  const rows = withCreates.map(({ date, creates }) => {
    const from = sent + 1;
    sent += creates;
    const which = creates === 1 ? describeCount(sent) : `${describeCount(from)} to ${describeCount(sent)}`;
    return ['', date, describeCount(creates), which];
  });
  const shown = rows.length > DAYS_SHOWN ? rows.slice(0, DAYS_SHOWN - 1) : rows;
  const left = rows.length - shown.length;
  return [
    ...wrapText(
      `Create quota: ${describeCount(days.length)} UTC days. Creates beyond the quota of a day are deferred, and ` +
        '`zoom-provision resume` sends them the next day.',
      '',
      width,
    ),
    ...alignTable([['', 'UTC day', 'creates', 'in the order of the file'], ...shown], [2]),
    ...(left > 0
      ? [`  and ${describeCount(left)} more days, the last ${withCreates.at(-1)?.date ?? ''}`]
      : []),
  ];
}

function problems({ problems: { first, total } }: PreviewContext, width: number): string[] {
  const shown = first.slice(0, PROBLEMS_SHOWN);
  if (shown.length === 0) return [];
  const lines = shown.flatMap(({ line, user, problems }) => {
    const who = user === '' ? '' : `${clip(user, 60)}: `;
    return wrapText(`${who}${clip(describeProblems(problems), PROBLEM_LENGTH)}`, `  line ${line}  `, width);
  });
  const left = total - shown.length;
  return [
    `${describeCount(total, 'row')} with problems; a run would leave ${total === 1 ? 'it' : 'them'} out`,
    ...lines,
    ...(left > 0 ? [`  and ${describeCount(left)} more: see results.csv`] : []),
  ];
}
