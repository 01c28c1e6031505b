import { hostname } from 'node:os';
import { describe, expect, it } from 'vitest';
import { type AccountLedger, AccountLost, type Ledger } from '../../../src/core/ledger.ts';
import type { RunRecord } from '../../../src/core/ledger-records.ts';
import { NO_COUNTS } from '../../../src/core/run-counts.ts';
import { AT, addRun, finishedRow, holdAccount, NEW_ROW, NEW_RUN } from '../../support/ledger-rig.ts';
import type { OpenLedger } from '../contract.ts';
import { KEPT } from './sample-rows.ts';

const DAY = '2026-11-22';

/** Every method that writes. */
const WRITES = {
  insertRun: (account) => addRun(account, { id: 'late' }),
  beginRun: (account, run) => account.beginRun(run),
  endRun: (account, run) =>
    account.endRun(run, {
      status: 'completed',
      stop: undefined,
      finishedAt: AT,
      activeMs: 1,
      counts: NO_COUNTS,
      resumeAfter: undefined,
    }),
  recordSession: (account, run) => account.recordSession(run, { seenAt: AT, activeMs: 1, counts: NO_COUNTS }),
  recordTimeline: (account, run) =>
    account.recordTimeline(run, { startedAt: AT, step: 1, points: {}, marks: [] }),
  deleteRun: (account, run) => account.deleteRun(run),
  'rows.insert': (account, run) => account.rows(run).insert([{ ...NEW_ROW, line: 3 }]),
  forgetKept: (account) => account.forgetKept(AT + 1000),
  'rows.start': (account, run) => account.rows(run).start(2, 1, AT),
  'rows.release': (account, run) => account.rows(run).release(2, 1),
  'rows.markCreated': (account, run) => account.rows(run).markCreated(2, 'id-a'),
  'rows.finish': (account, run) => account.rows(run).finish(finishedRow()),
  'quotas.take': ({ quotas }) => quotas.take(DAY, 'create', 9),
  'quotas.giveBack': ({ quotas }) => quotas.giveBack(DAY, 'create'),
  'quotas.close': ({ quotas }) => quotas.close(DAY, 'create'),
  'quotas.raise': ({ quotas }) => quotas.raise(DAY, 'create', 9),
  'invitations.add': ({ invitations }) => invitations.add(['b@x.org']),
  'invitations.remove': ({ invitations }) => invitations.remove(['a@x.org']),
} satisfies Record<string, (account: AccountLedger, run: RunRecord) => Promise<unknown>>;

/** All that is on record of a run and its account. */
async function onRecord(ledger: Ledger, held: AccountLedger, run: RunRecord) {
  const { account, invitations } = held;
  return {
    runs: await ledger.runs(),
    timelines: await ledger.timelines(run),
    results: await Array.fromAsync(ledger.results(run)),
    waiting: await held.rows(run).waitingAfter(0, 9),
    quota: await ledger.quotaDay(account, DAY, 'create'),
    invited: [await invitations.hasAny(['a@x.org']), await invitations.hasAny(['b@x.org'])],
  };
}

/** An account with something of everything on record. */
async function makeAccount(open: OpenLedger) {
  const ledger = await open();
  const account = await holdAccount(ledger);
  const run = await addRun(account);
  const rows = account.rows(run);
  await rows.insert([NEW_ROW, { ...NEW_ROW, line: 5 }]);
  await rows.finish(finishedRow({ line: 5, awaitsInvitation: true, kept: KEPT }));
  await account.quotas.take(DAY, 'create', 9);
  await account.invitations.add(['a@x.org']);
  return { ledger, account, run };
}

export function describeHolding(open: OpenLedger): void {
  describe('an account', () => {
    it('is held by one at a time, and by the next after it was released', async () => {
      const ledger = await open();
      const first = await holdAccount(ledger);
      expect(first.account).toBe('acme');
      expect(await ledger.hold('acme')).toBeUndefined();
      // The one that was refused must not have let go what it never had.
      expect(await ledger.hold('acme')).toBeUndefined();
      await first.release();
      const second = await holdAccount(ledger);
      expect(await second.quotas.take(DAY, 'create', 1)).toBe(true);
    });

    it('is held beside others', async () => {
      const ledger = await open();
      const names = ['acme', 'other', 'Acme', 'other/../account', ''];
      const held = await Promise.all(names.map((name) => holdAccount(ledger, name)));
      expect(held.map(({ account }) => account)).toEqual(names);
    });

    it('says who holds it, since when and at which run, until it is released', async () => {
      const ledger = await open();
      expect(await ledger.holder('acme')).toBeUndefined();
      const before = Date.now();
      const first = await holdAccount(ledger);
      const holder = await ledger.holder('acme');
      expect(holder).toEqual({
        pid: process.pid,
        host: hostname(),
        since: expect.toSatisfy((since: number) => since >= before && since <= Date.now()),
        runId: undefined,
      });
      const run = await addRun(first, { id: 'first' });
      expect(await ledger.holder('acme')).toEqual({ ...holder, runId: 'first' });
      await addRun(first, { id: 'second' });
      await first.beginRun(run);
      expect(await ledger.holder('acme')).toEqual({ ...holder, runId: 'first' });
      expect(await ledger.holder('other')).toBeUndefined();
      // Whoever looks takes nothing.
      expect(await ledger.hold('acme')).toBeUndefined();
      await first.release();
      expect(await ledger.holder('acme')).toBeUndefined();
      const second = await holdAccount(ledger);
      expect(await ledger.holder('acme')).toMatchObject({ pid: process.pid, runId: undefined });
      await second.release();
    });

    it('says who holds one that nobody else can know, too', async () => {
      const ledger = await open();
      const account = await ledger.hold('simulated', { exclusive: false });
      expect(await ledger.holder('simulated')).toMatchObject({ pid: process.pid });
      await account?.release();
      expect(await ledger.holder('simulated')).toBeUndefined();
    });

    it('may be released twice, which does nothing to the next one who holds it', async () => {
      const ledger = await open();
      const first = await holdAccount(ledger);
      await first.release();
      const second = await holdAccount(ledger);
      await first.release();
      expect(await ledger.hold('acme')).toBeUndefined();
      expect(await second.quotas.take(DAY, 'create', 1)).toBe(true);
    });

    it('that nobody else can know needs no lock', async () => {
      const ledger = await open();
      const account = await ledger.hold('simulated', { exclusive: false });
      expect((await account?.insertRun(NEW_RUN))?.account).toBe('simulated');
    });

    it.each(Object.entries(WRITES))('takes %s from whoever holds it', async (_name, write) => {
      const { ledger, account, run } = await makeAccount(open);
      const before = await onRecord(ledger, account, run);
      await write(account, run);
      expect(await onRecord(ledger, account, run)).not.toEqual(before);
    });

    it.each(Object.entries(WRITES))('takes no %s after its release', async (_name, write) => {
      const { ledger, account, run } = await makeAccount(open);
      const before = await onRecord(ledger, account, run);
      await account.release();
      await expect(write(account, run)).rejects.toThrow(new AccountLost('acme'));
      expect(await onRecord(ledger, account, run)).toEqual(before);
    });

    it.each(Object.entries(WRITES))(
      'takes no %s from one who has lost it to another',
      async (_name, write) => {
        const { ledger, account, run } = await makeAccount(open);
        const before = await onRecord(ledger, account, run);
        // Takes it whoever else holds it.
        const next = await ledger.hold('acme', { exclusive: false });
        await expect(write(account, run)).rejects.toThrow(new AccountLost('acme'));
        expect(await onRecord(ledger, account, run)).toEqual(before);
        await next?.beginRun(run);
        expect((await ledger.findRun(run.id))?.status).toBe('running');
      },
    );

    it('can still be read by one who has lost it', async () => {
      const { account, run } = await makeAccount(open);
      await account.release();
      expect((await account.rows(run).count()).rows).toBe(2);
      expect(await account.quotas.get(DAY, 'create')).toEqual({ used: 1, closed: false });
      expect(await account.invitations.hasAny(['a@x.org'])).toBe(true);
    });
  });
}
