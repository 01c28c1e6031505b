import type { Change } from '../../core/foreseen.ts';
import type { ResultRow } from '../../core/result-row.ts';
import { describeMessage } from '../describe-reason.ts';
import type { PageChange, PageRow } from './page-data.ts';
import { pageText } from './page-text.ts';

/** A row as the page has it. @param group of rows that are alike */
export function pageRow(row: ResultRow, group: string): PageRow {
  const { line, outcome, httpStatus = '', zoomCode = '', attempts, startedAt, finishedAt, reason } = row;
  const changes = reason?.kind === 'foreseen' ? reason.changes : [];
  const cells = [
    ...[line, pageText(row.action), pageText(row.user), outcome, pageText(describeMessage(row))],
    ...[httpStatus, zoomCode, attempts || '', pageText(row.userId), pageText(row.trackingId)],
    ...[startedAt, finishedAt, group, changes.length > 0 ? changes.map(pageChange) : ''],
  ];
  const length = cells.findLastIndex((cell) => cell !== '') + 1;
  return cells.slice(0, length) as unknown as PageRow;
}

/** Of a value that is never shown nothing but its field. */
function pageChange({ field, from, to, unseen }: Change): PageChange {
  if (unseen === 'secret') return [pageText(field), '', '', unseen];
  const texts = [pageText(field), pageText(from), pageText(to)] as const;
  return unseen === undefined ? texts : [...texts, unseen];
}
