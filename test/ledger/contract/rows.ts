import { describe, expect, it } from 'vitest';
import type { RowLedger } from '../../../src/core/ledger.ts';
import type { FinishedRow, NewRow } from '../../../src/core/ledger-records.ts';
import type { Reason } from '../../../src/core/reason.ts';
import { AT, addRun, finishedRow, NEW_ROW } from '../../support/ledger-rig.ts';
import type { OpenLedger } from '../contract.ts';
import { FRESH, makeRows, newRows } from './sample-rows.ts';

const TOMORROW: Reason = { kind: 'quota', quota: 'create', used: 5, limit: 5, closedByZoom: false };
const AFTER_ONE: Reason = { kind: 'earlierRow', line: 1, outcome: 'rejected', awaitsInvitation: false };

export function describeRows(open: OpenLedger): void {
  describe('the state of a row', () => {
    it('is pending at first', async () => {
      const { rows } = await makeRows(open, NEW_ROW);
      expect(await rows.get(2)).toEqual(FRESH);
    });

    it('may be done at first', async () => {
      const reason: Reason = { kind: 'invalid', problems: [{ column: 'type', message: 'is empty' }] };
      const { rows } = await makeRows(open, { ...NEW_ROW, outcome: 'invalid', reason });
      expect(await rows.get(2)).toEqual({ ...FRESH, state: 'done', outcome: 'invalid', reason });
    });

    it('is started when an attempt leaves, and remembers when the first one did', async () => {
      const { rows } = await makeRows(open, NEW_ROW);
      await rows.start(2, 1, AT);
      await rows.start(2, 2, AT + 99_000);
      expect(await rows.get(2)).toEqual({ ...FRESH, state: 'started', attempts: 2, startedAt: AT });
    });

    it("says when the attempt left of which nobody knows, by Zoom's clock, as long as there is one", async () => {
      const { rows } = await makeRows(open, NEW_ROW);
      const started = { ...FRESH, state: 'started', attempts: 1, startedAt: AT };
      await rows.start(2, 1, AT, AT - 7_200_000);
      expect(await rows.get(2)).toEqual({ ...started, zoomAt: AT - 7_200_000 });
      await rows.start(2, 1, AT + 1_000, AT - 7_100_000);
      expect(await rows.get(2)).toEqual({ ...started, zoomAt: AT - 7_100_000 });
      await rows.start(2, 1, AT + 2_000);
      expect(await rows.get(2)).toEqual(started);
      await rows.start(2, 1, AT + 3_000, AT);
      await rows.release(2, 1);
      expect(await rows.get(2)).toEqual({ ...started, state: 'pending' });
    });

    it('is pending again once it is released', async () => {
      const { rows } = await makeRows(open, NEW_ROW);
      await rows.start(2, 1, AT);
      await rows.release(2, 3);
      expect(await rows.get(2)).toEqual({ ...FRESH, attempts: 3, startedAt: AT });
    });

    it('is as it was at first when it is released and no attempt has left', async () => {
      const { rows } = await makeRows(open, NEW_ROW);
      await rows.start(2, 1, AT);
      await rows.release(2, 0);
      expect(await rows.get(2)).toEqual(FRESH);
    });

    it('keeps that its create has succeeded, through everything that follows', async () => {
      const { rows } = await makeRows(open, NEW_ROW);
      const created = { ...FRESH, created: true, userId: 'id-a', startedAt: AT };
      await rows.start(2, 1, AT);
      await rows.markCreated(2, 'id-a');
      expect(await rows.get(2)).toEqual({ ...created, state: 'started', attempts: 1 });
      await rows.release(2, 1);
      expect(await rows.get(2)).toEqual({ ...created, state: 'pending', attempts: 1 });
      await rows.finish(finishedRow());
      expect(await rows.get(2)).toEqual({ ...created, state: 'done', outcome: 'created', attempts: 2 });
    });

    it('is started, or done, once it is restored, whatever it was', async () => {
      const { rows, resultOf } = await makeRows(open, NEW_ROW);
      await rows.start(2, 3, AT);
      await rows.finish(finishedRow({ awaitsInvitation: true }));
      await rows.restore({ line: 2, action: 'update', user: 'b@x.org' }, AT + 5);
      const restored = { ...FRESH, action: 'update', user: 'b@x.org' };
      expect(await rows.get(2)).toEqual({ ...restored, state: 'started', startedAt: AT + 5 });
      const reason: Reason = { kind: 'invalid', problems: [] };
      await rows.restore({ ...NEW_ROW, outcome: 'invalid', reason }, AT + 5);
      expect(await resultOf()).toMatchObject({ outcome: 'invalid', reason, startedAt: '' });
    });

    it('is not damaged as long as only the ledger itself writes', async () => {
      const { rows } = await makeRows(open, ...newRows(3));
      await rows.start(2, 1, AT);
      await rows.finish(finishedRow({ line: 3 }));
      expect([await rows.verify(), (await rows.count()).open]).toEqual([0, 2]);
    });

    it('is done with its last word', async () => {
      const { rows } = await makeRows(open, NEW_ROW);
      const reason: Reason = { kind: 'refused', message: 'no' };
      await rows.start(2, 1, AT);
      await rows.finish(finishedRow({ outcome: 'rejected', httpStatus: 400, zoomCode: 300, reason }));
      const { state, ...done } = { ...FRESH, outcome: 'rejected', reason, userId: 'id-a', attempts: 2 };
      expect(await rows.get(2)).toEqual({ ...done, state: 'done', startedAt: AT });
    });

    it.each<[string, Partial<FinishedRow>, object]>([
      [
        'that a part of it waits',
        { outcome: 'deferred', awaitsInvitation: true },
        { awaitsInvitation: true },
      ],
      [
        'the earlier row for which it was left out',
        { outcome: 'skipped', reason: AFTER_ONE },
        { afterLine: 1 },
      ],
      ['that nothing of it was sent', { outcome: 'skipped', startedAt: undefined }, { startedAt: undefined }],
    ])('knows %s, until it has another last word', async (_what, changes, known) => {
      const { rows } = await makeRows(open, NEW_ROW);
      await rows.finish(finishedRow(changes));
      expect(await rows.get(2)).toMatchObject(known);
      await rows.finish(finishedRow());
      expect(await rows.get(2)).toMatchObject({
        awaitsInvitation: false,
        afterLine: undefined,
        startedAt: AT,
      });
    });

    it.each<[string, Partial<FinishedRow>]>([
      ['waited for a day', { outcome: 'deferred', reason: TOMORROW }],
      ['was left out', { outcome: 'skipped', reason: AFTER_ONE }],
    ])(
      'tells nothing of its last word any more when a row that %s is under way again',
      async (_, changes) => {
        const { rows } = await makeRows(open, NEW_ROW);
        await rows.finish(finishedRow(changes));
        await rows.start(2, 3, AT + 1);
        const started = { ...FRESH, state: 'started', userId: 'id-a', attempts: 3, startedAt: AT };
        expect(await rows.get(2)).toEqual(started);
        await rows.release(2, 3);
        expect(await rows.get(2)).toEqual({ ...started, state: 'pending' });
      },
    );

    it('stays done when it is released without having been started', async () => {
      const { rows } = await makeRows(open, NEW_ROW);
      await rows.finish(finishedRow({ outcome: 'deferred', reason: TOMORROW }));
      await rows.release(2, 5);
      expect(await rows.get(2)).toMatchObject({
        state: 'done',
        outcome: 'deferred',
        reason: TOMORROW,
        attempts: 5,
      });
    });

    it.each<[string, (rows: RowLedger) => Promise<void>]>([
      ['start', (rows) => rows.start(3, 1, AT)],
      ['release', (rows) => rows.release(3, 1)],
      ['markCreated', (rows) => rows.markCreated(3, 'id')],
      ['finish', (rows) => rows.finish(finishedRow({ line: 3 }))],
    ])('cannot be changed by %s when the row is not on record', async (_, change) => {
      const { rows } = await makeRows(open, NEW_ROW);
      await expect(change(rows)).rejects.toThrow(/^a row is missing in the ledger: .*\b3$/);
      expect(await rows.between(0, 99)).toEqual([FRESH]);
    });
  });

  describe('the rows of a run', () => {
    it('are put on record all or none', async () => {
      const { rows } = await makeRows(open, NEW_ROW);
      const onLine = (line: number): NewRow => ({ ...NEW_ROW, line });
      await expect(rows.insert([onLine(3), onLine(2)])).rejects.toThrow();
      await expect(rows.insert([onLine(4), onLine(4)])).rejects.toThrow();
      expect(await rows.between(0, 99)).toEqual([FRESH]);
      await rows.insert([onLine(3)]);
      expect(await rows.between(0, 99)).toEqual([FRESH, { ...FRESH, line: 3 }]);
    });

    it('are found between two lines, both included, in order', async () => {
      const { rows } = await makeRows(open, ...[9, 4, 2, 7].map((line) => ({ ...NEW_ROW, line })));
      expect((await rows.between(4, 7)).map(({ line }) => line)).toEqual([4, 7]);
      expect(await rows.between(10, 20)).toEqual([]);
      expect(await rows.get(5)).toBeUndefined();
    });

    it('are found after a line, so many at most, in order', async () => {
      const { rows } = await makeRows(open, ...[9, 4, 2, 7].map((line) => ({ ...NEW_ROW, line })));
      const linesAfter = async (line: number, count: number) =>
        (await rows.after(line, count)).map((state) => state.line);
      expect([await linesAfter(2, 2), await linesAfter(4, 9), await linesAfter(9, 9)]).toEqual([
        [4, 7],
        [7, 9],
        [],
      ]);
    });

    it('are known again by their digests, where they have one, whatever becomes of them', async () => {
      const digests = [
        [2, 'd2'],
        [3, undefined],
        [4, 'd4'],
        [5, 'd5'],
      ] as const;
      const { rows } = await makeRows(
        open,
        ...digests.map(([line, digest]) => ({ ...NEW_ROW, line, ...(digest && { digest }) })),
      );
      await rows.start(2, 1, AT);
      await rows.finish(finishedRow());
      expect([...(await rows.digests(1, 4))]).toEqual([
        [2, 'd2'],
        [4, 'd4'],
      ]);
    });

    it('are kept apart from those of other runs, and gone with their run', async () => {
      const { account, rows: one } = await makeRows(open, NEW_ROW);
      const otherRun = await addRun(account, { id: 'other' });
      const other = account.rows(otherRun);
      await other.insert(newRows(2));
      await other.start(2, 1, AT);
      expect(await one.between(0, 9)).toEqual([FRESH]);
      await account.deleteRun(otherRun);
      expect([(await one.count()).rows, (await other.count()).rows]).toEqual([1, 0]);
    });
  });

  describe('rows that were all performed', () => {
    const stored = async (...changes: Partial<FinishedRow>[]) => {
      const { rows } = await makeRows(open, ...newRows(changes.length));
      for (const [index, change] of changes.entries())
        await rows.finish(finishedRow({ ...change, line: index + 2 }));
      return rows;
    };

    it.each<[string, boolean, Partial<FinishedRow>[]]>([
      ['were', true, [{ outcome: 'created' }, { outcome: 'updated' }, { outcome: 'password_set' }]],
      ['were, users taken out or in included', true, [{ outcome: 'deactivated' }, { outcome: 'activated' }]],
      ['were not: a part of one waits', false, [{ outcome: 'created', awaitsInvitation: true }]],
      ['were not: one was refused', false, [{ outcome: 'updated' }, { outcome: 'rejected' }]],
      ['were not: one was left out, perhaps for another', false, [{ outcome: 'skipped' }]],
    ])('%s', async (_what, expected, changes) => {
      const rows = await stored(...changes);
      expect(await rows.allPerformed(2, changes.length + 1, changes.length)).toBe(expected);
    });

    it('are no more and no fewer than the input has', async () => {
      const rows = await stored({ outcome: 'updated' }, { outcome: 'updated' });
      const ofThree = await Promise.all([1, 2, 3].map((count) => rows.allPerformed(2, 3, count)));
      expect(ofThree).toEqual([false, true, false]);
      expect([await rows.allPerformed(2, 2, 1), await rows.allPerformed(7, 9, 0)]).toEqual([true, true]);
    });

    it('were not as long as one is under way, again too', async () => {
      const rows = await stored({ outcome: 'updated' });
      await rows.start(2, 1, AT);
      expect(await rows.allPerformed(2, 2, 1)).toBe(false);
    });
  });
}
