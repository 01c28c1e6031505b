import { describe, expect, it } from 'vitest';
import { AT_ONCE, manyRows, Rig, runArgs } from '../support/cli-rig.ts';

describe('exit 4', AT_ONCE, () => {
  it('when the client secret is wrong: one try to sign in, no request, no row lost', async () => {
    await using rig = await Rig.open();
    const args = runArgs(rig.write('input.csv', manyRows(3)), '--json');
    const end = await rig.cli(args, { env: { ...rig.simulator.env, ZOOM_CLIENT_SECRET: 'not-the-secret' } });
    expect(end.code).toBe(4);
    expect(end.stderr).toContain('Zoom refused the sign-in: Invalid client_id or client_secret (HTTP 401)');
    expect(end.stderr).toContain('Check ZOOM_ACCOUNT_ID, ZOOM_CLIENT_ID and ZOOM_CLIENT_SECRET');
    expect(rig.simulator.stats()).toMatchObject({ requests: 0, tokenRequests: 1 });
    expect(rig.cells(['line', 'outcome', 'attempts'])).toEqual([
      '2 not_attempted 0',
      '3 not_attempted 0',
      '4 not_attempted 0',
    ]);
    expect(JSON.parse(end.stdout)).toMatchObject({ status: 'stopped', outcomes: { not_attempted: 3 } });

    expect((await rig.cli(['resume'])).code).toBe(0);
    expect(rig.cells(['outcome'])).toEqual(['created', 'created', 'created']);
  });

  it('when ZOOM_ACCESS_TOKEN has expired', async () => {
    await using rig = await Rig.open();
    const { ZOOM_API_URL = '' } = rig.simulator.env;
    const args = runArgs(rig.write('input.csv', manyRows(3)), '--concurrency', '1');
    const end = await rig.cli(args, { env: { ZOOM_API_URL, ZOOM_ACCESS_TOKEN: 'a-token-of-yesterday' } });
    expect(end.code).toBe(4);
    expect(end.stderr).toMatch(/Zoom refused the access token in ZOOM_ACCESS_TOKEN: \S/);
    expect(rig.simulator.stats()).toMatchObject({ requests: 1, byStatus: { 401: 1 }, tokenRequests: 0 });
    expect(rig.cells(['outcome'])).toEqual(['not_attempted', 'not_attempted', 'not_attempted']);
  });

  it('when Zoom refuses every token that it gives', async () => {
    await using rig = await Rig.open();
    rig.simulator.fault({ kind: 'token-death', times: Number.POSITIVE_INFINITY });
    const end = await rig.run(rig.write('input.csv', manyRows(3)), '--concurrency', '1');
    expect(end.code).toBe(4);
    expect(rig.simulator.stats()).toMatchObject({ requests: 3, tokens: 3 });
    expect(rig.effects()).toEqual([]);
  });

  it.each([
    ['user:write:user:admin', 'update,ann@example.com,,IT', 'ssoCreate,eve@example.com,basic,'],
    ['user:update:user:admin', 'ssoCreate,eve@example.com,basic,', 'update,ann@example.com,,IT'],
    ['user:update:status:admin', 'ssoCreate,eve@example.com,basic,', 'activate,ann@example.com,,'],
  ])(
    'when the app lacks %s: names it, sends only what does not need it, and resume completes',
    async (scope, granted, refused) => {
      const all = ['user:write:user:admin', 'user:update:user:admin', 'user:update:status:admin'];
      const scopes = all.filter((its) => its !== scope);
      await using rig = await Rig.open({ scopes });
      rig.simulator.seed({ email: 'ann@example.com' });
      rig.simulator.seed({ email: 'bob@example.com' });
      const another = (row: string) => row.replace('ann', 'bob').replace('eve', 'fay');
      const rows = [granted, refused, another(refused), another(granted)];
      const input = rig.write('input.csv', ['action,email,type,dept', ...rows]);
      const end = await rig.run(input, '--concurrency', '1');
      expect(end.code).toBe(4);
      const said = end.stderr.replaceAll(/\s+/g, ' ');
      expect(said).toContain(`The Zoom app lacks the scope ${scope}`);
      expect(said).toContain(`add the scope ${scope} in the Zoom App Marketplace`);
      expect(rig.effects()).toHaveLength(2);
      // The first row that a pending user would have ignored makes the run ask for them.
      expect(rig.simulator.stats().requests).toBe(4);
      expect(rig.summary()).toMatchObject({ status: 'stopped', rows: 4, outcomes: { not_attempted: 2 } });
      const left = rig.results().filter(({ outcome }) => outcome === 'not_attempted');
      expect(left.map(({ line, attempts, http_status }) => `${line} ${attempts} ${http_status}`)).toEqual([
        '3 1 ',
        '4 0 ',
      ]);

      scopes.push(scope);
      expect((await rig.cli(['resume'])).code).toBe(0);
      expect(rig.summary()).toMatchObject({ status: 'completed', rows: 4 });
      // Only where rows are left that a pending user would ignore does the second session ask again.
      const lists = scope === 'user:write:user:admin' ? 1 : 2;
      expect(rig.simulator.stats()).toMatchObject({ requests: 5 + lists, byStatus: { 400: 1 + lists } });
    },
  );
});

describe('signing in', AT_ONCE, () => {
  it('takes one token for a whole run', async () => {
    await using rig = await Rig.open();
    expect((await rig.run(rig.write('input.csv', manyRows(40)))).code).toBe(0);
    expect(rig.simulator.stats()).toMatchObject({ requests: 40, tokens: 1 });
    expect(rig.summary()).toMatchObject({ requests: 41, retries: 0 });
  });

  it('takes another token when one ends in the middle of a run', async () => {
    await using rig = await Rig.open({ tokenSeconds: 1, latencyMs: 40, singleToken: true });
    const input = rig.write('input.csv', manyRows(40));
    expect((await rig.run(input, '--concurrency', '1')).code).toBe(0);
    expect(rig.effects()).toHaveLength(40);
    expect(rig.simulator.stats().tokens).toBeGreaterThan(1);
  });
});
