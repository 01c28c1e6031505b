import { describe, expect, it } from 'vitest';
import type { RunEnd } from '../../../src/core/ledger-records.ts';
import { NO_COUNTS } from '../../../src/core/run-counts.ts';
import { addRun, holdAccount, NEW_ROW, NEW_RUN } from '../../support/ledger-rig.ts';
import type { OpenLedger } from '../contract.ts';

const LIGHT = { calls: 10, limit: 80, sendingMs: 1_000, slowedMs: 200, pausedMs: 100 };
const MEDIUM = { calls: 3, limit: 60, sendingMs: 50, slowedMs: 0, pausedMs: 0 };

const END: RunEnd = {
  status: 'deferred',
  stop: { kind: 'missingScope', scope: 'user:write', message: 'no' },
  finishedAt: 2_000,
  activeMs: 1_500.4,
  counts: { requests: 10, retries: 4, perSecond: 3, daily: 2, concurrent: 1, limiters: { light: LIGHT } },
  resumeAfter: 86_400_000,
};

export function describeRuns(open: OpenLedger): void {
  describe('a run on record', () => {
    it('is checking at first, with all that it was asked to do', async () => {
      const ledger = await open();
      const record = await addRun(await holdAccount(ledger));
      expect(record).toEqual({
        ...NEW_RUN,
        account: 'acme',
        number: 1,
        status: 'checking',
        stop: undefined,
        finishedAt: undefined,
        seenAt: undefined,
        activeMs: 0,
        counts: NO_COUNTS,
        resumeAfter: undefined,
      });
      expect(await ledger.findRun(NEW_RUN.id)).toEqual(record);
      expect(await ledger.findRun('another')).toBeUndefined();
    });

    it.each([
      [false, 'grain'],
      [true, undefined],
    ])('keeps its salt until nothing is left to do (%s)', async (isSettled, salt) => {
      const ledger = await open();
      const account = await holdAccount(ledger);
      const record = await addRun(account, { salt: 'grain' });
      expect(record.salt).toBe('grain');
      await account.endRun(record, { ...END, isSettled });
      expect((await ledger.findRun(record.id))?.salt).toBe(salt);
    });

    it('is running once it has begun, and no other is', async () => {
      const ledger = await open();
      const account = await holdAccount(ledger);
      const record = await addRun(account);
      const other = await addRun(account, { id: 'other' });
      await account.beginRun(record);
      expect(await ledger.runs()).toEqual([other, { ...record, status: 'running' }]);
    });

    it('cannot be put on record twice, whatever the account', async () => {
      const ledger = await open();
      const record = await addRun(await holdAccount(ledger));
      await expect(addRun(await holdAccount(ledger, 'other'))).rejects.toThrow();
      expect(await ledger.runs()).toEqual([record]);
    });

    it('keeps how it ended', async () => {
      const ledger = await open();
      const account = await holdAccount(ledger);
      const record = await addRun(account);
      const other = await addRun(account, { id: 'other' });
      await account.endRun(record, END);
      expect(await ledger.runs()).toEqual([other, { ...record, ...END, activeMs: 1_500 }]);
    });

    it('adds the counts and times of its sessions up, and keeps how the last one ended', async () => {
      const ledger = await open();
      const account = await holdAccount(ledger);
      const record = await addRun(account);
      await account.endRun(record, END);
      const counts = { ...END.counts, limiters: { light: { ...LIGHT, limit: 40 }, medium: MEDIUM } };
      const last = {
        status: 'completed',
        stop: undefined,
        finishedAt: 9_000,
        resumeAfter: undefined,
      } as const;
      await account.endRun(record, { ...END, ...last, counts });
      expect(await ledger.findRun(record.id)).toEqual({
        ...record,
        ...last,
        activeMs: 3_000,
        counts: {
          ...{ requests: 20, retries: 8, perSecond: 6, daily: 4, concurrent: 2 },
          limiters: {
            light: { calls: 20, limit: 40, sendingMs: 2_000, slowedMs: 400, pausedMs: 200 },
            medium: MEDIUM,
          },
        },
      });
    });

    const SO_FAR = {
      seenAt: 1_700,
      activeMs: 400.4,
      counts: { ...NO_COUNTS, requests: 6, retries: 1, limiters: { medium: MEDIUM } },
    };

    it('has what its session has counted so far, and no other has', async () => {
      const ledger = await open();
      const account = await holdAccount(ledger);
      const record = await addRun(account);
      const other = await addRun(account, { id: 'other' });
      await account.beginRun(record);
      await account.recordSession(record, { ...SO_FAR, seenAt: 1_600, counts: NO_COUNTS });
      await account.recordSession(record, SO_FAR);
      const known = { ...record, ...SO_FAR, status: 'running', activeMs: 400 };
      expect(await ledger.findRun(record.id)).toEqual(known);
      expect(await ledger.runs()).toEqual([other, known]);
    });

    it('counts a session that ends once, whatever was counted on the way', async () => {
      const ledger = await open();
      const account = await holdAccount(ledger);
      const record = await addRun(account);
      await account.beginRun(record);
      await account.recordSession(record, SO_FAR);
      await account.endRun(record, END);
      expect(await ledger.findRun(record.id)).toEqual({ ...record, ...END, activeMs: 1_500 });
    });

    it('adds what a session counted that died to the next one, and forgets how those before ended', async () => {
      const ledger = await open();
      const account = await holdAccount(ledger);
      const record = await addRun(account);
      await account.endRun(record, END);
      await account.beginRun(record);
      await account.recordSession(record, SO_FAR);
      await account.beginRun(record);
      const sum = {
        activeMs: 1_900,
        counts: { ...END.counts, requests: 16, retries: 5, limiters: { light: LIGHT, medium: MEDIUM } },
      };
      const { resumeAfter } = END;
      expect(await ledger.findRun(record.id)).toEqual({ ...record, ...sum, resumeAfter, status: 'running' });
      await account.recordSession(record, {
        ...SO_FAR,
        activeMs: 100,
        counts: { ...NO_COUNTS, requests: 1 },
      });
      expect(await ledger.findRun(record.id)).toMatchObject({ activeMs: 2_000, counts: { requests: 17 } });
    });

    it('is on record no more when it never began', async () => {
      const ledger = await open();
      const account = await holdAccount(ledger);
      const run = await addRun(account);
      await account.rows(run).insert([NEW_ROW]);
      await account.deleteUnbegun(run);
      expect([await ledger.runs(), await ledger.findRun(run.id)]).toEqual([[], undefined]);
    });

    it('goes with all its rows when it is forgotten', async () => {
      const ledger = await open();
      const account = await holdAccount(ledger);
      const [record, other] = [await addRun(account), await addRun(account, { id: 'other' })];
      for (const run of [record, other]) await account.rows(run).insert([NEW_ROW]);
      await account.deleteRun(record);
      expect(await ledger.runs()).toEqual([other]);
      const left = [await ledger.count(record), await ledger.count(other)];
      expect(left.map(({ rows }) => rows)).toEqual([0, 1]);
      expect(await Array.fromAsync(ledger.results(record))).toEqual([]);
    });
  });

  it('lists the runs of all accounts, newest first', async () => {
    const ledger = await open();
    const [acme, other] = [await holdAccount(ledger), await holdAccount(ledger, 'other')];
    await addRun(acme, { id: 'first' });
    await addRun(other, { id: 'second', startedAt: 1 });
    await addRun(acme, { id: 'third' });
    expect((await ledger.runs()).map(({ id, account }) => [id, account])).toEqual([
      ['third', 'acme'],
      ['second', 'other'],
      ['first', 'acme'],
    ]);
  });
}
