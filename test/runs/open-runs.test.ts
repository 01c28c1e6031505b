import { describe, expect, it } from 'vitest';
import type { Ledger } from '../../src/core/ledger.ts';
import type { Outcome } from '../../src/core/vocabulary.ts';
import {
  isUnfinished,
  newestUnfinished,
  runOverviews,
  unfinishedRunOfSameInput,
} from '../../src/runs/open-runs.ts';
import { finishedRow, NEW_ROW, NEW_RUN, openLedger } from '../support/ledger-rig.ts';

type Run = {
  readonly outcome: Outcome | 'pending';
  readonly awaitsInvitation?: boolean;
  readonly account?: string;
  /** It died before anything was sent; its row is pending. */
  readonly checking?: boolean;
};

/** A ledger with a run of one row for each of these, the first one the oldest. */
async function ledgerWith(...runs: readonly Run[]): Promise<Ledger> {
  const ledger = await openLedger();
  for (const [index, run] of runs.entries()) await record(ledger, `run ${index + 1}`, run);
  return ledger;
}

async function record(
  ledger: Ledger,
  id: string,
  { outcome, awaitsInvitation = false, account = 'acme', checking = false }: Run,
): Promise<void> {
  const held = await ledger.hold(account);
  if (!held) throw new Error(`somebody else holds ${account}`);
  const run = await held.insertRun({ ...NEW_RUN, id });
  const rows = held.rows(run);
  await rows.insert([NEW_ROW]);
  if (!checking) await held.beginRun(run);
  if (!checking && outcome !== 'pending') {
    await rows.finish(finishedRow({ outcome, awaitsInvitation }));
    const { counts } = run;
    const end = { status: 'completed', stop: undefined, finishedAt: 2, activeMs: 1, counts } as const;
    await held.endRun(run, { ...end, resumeAfter: undefined });
  }
  await held.release();
}

const overviews = async (...runs: readonly Run[]) => runOverviews(await ledgerWith(...runs));

describe('a run', () => {
  it.each<[Run, boolean]>([
    [{ outcome: 'pending', checking: true }, false],
    [{ outcome: 'pending' }, true],
    [{ outcome: 'deferred' }, true],
    [{ outcome: 'failed' }, true],
    [{ outcome: 'unknown' }, true],
    [{ outcome: 'created', awaitsInvitation: true }, true],
    [{ outcome: 'created' }, false],
    [{ outcome: 'rejected' }, false],
    [{ outcome: 'pending', account: 'simulated:run 1' }, false],
  ])('with %j has something left to do: %s', async (run, isLeft) => {
    expect((await overviews(run)).map(isUnfinished)).toEqual([isLeft]);
  });
});

describe('the run that is resumed without an id', () => {
  it.each<[string, readonly Run[], string | undefined]>([
    [
      'is the newest with rows left over',
      [{ outcome: 'pending' }, { outcome: 'deferred' }, { outcome: 'created' }],
      'run 2',
    ],
    [
      'is not one that only waits for invitations, when another has rows left over',
      [{ outcome: 'deferred' }, { outcome: 'created', awaitsInvitation: true }],
      'run 1',
    ],
    [
      'is the newest that waits for invitations, when no other is left',
      [
        { outcome: 'created', awaitsInvitation: true },
        { outcome: 'created', awaitsInvitation: true },
        { outcome: 'created' },
      ],
      'run 2',
    ],
    ['is none when all are done', [{ outcome: 'created' }], undefined],
    ['is none in an empty ledger', [], undefined],
  ])('%s', async (_, runs, id) => {
    expect(newestUnfinished(await overviews(...runs))?.record.id).toBe(id);
  });
});

describe('an unfinished run over the same bytes', () => {
  it.each<[string, readonly Run[], string, string | undefined]>([
    ['is the newest of the account', [{ outcome: 'deferred' }, { outcome: 'failed' }], 'acme', 'run 2'],
    ['is not one that is done', [{ outcome: 'deferred' }, { outcome: 'created' }], 'acme', 'run 1'],
    ['is not one of another account', [{ outcome: 'deferred' }], 'other', undefined],
  ])('%s', async (_, runs, account, id) => {
    const ledger = await ledgerWith(...runs);
    expect((await unfinishedRunOfSameInput(ledger, account, NEW_RUN.digest))?.id).toBe(id);
    expect(await unfinishedRunOfSameInput(ledger, account, 'other bytes')).toBeUndefined();
  });
});
