import { setTimeout as sleep } from 'node:timers/promises';
import { request } from 'undici';
import { describe, expect, it } from 'vitest';
import type { Simulator, SimulatorOptions } from '../../src/simulator/simulator.ts';
import { credentialsOf, type Rig, startRig } from '../support/zoom-rig.ts';

const LIMIT = 20;
const CALLS = 70;

/** Calls of a run, as many at a time as it likes. */
async function runOf(rig: Rig): Promise<void> {
  const look = (user: string) => rig.call({ endpoint: 'getUser', user });
  await Promise.all(rig.simulator.users().map(({ email }) => look(email)));
}

async function startAccount({
  perSecond = LIMIT,
  rateHeaders = true,
  latencyMs = [10, 30],
}: Pick<SimulatorOptions, 'rateHeaders' | 'latencyMs'> & { readonly perSecond?: number }) {
  const simulator = { perSecond: { light: LIMIT }, latencyMs, rateHeaders };
  const rig = await startRig({ perSecond, simulator });
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

/** Of the attempts before the first that was refused: whether the pace was below the limit. */
function gaveWayFirst({ attempts }: Pick<Rig, 'attempts'>): boolean {
  const first = attempts.findIndex(({ status }) => status === 429);
  const before = first === -1 ? attempts : attempts.slice(0, first);
  return before.some(({ pace }) => pace.allowed < pace.limit);
}

// Real time on a machine that may be busy: a stall of the whole process looks like a fault of the label.
describe('a run', { retry: 2 }, () => {
  it.each(HEADERS)(
    'that is alone has no call refused and is never slowed down, however long answers take (rate headers: %s)',
    async (rateHeaders) => {
      const account = await startAccount({ rateHeaders, latencyMs: [100, 500] });
      await runOf(account);
      expect([account.attempts.length, account.refused()]).toEqual([CALLS, 0]);
      expect(gaveWayFirst(account)).toBe(false);
    },
  );

  it.each(HEADERS)(
    'gives way to another app of the account: hardly a call is refused, and all get through (rate headers: %s)',
    async (rateHeaders) => {
      const account = await startAccount({ rateHeaders });
      const end = new AbortController();
      const other = otherApp(account.simulator, end.signal);
      await runOf(account);
      end.abort();
      await other;
      expect(account.attempts.length - account.refused()).toBe(CALLS);
      expect(account.refused()).toBeLessThan(CALLS * 0.2);
      expect(gaveWayFirst(account)).toBe(rateHeaders === 'per-second');
    },
  );

  it('keeps to the limit that the account really has, once refusals have named it', async () => {
    const account = await startAccount({ perSecond: LIMIT * 2, latencyMs: [100, 300] });
    await runOf(account);
    expect(account.lowerLimits).toEqual([{ label: 'light', perSecond: LIMIT }]);
    expect(account.attempts.at(-1)?.pace.limit).toBe(LIMIT);
    expect(account.refused()).toBeLessThan(CALLS * 0.2);
  });
});
