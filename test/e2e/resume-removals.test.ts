import { describe, expect, it } from 'vitest';
import { AT_ONCE, Rig, runArgs, until } from '../support/cli-rig.ts';

const HEADER = 'action,email,new_email,type,dept';
const OPTIONS = ['--yes', '--max-remove', '100%', '--concurrency', '1'];

/** Runs rows about Ann until a request of this method has come in, and kills the run over it. */
async function killedOver(method: string, kind: 'hang' | 'hang-after', rows: readonly string[]) {
  const rig = await Rig.open();
  rig.simulator.seed({ email: 'ann@example.com', id: 'ANN' });
  rig.simulator.fault({ kind, match: { method } });
  const run = rig.start(runArgs(rig.write('input.csv', [HEADER, ...rows]), ...OPTIONS));
  await until(() => rig.simulator.journal.some((entry) => entry.method === method), 'it is sent');
  run.child.kill('SIGKILL');
  await run.ended;
  return rig;
}

const KINDS = [
  ['took effect', 'hang-after'],
  ['did not', 'hang'],
] as const;

describe('resume after a kill', AT_ONCE, () => {
  it.each(KINDS)('settles a removal whose request %s before it makes the user anew', async (_what, kind) => {
    await using rig = await killedOver('DELETE', kind, [
      'delete,ann@example.com,,,',
      'update,ann@example.com,,,Sales',
      'ssoCreate,ann@example.com,,basic,',
      'update,ann@example.com,,,Legal',
    ]);
    expect((await rig.cli(['resume'])).code).toBe(0);
    expect(rig.cells(['line', 'outcome'])).toEqual(['2 deleted', '3 skipped', '4 created', '5 updated']);
    expect(rig.effects()).toEqual(['DELETE', 'POST', 'PATCH'].map((method) => `${method} ann@example.com`));
    expect(rig.simulator.removed().map(({ id }) => id)).toEqual(['ANN']);
    expect(rig.simulator.user('ann@example.com')?.fields.dept).toBe('Legal');
  });

  it.each(KINDS)('sends an update to the new address when the change to it %s', async (_what, kind) => {
    await using rig = await killedOver('PUT', kind, [
      'change_email,ann@example.com,lee@example.com,,',
      'update,ann@example.com,,,Sales',
    ]);
    expect((await rig.cli(['resume'])).code).toBe(0);
    expect(rig.cells(['outcome'])).toEqual(['email_changed', 'updated']);
    expect(rig.effects()).toEqual(['PUT ann@example.com', 'PATCH lee@example.com']);
    expect(rig.simulator.users()).toMatchObject([
      { id: 'ANN', email: 'lee@example.com', fields: { dept: 'Sales' } },
    ]);
  });

  it('knows the new address from a session before, and the addresses that the user had on the way', async () => {
    await using rig = await killedOver('PATCH', 'hang', [
      'change_email,ann@example.com,lee@example.com,,',
      'change_email,lee@example.com,poe@example.com,,',
      'update,ann@example.com,,,Sales',
      'update,lee@example.com,,,Legal',
      'ssoCreate,lee@example.com,,basic,',
      'update,lee@example.com,,,IT',
    ]);
    expect((await rig.cli(['resume'])).code).toBe(0);
    expect(rig.effects().slice(2)).toEqual([
      'PATCH poe@example.com',
      'PATCH poe@example.com',
      'POST lee@example.com',
      'PATCH lee@example.com',
    ]);
    expect(rig.simulator.user('ANN')).toMatchObject({ email: 'poe@example.com', fields: { dept: 'Legal' } });
    expect(rig.simulator.user('lee@example.com')?.fields.dept).toBe('IT');
  });

  it('knows a removal from a session before, and keeps later rows of its user back all the same', async () => {
    await using rig = await killedOver('PATCH', 'hang', [
      'disassociate,ann@example.com,,,',
      'ssoCreate,bob@example.com,,basic,',
      'update,bob@example.com,,,Sales',
      'update,ann@example.com,,,IT',
    ]);
    expect((await rig.cli(['resume'])).code).toBe(0);
    expect(rig.cells(['line', 'outcome', 'message'])).toEqual([
      '2 disassociated',
      '3 created',
      '4 updated sent again, since an answer was lost',
      '5 skipped line 2, an earlier row of the same user, took the user out of the account',
    ]);
    expect(rig.effects()).toEqual([
      'DELETE ann@example.com',
      'POST bob@example.com',
      'PATCH bob@example.com',
    ]);
  });

  it('is refused nothing that the run was allowed, and asks no consent again', async () => {
    await using rig = await killedOver('DELETE', 'hang', ['delete,ann@example.com,,,']);
    const end = await rig.cli(['resume']);
    expect([end.code, end.stderr.includes('no terminal')]).toEqual([0, false]);
    expect(rig.simulator.removed()).toHaveLength(1);
  });
});
