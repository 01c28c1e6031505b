import { describe, expect, it } from 'vitest';
import type { RowLedger } from '../../../src/core/ledger.ts';
import type { Reason } from '../../../src/core/reason.ts';
import type { Outcome } from '../../../src/core/vocabulary.ts';
import { AT, finishedRow, NEW_ROW } from '../../support/ledger-rig.ts';
import type { OpenLedger } from '../contract.ts';
import { makeRows, newRows } from './sample-rows.ts';

const NONE = { rows: 1, invalid: 0, open: 0, deferred: 0, awaitingInvitation: 0, reportedDeferred: 0 };

/** Left out because of line 2, which had this outcome then. */
function behind(outcome: Outcome): Reason {
  return { kind: 'earlierRow', line: 2, outcome, awaitsInvitation: false };
}

export function describeCounts(open: OpenLedger): void {
  describe('the counts of a run', () => {
    it.each<[Outcome, Partial<typeof NONE>]>([
      ['created', {}],
      ['updated', {}],
      ['activated', {}],
      ['deactivated', {}],
      ['password_set', {}],
      ['skipped', {}],
      ['exists', {}],
      ['rejected', {}],
      ['not_found', {}],
      ['invalid', { invalid: 1 }],
      ['deferred', { deferred: 1, reportedDeferred: 1 }],
      ['unknown', { open: 1 }],
      ['failed', { open: 1 }],
      ['not_attempted', { open: 1 }],
    ])('have a row that is %s as %j', async (outcome, counts) => {
      const { rows } = await makeRows(open, NEW_ROW);
      await rows.finish(finishedRow({ outcome }));
      expect(await rows.count()).toEqual({ ...NONE, ...counts });
    });

    it.each<[string, (rows: RowLedger) => Promise<void>]>([
      ['pending', async () => undefined],
      ['started', (rows) => rows.start(2, 1, AT)],
      [
        'started after it was deferred',
        async (rows) => {
          await rows.finish(finishedRow({ outcome: 'deferred' }));
          await rows.start(2, 1, AT);
        },
      ],
    ])('have a row that is %s as open', async (_, prepare) => {
      const { rows } = await makeRows(open, NEW_ROW);
      await prepare(rows);
      expect(await rows.count()).toEqual({ ...NONE, open: 1 });
    });

    it('have what waits for an invitation for itself, whatever its outcome', async () => {
      const { rows } = await makeRows(open, ...newRows(2));
      await rows.finish(finishedRow({ awaitsInvitation: true }));
      await rows.finish(finishedRow({ line: 3, outcome: 'deferred', awaitsInvitation: true }));
      expect(await rows.count()).toEqual({ ...NONE, rows: 2, awaitingInvitation: 2, reportedDeferred: 1 });
    });

    it.each<[Outcome, Outcome, number]>([
      ['rejected', 'rejected', 0],
      ['not_found', 'not_found', 0],
      ['exists', 'exists', 0],
      ['failed', 'created', 1],
      ['unknown', 'skipped', 1],
      ['failed', 'failed', 2],
      ['unknown', 'unknown', 2],
      ['deactivated', 'deactivated', 0],
    ])(
      'have a row left out behind one that was %s and is %s now among %3$i open',
      async (was, is, counted) => {
        const { rows } = await makeRows(open, ...newRows(2));
        await rows.finish(finishedRow({ outcome: was }));
        await rows.finish(finishedRow({ line: 3, outcome: 'skipped', reason: behind(was) }));
        await rows.finish(finishedRow({ outcome: is }));
        expect((await rows.count()).open).toBe(counted);
      },
    );

    it('have a row left out behind one that is under way again among the open', async () => {
      const { rows } = await makeRows(open, ...newRows(2));
      await rows.finish(finishedRow({ outcome: 'failed' }));
      await rows.finish(finishedRow({ line: 3, outcome: 'skipped', reason: behind('failed') }));
      await rows.start(2, 3, AT);
      expect((await rows.count()).open).toBe(2);
    });

    it('do not have a row among the open that was skipped for another reason', async () => {
      const { rows } = await makeRows(open, ...newRows(2));
      await rows.finish(finishedRow({ outcome: 'failed' }));
      await rows.finish(
        finishedRow({ line: 3, outcome: 'skipped', reason: { kind: 'protected', pattern: '*' } }),
      );
      expect((await rows.count()).open).toBe(1);
    });

    it.each([
      [['ann@example.com', 'ID-1'], { hasAddresses: true, hasIds: true }],
      [['ann@example.com', 'bo@example.com'], { hasAddresses: true, hasIds: false }],
      [['ID-1', 'ID-2'], { hasAddresses: false, hasIds: true }],
      [[], { hasAddresses: false, hasIds: false }],
    ])('do not tell of %j how they name their users, which is asked apart', async (users, naming) => {
      const named = users.map((user, index) => ({ line: index + 2, action: 'update', user }));
      const invalid = { line: 90, action: 'update', user: 'x', outcome: 'invalid' } as const;
      const { rows } = await makeRows(open, ...named, invalid, { ...invalid, line: 91, user: 'x@x.org' });
      expect(await rows.naming()).toEqual(naming);
    });

    it('do not tell where the last row of each action is, which is asked apart', async () => {
      const actions = ['update', 'password', 'update', 'create'];
      const { rows } = await makeRows(
        open,
        ...actions.map((action, index) => ({ line: index + 2, action, user: `u${index}@x.org` })),
      );
      await rows.finish(finishedRow({ outcome: 'updated' }));
      expect(await rows.lastLines()).toEqual(
        new Map([
          ['update', 4],
          ['password', 3],
          ['create', 5],
        ]),
      );
    });

    it('are the same for everybody who reads', async () => {
      const { ledger, rows, run } = await makeRows(open, ...newRows(3));
      await rows.finish(finishedRow({ outcome: 'deferred' }));
      expect(await ledger.count(run)).toEqual(await rows.count());
    });

    it('are nothing of a run without rows', async () => {
      const { rows } = await makeRows(open);
      expect(await rows.count()).toEqual({ ...NONE, rows: 0 });
    });
  });
}
