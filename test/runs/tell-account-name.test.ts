import { expect, it, onTestFinished } from 'vitest';
import type { RunEvent } from '../../src/core/events.ts';
import { Stop } from '../../src/engine/stop.ts';
import { tellAccountName } from '../../src/runs/tell-account-name.ts';
import { Simulator, type SimulatorOptions } from '../../src/simulator/simulator.ts';

async function rigOf(options: SimulatorOptions = {}) {
  const simulator = await Simulator.start({ accountName: 'Acme', accountId: 'a-1', ...options });
  onTestFinished(() => simulator.close());
  const heard: RunEvent[] = [];
  const stop = new Stop();
  const tell = (readsName = true, simulate = false, longestMs?: number) => {
    const session = {
      settings: { timeout: 30, simulate, share: 1, body: 'json' },
      access: {
        credentials: {
          kind: 'serverToServer',
          accountId: 'a-1',
          clientId: 'simulated-client',
          clientSecret: 'simulated-secret',
          oauthUrl: simulator.oauthUrl,
        },
        account: 'a-1',
        apiUrl: simulator.apiUrl,
      },
      record: { plan: 'pro' },
      operator: { stop, readsName, listen: (event: RunEvent) => heard.push(event) },
    } as const;
    return tellAccountName(session, longestMs);
  };
  return { simulator, heard, stop, tell };
}

it("the account's name is asked for once, and told", async () => {
  const { simulator, heard, tell } = await rigOf();
  await tell();
  const notice = { kind: 'account', account: 'a-1', name: 'Acme', apiUrl: simulator.apiUrl };
  expect(heard).toEqual([{ type: 'notice', notice }]);
  expect(simulator.stats().byEndpoint).toEqual({ 'GET /accounts/me': 1 });
});

it('nobody is asked where nobody reads it, nor without the scope', async () => {
  const { simulator, heard, tell } = await rigOf({ scopes: ['user:write:admin'] });
  await tell(false);
  await tell(true, true);
  expect(simulator.stats().tokenRequests).toBe(0);
  await tell();
  expect([heard, simulator.stats().requests]).toEqual([[], 0]);
});

it.each([
  ['a refusal', { kind: 'status', status: 400, body: { code: 200, message: 'No permission.' } }],
  ['an error', { kind: 'status', status: 500, body: {} }],
  ['a broken connection', { kind: 'reset-before' }],
] as const)('%s stops nothing', async (_what, fault) => {
  const { simulator, heard, tell } = await rigOf();
  simulator.fault(fault);
  await tell();
  expect([heard, simulator.stats().requests]).toEqual([[], 1]);
});

it('an answer that does not come is not waited for when the run stops', async () => {
  const { simulator, heard, stop, tell } = await rigOf();
  simulator.fault({ kind: 'hang' });
  const told = tell();
  await expect.poll(() => simulator.stats().requests).toBe(1);
  stop.stop({ kind: 'signal', signal: 'SIGINT' });
  await told;
  expect(heard).toEqual([]);
});

it('an answer that does not come is not waited for long', async () => {
  const { simulator, heard, tell } = await rigOf();
  simulator.fault({ kind: 'hang' });
  await tell(true, false, 200);
  expect(heard).toEqual([]);
});
