import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { Job } from '../../src/config/job.ts';
import { provision } from '../../src/runs/library.ts';
import { type SeedUser, Simulator } from '../../src/simulator/simulator.ts';
import { folderWith } from '../support/folder.ts';

async function runOver(rows: readonly string[], seeds: readonly SeedUser[], more: Partial<Job> = {}) {
  const simulator = await Simulator.start({ perSecond: { light: Infinity, medium: Infinity } });
  onTestFinished(() => simulator.close());
  for (const user of seeds) simulator.seed(user);
  const folder = folderWith({ 'people.csv': `${rows.join('\n')}\n` });
  const inFolder = (name: string) => path.join(folder, name);
  const job = {
    input: inFolder('people.csv'),
    state: inFolder('state'),
    out: inFolder('out'),
    yes: true,
  } as const;
  const results = await Array.fromAsync(
    provision({ ...job, skipUnchanged: true, ...more }, { environment: simulator.env }),
  );
  const outcomes = results.sort((one, other) => one.line - other.line).map(({ outcome }) => outcome);
  const sent = simulator.journal
    .filter(({ method }) => method !== 'GET')
    .map(({ method, user }) => `${method} ${user}`);
  return { outcomes, sent: sent.sort(), results };
}

const user = (name: string, more: Partial<SeedUser> = {}): SeedUser => ({
  email: `${name}@example.com`,
  fields: { dept: 'Sales' },
  ...more,
});

it('sends only what differs', async () => {
  const rows = [
    'action,email,dept',
    'update,ann@example.com,Sales',
    'update,ben@example.com,IT',
    'update,cy@example.com,Sales',
  ];
  const { outcomes, sent, results } = await runOver(rows, [user('ann'), user('ben'), user('cy')]);
  expect(outcomes).toEqual(['skipped', 'updated', 'skipped']);
  expect(sent).toEqual(['PATCH ben@example.com']);
  expect(results[0]?.reason).toEqual({ kind: 'unchanged', what: 'nothing' });
});

it('leaves out whoever is active or inactive already, who asks for no consent and counts for no guard', async () => {
  const rows = [
    'action,email',
    'deactivate,ann@example.com',
    'activate,ben@example.com',
    'deactivate,cy@example.com',
  ];
  const seeds = [user('ann', { status: 'inactive' }), user('ben'), user('cy')];
  const { outcomes, sent } = await runOver(rows, seeds, { maxDeactivate: 1 });
  expect(outcomes).toEqual(['skipped', 'skipped', 'deactivated']);
  expect(sent).toEqual(['PUT cy@example.com']);
});

it('sends what comes after a row that changes the same user, since that may fail', async () => {
  const rows = [
    'action,email,dept',
    'update,ann@example.com,IT',
    'update,ann@example.com,IT',
    'update,ann@example.com,Sales',
  ];
  const { outcomes, sent } = await runOver(rows, [user('ann')]);
  expect(outcomes).toEqual(['updated', 'updated', 'updated']);
  expect(sent).toHaveLength(3);
});

it('sends what nobody can compare, and what is to be done each time', async () => {
  const rows = [
    'action,email,about_me,password,type',
    'update,ann@example.com,Hello,,',
    'password,ann@example.com,,Secret-word-1,',
    'create,ben@example.com,,,basic',
  ];
  const { outcomes } = await runOver(rows, [user('ann'), user('ben')]);
  expect(outcomes, 'a create whose address is taken is told all the same').toEqual([
    'updated',
    'password_set',
    'exists',
  ]);
});

it('leaves out creates of whom the account has all already, where they may change who exists', async () => {
  const rows = [
    'action,email,type,dept',
    'create,ann@example.com,basic,Sales',
    'create,ben@example.com,basic,IT',
    'create,new@example.com,basic,',
  ];
  const { outcomes, sent } = await runOver(rows, [user('ann'), user('ben')], { onExists: 'update' });
  expect(outcomes).toEqual(['skipped', 'updated', 'created']);
  expect(sent).toEqual(['PATCH ben@example.com', 'POST ben@example.com', 'POST new@example.com']);
});

it('sends nothing at all when rows are invalid and that is not wanted', async () => {
  const rows = ['action,email,dept', 'update,ann@example.com,IT', 'update,not-an-address,IT'];
  const run = runOver(rows, [user('ann')], { onInvalid: 'fail' });
  await expect(run).rejects.toThrow('1 of 2 rows is wrong in the file');
});
