import { describe, expect, it } from 'vitest';
import type { NewRow } from '../../src/core/ledger-records.ts';
import { firstFromInput, keptRows, rowsLeft } from '../../src/engine/kept-rows.ts';
import { makeEngine, task } from '../support/engine-rig.ts';
import { type Answer, OK } from '../support/fake-zoom.ts';
import { addRun, finishedRow, holdAccount } from '../support/ledger-rig.ts';
import { MemoryLedger } from '../support/memory-ledger.ts';

const SIGNAL = new AbortController().signal;

/** Rows of which those with a `kept` wait for an invitation; the others have an outcome, or none. */
async function rowsOf(
  ...given: (readonly [user: string, is: 'kept' | 'unkept' | 'open' | 'deferred' | 'done'])[]
) {
  const held = await holdAccount(new MemoryLedger());
  const rows = held.rows(await addRun(held));
  const news = given.map(([user], index): NewRow => ({ line: index + 2, action: 'update', user }));
  await rows.insert(news);
  for (const [index, [user, is]] of given.entries()) {
    const line = index + 2;
    const waits = is === 'kept' || is === 'unkept';
    const kept = is === 'kept' ? task(line, 'update', user, { fields: { dept: `${line}` } }) : undefined;
    const outcome = is === 'done' ? 'updated' : 'deferred';
    if (is !== 'open') await rows.finish(finishedRow({ line, outcome, awaitsInvitation: waits, kept }));
  }
  const lines = async () =>
    (await Array.fromAsync(keptRows(rows).rows(SIGNAL))).flatMap((batch) => batch.map(({ line }) => line));
  return { rows, lines };
}

describe('rows that the ledger keeps', () => {
  it('are those that wait for an invitation; only the input tells the others', async () => {
    const { rows, lines } = await rowsOf(
      ['a@x.org', 'done'],
      ['b@x.org', 'kept'],
      ['c@x.org', 'open'],
      ['d@x.org', 'unkept'],
      ['e@x.org', 'deferred'],
      ['f@x.org', 'kept'],
    );
    expect(await lines()).toEqual([3, 7]);
    expect(await rowsLeft(rows)).toEqual({ kept: 2, fromInput: 3 });
    expect(await firstFromInput(rows, 5)).toEqual([4, 5, 6]);
    expect(await firstFromInput(rows, 2)).toEqual([4, 5]);
  });

  it('do not overtake an earlier row of the same user that only the input tells', async () => {
    const { rows, lines } = await rowsOf(
      ['a@x.org', 'kept'],
      ['a@x.org', 'unkept'],
      ['A@x.org', 'kept'],
      ['b@x.org', 'kept'],
    );
    expect(await lines()).toEqual([2, 5]);
    expect(await rowsLeft(rows)).toEqual({ kept: 2, fromInput: 2 });
    expect(await firstFromInput(rows, 5)).toEqual([3, 4]);
  });

  it('are found however many there are', async () => {
    const { lines } = await rowsOf(
      ...Array.from({ length: 1001 }, (_, i) => [`u${i}@x.org`, 'kept'] as const),
    );
    expect((await lines()).length).toBe(1001);
  });
});

describe('what is kept of a row that waits', () => {
  const isPending = { value: true };
  const answer: Answer = (request) =>
    request.endpoint === 'getUser'
      ? { status: 200, body: { id: 'ID', email: 'a@x.org', status: isPending.value ? 'pending' : 'active' } }
      : OK(request);
  const password = { password: 'Hidden-123' };

  it.each([
    ['a create: its profile', 'create', { type: 1, dept: 'IT', pmi: 1 }, { dept: 'IT', pmi: 1 }],
    ['an update: all', 'update', { type: 1, dept: 'IT' }, { type: 1, dept: 'IT' }],
    ['an activate: all, which is nothing', 'activate', {}, {}],
    ['a password: nothing', 'password', password, undefined],
    ['an update with a host key: nothing', 'update', { dept: 'IT', host_key: 'Hidden-123' }, undefined],
    ['a create with a host key: nothing', 'create', { type: 1, host_key: 'Hidden-123' }, undefined],
  ] as const)('of %s', async (_what, action, fields, kept) => {
    isPending.value = true;
    const engine = await makeEngine({ tasks: [task(2, action, 'a@x.org', { fields })], answer });
    await engine.invitations.add(['a@x.org']);
    await engine.run();
    expect((await engine.rows.waitingAfter(0, 9)).map((row) => row.kept?.fields)).toEqual([kept]);
    expect(JSON.stringify(await engine.rows.waitingAfter(0, 9))).not.toContain('Hidden');
    isPending.value = false;
    await engine.session().run(keptRows(engine.rows));
    expect((await engine.rows.waitingAfter(0, 9)).length).toBe(kept ? 0 : 1);
  });
});
