import { describe, expect, it } from 'vitest';
import { AT_ONCE, Rig } from '../support/cli-rig.ts';

describe('who is meant', AT_ONCE, () => {
  it('is nobody where an address and an id are two users: nothing is sent, both are named, exit 1', async () => {
    await using rig = await Rig.open();
    rig.simulator.seed({ email: 'ann@example.com', id: 'ANN' });
    rig.simulator.seed({ email: 'ceo@board.example.com', id: 'CEO' });
    const input = rig.write('input.csv', [
      'action,email,user_id,dept,password',
      'deactivate,ann@example.com,CEO,,',
      'update,new.address@example.com,ANN,Sales,',
      'password,ceo@board.example.com,ANN,,Granite-Pillow-92',
      'update,Ann@Example.com,ANN,Legal,',
    ]);
    const end = await rig.run(input, '--protect', '*@nobody.example.com', '--yes', '--concurrency', '1');
    expect(end.code).toBe(1);
    expect(rig.cells(['line', 'outcome', 'http_status', 'attempts'])).toEqual([
      '2 rejected  1',
      '3 rejected  1',
      '4 skipped  0',
      '5 skipped  0',
    ]);
    expect(rig.results()[0]?.message).toContain(
      'ann@example.com and the id CEO, which is ceo@board.example.com',
    );
    expect(rig.effects()).toEqual([]);
  });

  it('is one user where the account says so', async () => {
    await using rig = await Rig.open();
    rig.simulator.seed({ email: 'ann@example.com', id: 'ANN' });
    const input = rig.write('input.csv', [
      'action,email,user_id,dept',
      'update,Ann@Example.com,ANN,Legal',
      'deactivate,ann@example.com,ANN,',
    ]);
    expect((await rig.run(input, '--yes')).code).toBe(0);
    expect(rig.effects()).toEqual(['PATCH ANN', 'PUT ANN']);
  });
});

describe('a licence', AT_ONCE, () => {
  it('is lost by nobody through a default, in updates and in creates of who exists', async () => {
    await using rig = await Rig.open();
    rig.simulator.seed({ email: 'boss@example.com', type: 2 });
    rig.simulator.seed({ email: 'lead@example.com', type: 2 });
    const input = rig.write('input.csv', [
      'action,email,dept,type',
      'update,boss@example.com,Finance,',
      'ssoCreate,lead@example.com,Finance,',
      'ssoCreate,new@example.com,Finance,',
    ]);
    const end = await rig.run(input, '--default', 'type=basic', '--on-exists', 'update');
    expect(end.code).toBe(0);
    const users = ['boss', 'lead', 'new'].map((name) => rig.simulator.user(`${name}@example.com`));
    expect(users).toMatchObject([
      { type: 2, fields: { dept: 'Finance' } },
      { type: 2, fields: { dept: 'Finance' } },
      { type: 1, fields: { dept: 'Finance' } },
    ]);
  });

  it('may be taken by the cells of a create of who exists, but not unasked', async () => {
    await using rig = await Rig.open();
    rig.simulator.seed({ email: 'lead@example.com', type: 2 });
    const input = rig.write('input.csv', ['action,email,type', 'ssoCreate,lead@example.com,basic']);
    const preview = await rig.cli(['preview', input, '--on-exists', 'update', '--out', 'preview']);
    expect(preview.stdout).toMatch(/^Consent +1 possible downgrade: a run asks first, or takes --yes$/m);
    const refused = await rig.run(input, '--on-exists', 'update');
    expect(refused.code).toBe(6);
    expect(refused.stderr.replaceAll(/\s+/g, ' ')).toContain(
      'sets a lower type for 1 user if they exist already',
    );
    expect(rig.simulator.stats().requests).toBe(0);
    expect((await rig.run(input, '--on-exists', 'update', '--yes')).code).toBe(0);
    expect(rig.simulator.user('lead@example.com')?.type).toBe(1);
  });
});

describe('a rehire', AT_ONCE, () => {
  it('is switched on by --on-exists reactivate; after update the report says that the user is not', async () => {
    await using rig = await Rig.open();
    rig.simulator.seed({ email: 'ann@example.com', status: 'inactive' });
    const input = rig.write('input.csv', ['action,email,type,dept', 'ssoCreate,ann@example.com,licensed,IT']);
    expect((await rig.run(input, '--on-exists', 'update')).code).toBe(0);
    expect(rig.results()[0]?.message).toContain('the user is inactive and still cannot sign in');
    expect(rig.simulator.user('ann@example.com')?.status).toBe('inactive');
    expect((await rig.run(input, '--on-exists', 'reactivate', '--out', 'out')).code).toBe(0);
    expect(rig.results()[0]?.message).toBe('existed already and was inactive: activated and updated');
    expect(rig.simulator.user('ann@example.com')).toMatchObject({ status: 'active', type: 2 });
  });
});

describe('somebody whose invitation is open, whoever sent it,', AT_ONCE, () => {
  it('is not said to be changed: what Zoom would ignore waits, and a leaver is told apart', async () => {
    await using rig = await Rig.open();
    rig.simulator.seed({ email: 'pen@example.com', status: 'pending' });
    rig.simulator.seed({ email: 'leaver@example.com', status: 'pending' });
    const input = rig.write('input.csv', [
      'action,email,dept,group_id',
      'update,Pen@example.com,Sales,G1',
      'deactivate,leaver@example.com,,',
    ]);
    expect((await rig.run(input, '--yes')).code).toBe(1);
    expect(rig.cells(['line', 'outcome'])).toEqual(['2 deferred', '3 rejected']);
    expect(rig.results()[1]?.message).toContain('use the action disassociate');
    expect(rig.simulator.user('pen@example.com')?.fields).toMatchObject({ group_ids: ['G1'] });

    rig.simulator.acceptInvitation('pen@example.com');
    expect((await rig.cli(['resume'])).code).toBe(1);
    expect(rig.cells(['line', 'outcome'])).toEqual(['2 updated', '3 rejected']);
    expect(rig.simulator.user('pen@example.com')?.fields).toMatchObject({ dept: 'Sales', group_ids: ['G1'] });
  });

  it('cannot be known where the app may not list users, and one line says what is not checked', async () => {
    await using rig = await Rig.open({ scopes: ['user:update:user:admin'] });
    rig.simulator.seed({ email: 'pen@example.com', status: 'pending' });
    const input = rig.write('input.csv', ['action,email,dept', 'update,pen@example.com,Sales']);
    const end = await rig.run(input);
    expect(end.code).toBe(0);
    const said = end.stderr.replaceAll(/\s+/g, ' ');
    expect(said.split('Not checked: ').length).toBe(2);
    expect(said).toContain('the app lacks the scope user:read:list_users:admin');
  });
});
