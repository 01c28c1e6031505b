import type { PreviewTotals } from '../run-report.ts';
import { alignTable, wrapText } from './layout.ts';
import { describeCount, describeThe } from './wording.ts';

const DAYS_SHOWN = 7;

/** On which days the create quota lets which creates leave; nothing when there are none. */
export function describeQuotaDays(days: PreviewTotals['days'], width: number): string[] {
  const withCreates = days.filter(({ creates }) => creates > 0);
  const [only] = withCreates;
  if (only === undefined) return [];
  if (withCreates.length === 1 && days.length === 1) {
    return [
      `Create quota: ${describeThe(only.creates, 'create')} ${only.creates === 1 ? 'fits' : 'fit'} into one UTC day (${only.date}).`,
    ];
  }
  const rows = tableRows(withCreates);
  const shown = rows.length > DAYS_SHOWN ? rows.slice(0, DAYS_SHOWN - 1) : rows;
  const left = rows.length - shown.length;
  return [
    ...wrapText(
      `Create quota: ${describeCount(days.length, 'UTC day')}. Creates beyond the quota of a day are deferred, and ` +
        '`zoom-provision resume` sends them the next day.',
      '',
      width,
    ),
    ...alignTable([['', 'UTC day', 'creates', 'in the order of the file'], ...shown], [2]),
    ...(left > 0
      ? [`  and ${describeCount(left, 'more day')}, the last ${withCreates.at(-1)?.date ?? ''}`]
      : []),
  ];
}

function tableRows(days: PreviewTotals['days']): string[][] {
  let sent = 0;
  return days.map(({ date, creates }) => {
    const from = sent + 1;
    sent += creates;
    const which = creates === 1 ? describeCount(sent) : `${describeCount(from)} to ${describeCount(sent)}`;
    return ['', date, describeCount(creates), which];
  });
}
