import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { startRig } from '../support/simulator-rig.ts';

const isUp = (url: string) =>
  fetch(url, { method: 'POST' }).then(
    () => true,
    () => false,
  );

async function untilUp(url: string): Promise<void> {
  while (!(await isUp(url))) await delay(20);
}

it('is an outage while nobody answers, and the same account answers afterwards', async () => {
  const { simulator, create } = await startRig();
  await create('ann@example.com');
  simulator.goDown(300);
  expect([await isUp(simulator.oauthUrl), await isUp(simulator.apiUrl)]).toEqual([false, false]);
  simulator.goDown(60_000);
  await untilUp(simulator.oauthUrl);
  expect(simulator.user('ann@example.com')).toBeDefined();
  expect((await create('bob@example.com')).status).toBe(201);
});

it('can be ordered as a fault, which tears down the call that it befalls', async () => {
  const { simulator, create } = await startRig();
  simulator.fault({ kind: 'outage', outageMs: 100 });
  await expect(create('ann@example.com')).rejects.toThrow();
  await untilUp(simulator.oauthUrl);
  expect(simulator.user('ann@example.com')).toBeUndefined();
});

it('can be ordered over HTTP', async () => {
  const { simulator } = await startRig();
  const { origin } = new URL(simulator.apiUrl);
  const order = async (query: string, method = 'POST') => {
    const response = await fetch(`${origin}/simulator/outage${query}`, { method });
    return [response.status, await response.json()];
  };
  const help = { message: 'Write POST /simulator/outage?seconds=15: nobody answers for so long.' };
  for (const query of ['', '?seconds=0', '?seconds=soon']) expect(await order(query)).toEqual([400, help]);
  expect(await order('?seconds=1', 'GET')).toEqual([400, help]);
  expect(await order('?seconds=0.2')).toEqual([200, { seconds: 0.2 }]);
  while (await isUp(simulator.oauthUrl)) await delay(10);
  await untilUp(simulator.oauthUrl);
});

it('ends with the simulator', async () => {
  const { simulator } = await startRig();
  simulator.goDown(50);
  await simulator.close();
  await delay(120);
  expect(await isUp(simulator.oauthUrl)).toBe(false);
});

it('can be one of some calls for a time, with a fault that ends by itself', async () => {
  let now = Date.UTC(2026, 10, 22);
  const { simulator, create } = await startRig({ now: () => now });
  simulator.fault({ kind: 'status', status: 503, times: Number.POSITIVE_INFINITY, forMs: 1_000 });
  const statuses: number[] = [];
  for (const later of [0, 999, 1]) {
    now += later;
    statuses.push((await create(`u${now}@example.com`)).status);
  }
  expect(statuses).toEqual([503, 503, 201]);
});
