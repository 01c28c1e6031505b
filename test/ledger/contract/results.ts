import { describe, expect, it } from 'vitest';
import type { RowLedger } from '../../../src/core/ledger.ts';
import type { Reason, Warning } from '../../../src/core/reason.ts';
import { NO_COUNTS } from '../../../src/core/run-counts.ts';
import type { StopReason } from '../../../src/core/stop-reason.ts';
import { AT, finishedRow, NEW_ROW } from '../../support/ledger-rig.ts';
import type { OpenLedger } from '../contract.ts';
import { makeRows, NOT_REACHED, newRows } from './sample-rows.ts';

const ISO = '2026-11-22T21:00:00.000Z';
const STOP: StopReason = { kind: 'signal', signal: 'SIGTERM' };
const REFUSED: Reason = { kind: 'refused', message: 'no' };

const IN_FULL = {
  ...NOT_REACHED,
  outcome: 'rejected',
  httpStatus: 400,
  zoomCode: 300,
  reason: REFUSED,
  attempts: 2,
  userId: 'id-a',
  trackingId: 'v=2.0;x',
  startedAt: ISO,
  finishedAt: '2026-11-22T21:00:00.250Z',
};

export function describeResults(open: OpenLedger): void {
  describe('the result of a row', () => {
    it('is not reached when nothing was done about it', async () => {
      const { resultOf } = await makeRows(open, NEW_ROW);
      expect(await resultOf()).toEqual(NOT_REACHED);
    });

    it('is its last word, when it was put on record with that', async () => {
      const reason: Reason = { kind: 'protected', pattern: '*@x.org' };
      const { resultOf } = await makeRows(open, { ...NEW_ROW, outcome: 'skipped', reason });
      expect(await resultOf()).toEqual({ ...NOT_REACHED, outcome: 'skipped', reason });
    });

    it('is interrupted while its request is under way', async () => {
      const { rows, resultOf } = await makeRows(open, NEW_ROW);
      await rows.start(2, 1, AT);
      const interrupted = {
        outcome: 'unknown',
        reason: { kind: 'interrupted' },
        attempts: 1,
        startedAt: ISO,
      };
      expect(await resultOf()).toEqual({ ...NOT_REACHED, ...interrupted });
    });

    it('says that an attempt was refused when the row is pending again', async () => {
      const { rows, resultOf } = await makeRows(open, NEW_ROW);
      await rows.start(2, 1, AT);
      await rows.release(2, 3);
      const reason = { kind: 'notReached', stop: undefined, after: 'refused' };
      expect(await resultOf()).toEqual({ ...NOT_REACHED, reason, attempts: 3, startedAt: ISO });
    });

    it('says that the first call made the user when the second was not sent', async () => {
      const { rows, resultOf } = await makeRows(open, NEW_ROW);
      await rows.start(2, 1, AT);
      await rows.markCreated(2, 'id-a');
      await rows.release(2, 1);
      const reason = { kind: 'notReached', stop: undefined, after: 'created' };
      expect(await resultOf()).toEqual({
        ...NOT_REACHED,
        reason,
        attempts: 1,
        userId: 'id-a',
        startedAt: ISO,
      });
    });

    it('is all that the report says when the row is done', async () => {
      const { rows, resultOf } = await makeRows(open, NEW_ROW);
      await rows.finish(
        finishedRow({ outcome: 'rejected', httpStatus: 400, zoomCode: 300, reason: REFUSED }),
      );
      expect(await resultOf()).toEqual(IN_FULL);
    });

    it('has the warnings in order, and whether a part of the row waits', async () => {
      const { rows, resultOf } = await makeRows(open, NEW_ROW);
      const warnings: Warning[] = [{ column: 'dept', message: 'is long' }, { message: 'is odd – "ü"' }];
      const reason: Reason = { kind: 'awaitsInvitation', what: 'profile', settled: true };
      await rows.finish(finishedRow({ reason, warnings, awaitsInvitation: true }));
      expect(await resultOf()).toMatchObject({
        outcome: 'created',
        reason,
        warnings,
        awaitsInvitation: true,
      });
    });

    it.each<Reason>([
      { kind: 'afterCreate', reason: { kind: 'couldNotAsk', lost: 'time-out', message: 'time-out' } },
      { kind: 'earlierRow', line: 2, outcome: 'deferred', awaitsInvitation: true },
      { kind: 'notReached', stop: { kind: 'breaker', rows: 5, action: 'create', message: 'no' } },
    ])('gives the reason $kind as it was recorded', async (reason) => {
      const { rows, resultOf } = await makeRows(open, NEW_ROW);
      await rows.finish(finishedRow({ outcome: 'failed', reason }));
      expect((await resultOf())?.reason).toEqual(reason);
    });

    it('shows nothing of an earlier answer once the row is under way again', async () => {
      const { rows, resultOf } = await makeRows(open, NEW_ROW);
      const warnings: Warning[] = [{ message: 'odd' }];
      await rows.finish(
        finishedRow({ outcome: 'deferred', httpStatus: 429, zoomCode: 429, reason: REFUSED, warnings }),
      );
      await rows.start(2, 3, AT + 1);
      const none = { httpStatus: undefined, zoomCode: undefined, warnings: [], finishedAt: '' };
      expect(await resultOf()).toMatchObject({
        ...none,
        outcome: 'unknown',
        reason: { kind: 'interrupted' },
      });
      await rows.release(2, 3);
      expect(await resultOf()).toMatchObject({
        ...none,
        outcome: 'not_attempted',
        reason: { kind: 'notReached' },
      });
    });
  });

  describe('the results of a run', () => {
    it('say why the run ended where it did not reach a row', async () => {
      const { account, ledger, rows, run, results } = await makeRows(open, ...newRows(3));
      await rows.start(2, 1, AT);
      await rows.release(2, 1);
      await rows.start(3, 1, AT);
      await account.endRun(run, {
        status: 'interrupted',
        stop: STOP,
        finishedAt: AT,
        activeMs: 1,
        counts: NO_COUNTS,
        resumeAfter: undefined,
      });
      const ended = await ledger.findRun(run.id);
      expect((await results(ended)).map(({ reason }) => reason)).toEqual([
        { kind: 'notReached', stop: STOP, after: 'refused' },
        { kind: 'interrupted' },
        { kind: 'notReached', stop: STOP },
      ]);
    });

    it('come in the order of the input', async () => {
      const { rows, results } = await makeRows(open, ...[5, 3, 2, 11].map((line) => ({ ...NEW_ROW, line })));
      await rows.finish(finishedRow({ line: 5 }));
      await rows.start(3, 1, AT);
      expect((await results()).map(({ line, outcome }) => [line, outcome])).toEqual([
        [2, 'not_attempted'],
        [3, 'unknown'],
        [5, 'created'],
        [11, 'not_attempted'],
      ]);
    });

    it('come some at a time, however many there are, each once', async () => {
      const { ledger, run } = await makeRows(open, ...newRows(1_500));
      const batches = await Array.fromAsync(ledger.results(run));
      expect(batches.filter(({ length }) => length === 0 || length > 1_000)).toEqual([]);
      expect(batches.flat().map(({ line }) => line)).toEqual(newRows(1_500).map(({ line }) => line));
    });

    it('can be read while rows are written, and be left before their end', async () => {
      const { ledger, rows, run } = await makeRows(open, ...newRows(1_500));
      for await (const batch of ledger.results(run)) await finishAll(rows, batch.slice(0, 2));
      for await (const _ of ledger.results(run)) break;
      await rows.finish(finishedRow({ line: 1_501, outcome: 'rejected' }));
      expect((await ledger.count(run)).rows).toBe(1_500);
    });

    it('are none of a run without rows', async () => {
      expect(await (await makeRows(open)).results()).toEqual([]);
    });
  });
}

async function finishAll(rows: RowLedger, which: readonly { readonly line: number }[]): Promise<void> {
  for (const { line } of which) await rows.finish(finishedRow({ line }));
}
