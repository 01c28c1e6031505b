import { expect, it } from 'vitest';
import type { Change } from '../../../src/core/foreseen.ts';
import type { ResultRow } from '../../../src/core/result-row.ts';
import { pageRow } from '../../../src/report/html/page-row.ts';
import { resultRow } from '../../support/result-row.ts';

const NOTHING_SENT: Partial<ResultRow> = {
  ...{ outcome: 'not_attempted', httpStatus: undefined, attempts: 0, trackingId: '', userId: '' },
  ...{ startedAt: '', finishedAt: '' },
};

it('a row has no cell that is empty at its end', () => {
  expect(pageRow(resultRow({ ...NOTHING_SENT, outcome: 'skipped' }), '')).toEqual([
    ...[2, 'create', 'anna@acme.example', 'skipped'],
  ]);
});

it('a row of a live preview has what would change, and never a value that is not shown', () => {
  const changes: Change[] = [
    { field: 'dept', from: 'Sales', to: 'Finance' },
    { field: 'host_key', from: '111111', to: '222222', unseen: 'secret' },
    { field: 'cms_user_id', from: '', to: 'c-1', unseen: 'notShown' },
  ];
  const reason = { kind: 'foreseen', what: 'changes', outcome: 'updated', changes } as const;
  const row = pageRow(resultRow({ ...NOTHING_SENT, action: 'update', reason }), 'changes');
  expect(row.slice(-2)).toEqual([
    'changes',
    [
      ['dept', 'Sales', 'Finance'],
      ['host_key', '', '', 'secret'],
      ['cms_user_id', '', 'c-1', 'notShown'],
    ],
  ]);
  expect(JSON.stringify(row)).not.toMatch(/111111|222222/);
});
