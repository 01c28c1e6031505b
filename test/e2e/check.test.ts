import { chmodSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { AT_ONCE, Rig } from '../support/cli-rig.ts';
import { ON_WINDOWS } from '../support/platform.ts';

/** What new apps need for all actions. */
const ALL = [
  'user:write:user:admin',
  'user:update:user:admin',
  'user:update:status:admin',
  'user:update:password:admin',
  'user:update:email:admin',
  'user:delete:user:admin',
  'user:read:user:admin',
  'user:read:list_users:admin',
  'account:read:sub_account:admin',
];

function without(...scopes: readonly string[]): string[] {
  return ALL.filter((scope) => !scopes.includes(scope));
}

async function accessToken({ simulator }: Rig): Promise<string> {
  const { ZOOM_ACCOUNT_ID, ZOOM_CLIENT_ID, ZOOM_CLIENT_SECRET } = simulator.env;
  const response = await fetch(simulator.oauthUrl, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`${ZOOM_CLIENT_ID}:${ZOOM_CLIENT_SECRET}`).toString('base64')}`,
    },
    body: new URLSearchParams({ grant_type: 'account_credentials', account_id: String(ZOOM_ACCOUNT_ID) }),
  });
  return ((await response.json()) as { access_token: string }).access_token;
}

type Json = {
  readonly scopes: readonly {
    readonly scope: string;
    readonly status: string;
    readonly granted_by: string;
  }[];
  readonly problems: readonly { readonly kind: string; readonly message: string }[];
} & Record<string, unknown>;

async function checkJson(rig: Rig, args: readonly string[] = [], env = rig.simulator.env) {
  const { code, stdout, stderr } = await rig.cli(['check', '--json', ...args], { env });
  return { code, stderr, json: JSON.parse(stdout) as Json };
}

describe('check', AT_ONCE, () => {
  it('says as which account, where, with which scopes, and changes nothing', async () => {
    await using rig = await Rig.open({ accountId: 'a-1', accountName: 'Acme' });
    const { code, stdout, stderr } = await rig.cli(['check', '--plan', 'business']);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('Account  Acme (a-1)\n');
    expect(stdout).toContain(`Address  ${rig.simulator.apiUrl}\n`);
    expect(stdout).toContain('Proxy    none\n');
    for (const scope of ALL) expect(stdout).toMatch(new RegExp(`^  has +${scope} `, 'm'));
    expect(stdout).toMatch(/Everything that a run needs is there\.\n$/);
    expect(stdout).not.toContain(rig.simulator.env.ZOOM_CLIENT_SECRET);
    expect(rig.simulator.stats()).toMatchObject({ tokenRequests: 1, requests: 3 });
    expect(new Set(rig.simulator.journal.map(({ method }) => method))).toEqual(new Set(['GET']));
  });

  it('names what is missing by the actions that need it, and what to do; exit 4', async () => {
    await using rig = await Rig.open({ scopes: without('user:delete:user:admin') });
    const { code, stdout } = await rig.cli(['check']);
    expect(code).toBe(4);
    expect(stdout).toMatch(/^ {2}lacks +user:delete:user:admin +disassociate, delete$/m);
    expect(stdout.replaceAll(/\n {2}/g, ' ')).toContain(
      'To be set right\n- The app lacks the scope user:delete:user:admin, which disassociate and delete need. ' +
        'Have the administrator of the Zoom app add it in the Zoom App Marketplace.\n',
    );
    const some = await rig.cli(['check', '--action', 'Create', '--action', 'update']);
    expect([some.code, some.stdout]).toEqual([
      0,
      expect.stringMatching(/Everything that create, update need is there\.\n$/),
    ]);
  });

  it('takes the scopes of older apps, and shows the id where the name may not be asked for', async () => {
    await using rig = await Rig.open({ accountId: 'a-1', scopes: ['user:write:admin'] });
    const { code, json } = await checkJson(rig);
    expect([code, json.account, json.account_name]).toEqual([0, 'a-1', null]);
    const ofUsers = json.scopes.filter(({ scope }) => scope.startsWith('user:'));
    expect(new Set(ofUsers.map(({ granted_by: by }) => by))).toEqual(new Set(['user:write:admin']));
  });

  it('believes what an answer shows more than what the sign-in said', async () => {
    await using rig = await Rig.open();
    rig.simulator.fault({
      kind: 'status',
      status: 400,
      body: { code: 4711, message: 'Invalid access token, does not contain scopes:[user:read:user:admin].' },
      match: { path: '/users/{userId}' },
    });
    const { code, json } = await checkJson(rig);
    expect([code, json.problems]).toEqual([
      4,
      [
        {
          kind: 'missing_scope',
          message: expect.stringMatching(/^The app lacks the scope user:read:user:admin, which create, /),
          advice: expect.any(String),
        },
      ],
    ]);
  });

  it('tells a permission of the role from a scope', async () => {
    await using rig = await Rig.open();
    rig.simulator.fault({
      kind: 'status',
      status: 400,
      body: { code: 200, message: 'Invalid access token. Does not contain permissions [User:Read].' },
      match: { path: '/users/{userId}' },
    });
    const { code, json } = await checkJson(rig);
    expect([code, json.problems[0]]).toMatchObject([4, { kind: 'missing_permission' }]);
    expect(json.problems[0]?.message).toContain('lacks the permission User:Read');
  });

  it('with an access token says what cannot be known without changing something', async () => {
    await using rig = await Rig.open({ scopes: without('user:read:list_users:admin') });
    const env = { ZOOM_ACCESS_TOKEN: await accessToken(rig), ZOOM_API_URL: rig.simulator.apiUrl };
    const { code, json } = await checkJson(rig, [], env);
    expect([code, json.oauth_url, json.warnings]).toEqual([
      0,
      null,
      [expect.stringMatching(/^Nobody says which scopes an access token has/)],
    ]);
    expect(Object.fromEntries(json.scopes.map(({ scope, status }) => [scope, status]))).toMatchObject({
      'user:write:user:admin': 'unknown',
      'user:read:user:admin': 'granted',
      'user:read:list_users:admin': 'missing',
      'account:read:sub_account:admin': 'granted',
    });
  });

  it('says that the sign-in is refused; exit 4', async () => {
    await using rig = await Rig.open();
    const env = { ...rig.simulator.env, ZOOM_CLIENT_SECRET: 'quite-another-secret' };
    const { code, json } = await checkJson(rig, [], env);
    expect([code, json]).toMatchObject([
      4,
      { signed_in: false, scopes: [], problems: [{ kind: 'sign_in' }], exit_code: 4 },
    ]);
    const { stdout } = await rig.cli(['check'], { env });
    expect(stdout).toMatch(/Check ZOOM_ACCOUNT_ID,\s+ZOOM_CLIENT_ID and/);
    expect(stdout).not.toContain('quite-another-secret');
  });

  it('says that nothing gets through; exit 2', async () => {
    await using rig = await Rig.open();
    const { env } = rig.simulator;
    await rig.simulator.close();
    const { code, json } = await checkJson(rig, [], env);
    expect([code, json.problems]).toMatchObject([2, [{ kind: 'unreachable' }]]);
  });

  it.each([
    ['no credentials', [], {}, 'Not set: ZOOM_ACCOUNT_ID'],
    [
      'an action that there is not',
      ['--action', 'fire'],
      undefined,
      '--action: found "fire"; write one of create,',
    ],
  ])('with %s is one error; exit 2', async (_what, args, env, message) => {
    await using rig = await Rig.open();
    const { code, stdout } = await rig.cli(['check', '--json', ...args], env && { env });
    expect([code, JSON.parse(stdout)]).toMatchObject([2, { error: { kind: 'unusable', exit_code: 2 } }]);
    expect(JSON.parse(stdout).error.message).toContain(message);
    expect(rig.simulator.stats().requests).toBe(0);
  });

  it('says that the ledger cannot be there, and all the rest all the same; exit 2', async () => {
    await using rig = await Rig.open({ scopes: without('user:delete:user:admin') });
    const file = rig.write('state', 'a file');
    const { code, json } = await checkJson(rig, ['--state', file]);
    expect([code, json.state]).toMatchObject([2, { folder: file, usable: false }]);
    expect(json.problems.map(({ kind }) => kind)).toEqual(['state', 'missing_scope']);
  });

  it('compares the plan with what Zoom answers, and the clock with its own', async () => {
    await using rig = await Rig.open({ plan: 'free', now: () => Date.now() + 7_200_000 });
    const { code, json } = await checkJson(rig, ['--plan', 'business']);
    expect([code, json.plan, json.warnings]).toMatchObject([
      0,
      { said: 'business', rather: ['free'] },
      [
        "This computer's clock is 2 h behind Zoom's: set it right.",
        "Zoom's answers have the limits of the plan free, not of business: is --plan right?",
      ],
    ]);
    expect(Math.abs(Number(json.clock_ahead_ms) + 7_200_000)).toBeLessThan(5_000);
  });

  it('names the proxy without its password', async () => {
    await using rig = await Rig.open();
    const env = {
      ...rig.simulator.env,
      ZOOM_API_URL: 'https://api.zoom.example/v2',
      HTTPS_PROXY: 'http://ann:word-of-hers@127.0.0.1:9',
    };
    const { code, stdout } = await rig.cli(['check'], { env });
    expect([code, stdout]).toEqual([
      2,
      expect.stringContaining('Proxy    127.0.0.1:9, but not for localhost'),
    ]);
    expect(stdout).not.toContain('word-of-hers');
  });

  it('warns of what else is odd about how it was started', async () => {
    await using rig = await Rig.open();
    const lines = Object.entries(rig.simulator.env).map(([name, value]) => `${name}=${value}`);
    const file = rig.write('.env', [...lines, 'ZOOM_CLIENT_SECRETS=x']);
    chmodSync(file, 0o644);
    const { code, stdout } = await rig.cli(['check', '--env-file', file], { env: {} });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Warnings\n- .*ZOOM_CLIENT_SECRETS/m);
    expect(stdout).toMatch(ON_WINDOWS ? '' : /^- Everybody on this machine may read the secrets in /m);
  });

  it('can be tried on a simulated account', async () => {
    await using rig = await Rig.open();
    const { code, stdout } = await rig.cli(['check', '--simulate'], { env: {} });
    expect([code, stdout]).toEqual([0, expect.stringContaining('Account  a simulated one: nothing leaves')]);
  });
});
