import { describe, expect, it } from 'vitest';
import type { Foreseen } from '../../src/core/foreseen.ts';
import type { ResultRow } from '../../src/core/result-row.ts';
import { OUTCOME_NAMES } from '../../src/core/vocabulary.ts';
import { isToFix } from '../../src/report/to-fix.ts';
import { resultRow } from '../support/result-row.ts';

function foreseen(
  what: Foreseen['what'],
  outcome: Foreseen['outcome'],
  action = 'create',
): Partial<ResultRow> {
  return { action, outcome: 'not_attempted', reason: { kind: 'foreseen', what, outcome, changes: [] } };
}

function behind(outcome: ResultRow['outcome'], action = 'update'): Partial<ResultRow> {
  const reason = { kind: 'earlierRow', line: 2, outcome, awaitsInvitation: false } as const;
  return { action, outcome: 'skipped', reason };
}

describe('a row is one for a person to correct', () => {
  it('by its outcome', () => {
    const all = OUTCOME_NAMES.filter((outcome) => isToFix(resultRow({ action: 'update', outcome })));
    expect(all).toEqual(['exists', 'not_found', 'rejected', 'invalid']);
  });

  it.each<[string, Partial<ResultRow>, boolean]>([
    ['a leaver whom the account does not have', { action: 'deactivate', outcome: 'not_found' }, false],
    ['a row after one that was refused', behind('rejected'), true],
    ['a row after one whose address is taken', behind('exists'), true],
    ['a row after one that waits', behind('failed'), false],
    ['a row after one that went through', behind('disassociated'), false],
    ['a leaver after a leaver whom the account does not have', behind('not_found', 'disassociate'), false],
    [
      'an address that is taken by the same person with the same data',
      foreseen('existsSame', 'exists'),
      false,
    ],
    ['an address that is taken by somebody with other data', foreseen('existsDifferent', 'exists'), true],
    ['an update of nobody, in a live preview', foreseen('noSuchUser', 'not_found', 'update'), true],
    ['a leaver who is nobody, in a live preview', foreseen('noSuchUser', 'not_found', 'deactivate'), false],
    ['an admin, in a live preview', foreseen('admin', 'rejected', 'deactivate'), true],
    ['a row that would be left out', foreseen('behind', 'skipped', 'update'), true],
    ['a row that would wait', foreseen('behind', 'deferred', 'update'), false],
    ['a row that would change somebody', foreseen('changes', 'updated', 'update'), false],
  ])('or is not: %s', (_, row, expected) => {
    expect(isToFix(resultRow({ httpStatus: undefined, ...row }))).toBe(expected);
  });
});
