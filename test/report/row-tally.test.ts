import { describe, expect, it } from 'vitest';
import type { Reason } from '../../src/core/reason.ts';
import type { ResultRow } from '../../src/core/result-row.ts';
import type { Outcome } from '../../src/core/vocabulary.ts';
import { RowTally } from '../../src/report/row-tally.ts';
import { resultRow } from '../support/result-row.ts';

const PROBLEMS = [{ column: 'type', message: 'write basic' }];

describe('RowTally', () => {
  it('counts outcomes in the order of the interface, only those that there were', () => {
    const tally = new RowTally();
    const outcomes: Outcome[] = ['not_attempted', 'created', 'rejected', 'created', 'skipped'];
    tally.add(outcomes.slice(0, 2).map((outcome) => resultRow({ outcome })));
    tally.add(outcomes.slice(2).map((outcome) => resultRow({ outcome })));
    expect(Object.entries(tally.outcomes)).toEqual([
      ['created', 2],
      ['rejected', 1],
      ['skipped', 1],
      ['not_attempted', 1],
    ]);
    expect(tally.rows).toBe(5);
  });

  it('has reasons for the rows of a run that did not go through', () => {
    const tally = new RowTally();
    const reason: Reason = { kind: 'invalid', problems: PROBLEMS };
    tally.add([
      resultRow({ line: 2 }),
      resultRow({ line: 3, outcome: 'skipped', reason: { kind: 'existed', message: 'It is used.' } }),
      resultRow({ line: 4, outcome: 'invalid', reason }),
    ]);
    expect(tally.reasons).toMatchObject([{ outcome: 'invalid', reason, count: 1, example: { line: 4 } }]);
  });

  it('counts the rows that were left out after one that did not go through', () => {
    const tally = new RowTally();
    const after = (outcome: Outcome) =>
      resultRow({
        outcome: 'skipped',
        reason: { kind: 'earlierRow', line: 2, outcome, awaitsInvitation: false },
      });
    tally.add(
      (['rejected', 'not_found', 'failed', 'deleted'] as const)
        .map(after)
        .concat(resultRow({ outcome: 'skipped', reason: { kind: 'protected', pattern: '*' } })),
    );
    expect(tally.leftOut).toEqual({ toCorrect: 2, open: 1 });
  });

  it('counts the rows of a preview in the same way, and groups those with problems', () => {
    const tally = new RowTally();
    tally.addPreviewed([
      resultRow({
        line: 2,
        outcome: 'not_attempted',
        reason: { kind: 'preview', steps: ['create the user'] },
      }),
      resultRow({ line: 3, outcome: 'invalid', reason: { kind: 'invalid', problems: PROBLEMS } }),
    ]);
    const { rows, outcomes, reasons, invalid } = tally;
    expect({ rows, outcomes, reasons, invalid }).toEqual({
      rows: 2,
      outcomes: { invalid: 1, not_attempted: 1 },
      reasons: [expect.objectContaining({ outcome: 'invalid', count: 1 })],
      invalid: [{ line: 3, user: 'anna@acme.example', problems: PROBLEMS }],
    });
  });

  it.each<[Partial<ResultRow>, number]>([
    [{ outcome: 'not_found', action: 'update', httpStatus: 404 }, 1],
    [{ outcome: 'not_found', action: 'deactivate', httpStatus: 404 }, 0],
    [{ outcome: 'not_found', action: 'disassociate', zoomCode: 1001 }, 0],
    [{ outcome: 'not_found', action: 'delete', zoomCode: 1001 }, 0],
    [{ outcome: 'not_found', action: 'update', zoomCode: 4130 }, 1],
    [
      {
        outcome: 'not_found',
        action: 'delete',
        zoomCode: 1001,
        reason: { kind: 'refused', message: 'User does not exist: other@acme.example.' },
      },
      1,
    ],
    [{ outcome: 'rejected', action: 'deactivate', httpStatus: 400 }, 1],
    [
      {
        outcome: 'rejected',
        action: 'delete',
        zoomCode: 1120,
        reason: { kind: 'refused', message: 'Invite has expired.' },
      },
      0,
    ],
    [{ outcome: 'invalid', action: 'deactivate' }, 1],
    [{ outcome: 'exists', action: 'create', httpStatus: 409 }, 0],
    [{ outcome: 'not_attempted' }, 0],
    [{ outcome: 'deferred' }, 0],
    [{ outcome: 'skipped' }, 0],
  ])('of a row with %j a person must correct %d', (row, count) => {
    const tally = new RowTally();
    tally.add([resultRow(row)]);
    expect(tally.toCorrect).toBe(count);
  });

  it('has the warnings of all rows', () => {
    const tally = new RowTally();
    const warning = { column: 'dept', message: 'drop it' };
    tally.add([
      resultRow({ line: 2, warnings: [warning] }),
      resultRow({ line: 3, outcome: 'rejected', warnings: [warning] }),
    ]);
    expect(tally.warnings).toEqual([{ warning, count: 2, firstLine: 2 }]);
  });

  it('keeps the first twenty rows that are invalid', () => {
    const tally = new RowTally();
    const reason: Reason = { kind: 'invalid', problems: PROBLEMS };
    tally.add(Array.from({ length: 30 }, (_, i) => resultRow({ line: i + 2, outcome: 'invalid', reason })));
    expect(tally.invalid).toHaveLength(20);
    expect(tally.invalid.at(-1)).toEqual({ line: 21, user: 'anna@acme.example', problems: PROBLEMS });
  });
});
