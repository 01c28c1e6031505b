import { setTimeout as sleep } from 'node:timers/promises';
import { request } from 'undici';
import { expect, it } from 'vitest';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { credentialsOf, startRig } from '../rig/zoom-rig.ts';

const LIMIT = 20;
const CALLS = 70;

/** Calls of a run, as many at a time as it likes. */
async function runOf(rig: Awaited<ReturnType<typeof startRig>>): Promise<void> {
  const look = (user: string) => rig.call({ endpoint: 'getUser', user });
  await Promise.all(rig.simulator.users().map(({ email }) => look(email)));
}

async function startAccount() {
  const rig = await startRig({
    perSecond: LIMIT,
    simulator: { perSecond: { light: LIMIT }, latencyMs: [10, 30] },
  });
  for (let i = 0; i < CALLS; i++) rig.simulator.seed({ email: `user${i}@x.example` });
  return { ...rig, refused: () => rig.attempts.filter(({ status }) => status === 429).length };
}

/** Takes half of the account's calls until it is told to end, whatever the answers are. */
async function otherApp(simulator: Simulator, end: AbortSignal): Promise<void> {
  const { clientId, clientSecret, accountId, oauthUrl } = credentialsOf(simulator);
  const app = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
  const signIn = await request(oauthUrl, {
    method: 'POST',
    headers: { authorization: `Basic ${app}`, 'content-type': 'application/x-www-form-urlencoded' },
    body: `grant_type=account_credentials&account_id=${accountId}`,
  });
  const { access_token: token } = (await signIn.body.json()) as { access_token: string };
  while (!end.aborted) {
    const { body } = await request(`${simulator.apiUrl}/users/nobody@x.example`, {
      headers: { authorization: `Bearer ${token}` },
    });
    await body.dump();
    await sleep(2000 / LIMIT);
  }
}

it('has no call refused when it is alone', async () => {
  const account = await startAccount();
  await runOf(account);
  expect([account.attempts.length, account.refused()]).toEqual([CALLS, 0]);
});

it('gives way to another app of the account: hardly a call is refused, and all of them get through', async () => {
  const account = await startAccount();
  const end = new AbortController();
  const other = otherApp(account.simulator, end.signal);
  await runOf(account);
  end.abort();
  await other;
  expect(account.attempts.length - account.refused()).toBe(CALLS);
  expect(account.refused()).toBeLessThan(CALLS * 0.2);
});
