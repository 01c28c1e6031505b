import { FORESEEN } from '../../core/foreseen.ts';
import { oneLine } from '../../support/visible.ts';
import type { LiveReport } from '../run-report.ts';
import { clip, wrapText } from './layout.ts';
import { describeCount } from './wording.ts';

const MESSAGE_COLUMNS = 300;

/** What the rows would come to by what the account has, the first of each kind beside the number. */
export function describeLive(live: LiveReport, width: number): string[] {
  const { account, users, groups, seats, notCompared } = live;
  const has = `${describeCount(users.active)} active, ${describeCount(users.inactive)} inactive and ${describeCount(users.pending, 'pending user')}`;
  const lines = groups.flatMap(({ what, count, first }) => [
    ...wrapText(`${describeCount(count, 'row')}: ${FORESEEN[what]}`, '  ', width),
    ...wrapText(
      clip(`${oneLine(first.user)}: ${oneLine(first.message)}`, MESSAGE_COLUMNS),
      `    line ${first.line}  `,
      width,
    ),
  ]);
  return [
    ...wrapText(`The account ${account} has ${has}. By what it has, a run comes to:`, '', width),
    ...lines,
    ...(seats.taken + seats.freed > 0 ? wrapText(describeSeats(seats), '', width) : []),
    ...(notCompared
      ? wrapText('Columns that the lists of users do not show were not compared (--live=list).', '', width)
      : []),
  ];
}

/** How many licences would be taken and given up, as sentences. */
export function describeSeats({ taken, freed, now }: LiveReport['seats']): string {
  const have =
    now === undefined ? '' : `${describeCount(now, 'user')} ${now === 1 ? 'has' : 'have'} one now, `;
  const left =
    taken > freed
      ? ` ${taken - freed === 1 ? 'Is' : 'Are'} ${describeCount(taken - freed)} more there? Zoom tells an app only how many are taken.`
      : '';
  return `Licences: ${have}${describeCount(taken)} would take one, ${describeCount(freed)} would lose one.${left}`;
}
