import { expect, it, onTestFinished } from 'vitest';
import { isSimulatedAccount } from '../../src/core/simulated-account.ts';
import type { Task } from '../../src/core/task.ts';
import { openSimulatedAccount } from '../../src/runs/simulated-account.ts';
import { sourceOf, task, taskRow } from '../support/engine-rig.ts';

async function open(tasks: readonly Task[]) {
  const account = await openSimulatedAccount(sourceOf(tasks.map(taskRow)), 'pro', 'run-1');
  onTestFinished(() => account.close());
  const { access, source } = account;
  const { signal } = new AbortController();
  const read = async () => (await Array.fromAsync(source.rows(signal))).flat().map(({ line }) => line);
  const lines = await read();

  async function statusOf(user: string): Promise<unknown> {
    if (access.credentials.kind !== 'serverToServer') throw new Error('a Server-to-Server app');
    const { clientId, clientSecret, accountId, oauthUrl } = access.credentials;
    const signIn = await fetch(oauthUrl, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}` },
      body: new URLSearchParams({ grant_type: 'account_credentials', account_id: accountId }),
    });
    const { access_token: token } = (await signIn.json()) as { access_token: string };
    const response = await fetch(`${access.apiUrl}/users/${encodeURIComponent(user)}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const { status } = (await response.json()) as { status?: unknown };
    return response.ok ? status : response.status;
  }
  return { account, read, lines, statusOf };
}

it('already has the users whom the input changes, in the state from which they are changed, and no others', async () => {
  const { account, read, lines, statusOf } = await open([
    task(2, 'create', 'new@x.org'),
    task(3, 'update', 'new@x.org'),
    task(4, 'update', 'A@x.org'),
    task(5, 'deactivate', 'a@x.org'),
    task(6, 'activate', 'b@x.org'),
    task(7, 'password', 'id-only'),
  ]);
  expect(lines).toEqual([2, 3, 4, 5, 6, 7]);
  expect(account.seeded()).toBe(3);
  expect(await Promise.all(['new@x.org', 'a@x.org', 'b@x.org', 'id-only'].map(statusOf))).toEqual([
    404,
    'active',
    'inactive',
    'active',
  ]);
  // The second pass finds the account as it is.
  expect(await read()).toEqual(lines);
  expect(account.seeded()).toBe(3);
});

it.each([
  ['both first', [task(2, 'update', 'a@x.org', { userId: 'id-a' }), task(3, 'deactivate', 'id-a')]],
  ['both last', [task(2, 'update', 'id-a'), task(3, 'deactivate', 'a@x.org', { userId: 'id-a' })]],
])('takes an address and an id that stand in one row for one user: %s', async (_, tasks) => {
  const { account, statusOf } = await open(tasks);
  expect(account.seeded()).toBe(1);
  expect(await statusOf('id-a')).toBe('active');
});

it('is known by its name in the ledger, one for each run', async () => {
  const { account } = await open([]);
  expect(account.access.account).toBe('simulated:run-1');
  expect([account.access.account, 'acme', ''].map(isSimulatedAccount)).toEqual([true, false, false]);
});
