import type { ForeseenKind } from '../../core/foreseen.ts';
import { LEFT } from '../../core/sync.ts';
import { oneLine } from '../../support/visible.ts';
import { describeProblems } from '../describe-problems.ts';
import type { SyncReport } from '../sync-report.ts';
import { joinSections } from './join-sections.ts';
import { clip, textWidth, wrapText } from './layout.ts';
import type { Screen } from './screen.ts';
import { describeCount } from './wording.ts';

const PROBLEMS_SHOWN = 20;
const REASON_COLUMNS = 200;
const PROBLEM_COLUMNS = 300;

/** What rows of `actions.csv` do, of the kinds that a sync has. */
const WHAT: Readonly<Partial<Record<ForeseenKind, string>>> = {
  takesLicence: 'change a user and take away a licence',
  removes: 'take a user out of the account',
  deactivates: 'deactivate a user',
  creates: 'create a user',
  changes: 'change a user',
  changesAddress: 'change an e-mail address',
  activates: 'activate a user',
};

/** What a sync has found out, for the terminal: plain text without a final line break. */
export function describeSync(report: SyncReport, { columns }: Screen = {}): string {
  const width = textWidth(columns);
  const shown = joinSections([
    headline(report, width),
    actions(report, width),
    left(report, width),
    problems(report, width),
    [`Actions  ${oneLine(report.actionsFile)}`],
  ]);
  return String(shown);
}

function headline({ roster, account, users, people, simulated }: SyncReport, width: number): string[] {
  const has = `${describeCount(users.active)} active, ${describeCount(users.inactive)} inactive and ${describeCount(users.pending)} pending users`;
  const which = simulated ? 'A simulated account, made up from the roster,' : `The account ${account}`;
  return [
    ...wrapText(
      `${roster} names ${people === 1 ? '1 person' : `${describeCount(people)} people`}.`,
      '',
      width,
    ),
    ...wrapText(`${which} has ${has}.`, '', width),
  ];
}

function actions({ groups, rows, problems: { count } }: SyncReport, width: number): string[] {
  if (rows === 0) {
    const but = count > 0 ? ' but for the rows with problems' : '';
    return [`Nothing is to be done: the account is as the roster says${but}.`];
  }
  return [
    `${describeCount(rows, 'row')} of actions.csv`,
    ...groups.flatMap(({ what, count, first }) => [
      ...wrapText(`${describeCount(count, 'row')}: ${WHAT[what] ?? what}`, '  ', width),
      ...wrapText(clip(`${oneLine(first.user)}: ${oneLine(first.reason)}`, REASON_COLUMNS), '    ', width),
    ]),
  ];
}

function left({ left: groups }: SyncReport, width: number): string[] {
  if (groups.length === 0) return [];
  return [
    'Left as they are',
    ...groups.flatMap(({ why, count, first }) =>
      wrapText(
        `${describeCount(count)} ${LEFT[why]} ${why === 'same' ? '' : `(${count > 1 ? 'first: ' : ''}${oneLine(first)})`}`,
        '  ',
        width,
      ),
    ),
  ];
}

function problems({ problems: { count, first }, problemsFile }: SyncReport, width: number): string[] {
  if (count === 0) return [];
  const lines = first.slice(0, PROBLEMS_SHOWN).flatMap(({ line, user, problems: all }) => {
    const who = user === '' ? '' : `${clip(user, 60)}: `;
    return wrapText(`${who}${clip(describeProblems(all), PROBLEM_COLUMNS)}`, `  line ${line}  `, width);
  });
  const more = count - Math.min(count, PROBLEMS_SHOWN);
  const where = problemsFile === undefined ? '' : `: see ${oneLine(problemsFile)}`;
  return [
    `${describeCount(count, 'row')} of the roster with problems; the people they name are not taken for leavers`,
    ...lines,
    ...(more > 0 ? [`  and ${describeCount(more)} more${where}`] : []),
  ];
}
