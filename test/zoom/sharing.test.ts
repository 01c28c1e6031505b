import { setTimeout as sleep } from 'node:timers/promises';
import { request } from 'undici';
import { expect, it } from 'vitest';
import type { Simulator, SimulatorOptions } from '../../src/simulator/simulator.ts';
import { credentialsOf, startRig } from '../rig/zoom-rig.ts';

const LIMIT = 20;
const CALLS = 70;

/** Calls of a run, as many at a time as it likes. */
async function runOf(rig: Awaited<ReturnType<typeof startRig>>): Promise<void> {
  const look = (user: string) => rig.call({ endpoint: 'getUser', user });
  await Promise.all(rig.simulator.users().map(({ email }) => look(email)));
}

async function startAccount(rateHeaders: NonNullable<SimulatorOptions['rateHeaders']>, perSecond = LIMIT) {
  const rig = await startRig({
    perSecond,
    simulator: { perSecond: { light: LIMIT }, latencyMs: [10, 30], rateHeaders },
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

const HEADERS = [false, 'per-second'] as const;

it.each(HEADERS)('has no call refused when it is alone (rate headers: %s)', async (rateHeaders) => {
  const account = await startAccount(rateHeaders);
  await runOf(account);
  expect([account.attempts.length, account.refused()]).toEqual([CALLS, 0]);
});

it.each(HEADERS)(
  'gives way to another app of the account: hardly a call is refused, and all get through (rate headers: %s)',
  async (rateHeaders) => {
    const account = await startAccount(rateHeaders);
    const end = new AbortController();
    const other = otherApp(account.simulator, end.signal);
    await runOf(account);
    end.abort();
    await other;
    expect(account.attempts.length - account.refused()).toBe(CALLS);
    expect(account.refused()).toBeLessThan(CALLS * (rateHeaders === 'per-second' ? 0.1 : 0.2));
  },
);

it('keeps to the limit that the account really has, once a refusal has named it', async () => {
  const account = await startAccount(true, LIMIT * 2);
  await runOf(account);
  expect(account.lowerLimits).toEqual([{ lane: 'light', perSecond: LIMIT }]);
  expect(account.refused()).toBeLessThanOrEqual(4);
});
