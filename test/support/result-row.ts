import type { ResultRow } from '../../src/core/result-row.ts';

/** A row that went through, with what a test says otherwise. */
export function resultRow(given: Partial<ResultRow> = {}): ResultRow {
  return {
    line: 2,
    action: 'create',
    user: 'anna@acme.example',
    outcome: 'created',
    httpStatus: 201,
    warnings: [],
    awaitsInvitation: false,
    attempts: 1,
    userId: 'z8yAAAAA8bbbQ-cn1DHGRR',
    trackingId: 'v=2.0;clid=us02;rid=WEB_1',
    startedAt: '2026-03-11T18:45:01.000Z',
    finishedAt: '2026-03-11T18:45:01.120Z',
    ...given,
  };
}
