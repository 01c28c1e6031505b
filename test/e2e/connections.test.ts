import { globSync, readFileSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { AT_ONCE, manyRows, Rig, runArgs } from '../support/cli-rig.ts';
import {
  AUTHORITY,
  certificate,
  type Listening,
  startOther,
  startProxy,
  startTls,
} from '../support/front.ts';

const USER_AND_PASSWORD = Buffer.from('me:Pr0xy%Word').toString('base64');

/** Every text that a run has left behind in the rig's folder, and what it said. */
function texts(rig: Rig, end: { readonly stdout: string; readonly stderr: string }): string {
  const files = globSync('**/*', { cwd: rig.folder }).map((file) => rig.path(file));
  const read = files.filter((file) => statSync(file).isFile()).map((file) => readFileSync(file, 'latin1'));
  return [end.stdout, end.stderr, ...read].join('\n');
}

/** The account of the rig as zoom.test, which only the proxy knows. */
function environment(rig: Rig, proxy: Listening | string): Record<string, string> {
  const { env } = rig.simulator;
  const address = typeof proxy === 'string' ? proxy : `127.0.0.1:${proxy.port}`;
  return {
    ...env,
    ZOOM_API_URL: 'https://zoom.test/v2',
    ZOOM_OAUTH_URL: 'https://zoom.test/oauth/token',
    HTTPS_PROXY: address.includes('://') ? address : `http://me:Pr0xy%25Word@${address}`,
  };
}

const portOf = (rig: Rig) => Number(new URL(rig.simulator.env.ZOOM_API_URL ?? '').port);

describe('behind a proxy', AT_ONCE, () => {
  it('everything goes through it in TLS, to a host that the first line names, and its password is nowhere', async () => {
    await using rig = await Rig.open();
    await using tls = await startTls(certificate('good'), portOf(rig));
    const asked: unknown[] = [];
    await using proxy = await startProxy(({ url, headers }) => {
      asked.push([url, headers['proxy-authorization']]);
      return tls.port;
    });
    const env = {
      ...environment(rig, proxy),
      NODE_EXTRA_CA_CERTS: AUTHORITY,
      NODE_TLS_REJECT_UNAUTHORIZED: '0',
    };
    const end = await rig.cli(runArgs(rig.write('input.csv', manyRows(3)), '--log-level', 'trace'), { env });
    expect(end.code).toBe(0);
    expect(end.stderr.split('\n')[0]).toBe(
      'This run sends to zoom.test (ZOOM_API_URL, ZOOM_OAUTH_URL), not to Zoom itself.',
    );
    expect(rig.effects()).toHaveLength(3);
    expect(new Set(asked.map((its) => JSON.stringify(its)))).toEqual(
      new Set([JSON.stringify(['zoom.test:443', `Basic ${USER_AND_PASSWORD}`])]),
    );
    expect(texts(rig, end)).not.toMatch(new RegExp(`Pr0xy|${USER_AND_PASSWORD}`));
  });

  it('that cannot be used the run ends with one sentence, and leaves nothing behind', async () => {
    await using rig = await Rig.open();
    await using tls = await startTls(certificate('good'), portOf(rig));
    await using refuses = await startProxy(() => '407 Proxy Authentication Required');
    await using cannot = await startProxy(() => '502 Bad Gateway');
    await using none = await startOther('SSH-2.0-OpenSSH_9.6\r\n');
    await using open = await startProxy(() => tls.port);
    const input = rig.write('input.csv', manyRows(30));
    const gone = 'http://me:Pr0xy%25Word@127.0.0.1:1';
    for (const [its, says] of [
      [refuses, /the proxy 127\.0\.0\.1:\d+ wants another user name and password \(407\)/],
      [cannot, /the proxy 127\.0\.0\.1:\d+ made no connection to zoom\.test and answered 502/],
      [none, /the proxy 127\.0\.0\.1:\d+ cannot be reached or does not answer as a proxy does/],
      [gone, /the proxy 127\.0\.0\.1:1 cannot be reached .*ECONNREFUSED/],
      [
        'socks5://me:Pr0xy%25Word@127.0.0.1:1080',
        /^zoom-provision: HTTPS_PROXY is not the address of a proxy/,
      ],
      ['http://me:Pr0xy%zzWord@127.0.0.1:1080', /^zoom-provision: HTTPS_PROXY is not the address of a proxy/],
      [open, /the connection to zoom\.test cannot be trusted.*NODE_EXTRA_CA_CERTS/],
    ] as const) {
      const end = await rig.cli(runArgs(input), { env: environment(rig, its) });
      const [last] = end.stderr.trimEnd().split('\n').slice(-1);
      expect({ code: end.code, says: last }).toEqual({ code: 2, says: expect.stringMatching(says) });
      expect(end.stderr.trimEnd().split('\n').length).toBeLessThanOrEqual(3);
      expect(texts(rig, end)).not.toMatch(new RegExp(`Pr0xy|${USER_AND_PASSWORD}`));
    }
    expect(rig.simulator.stats()).toMatchObject({ requests: 0, tokenRequests: 0 });
    expect(JSON.parse((await rig.cli(['runs', '--json'])).stdout)).toEqual({ runs: [], damaged: [] });
  });
});

describe('a run that goes on', AT_ONCE, () => {
  it('is as it was when nothing of it could be sent, and says why', async () => {
    await using rig = await Rig.open();
    const input = rig.write('input.csv', manyRows(2));
    const first = await rig.cli(runArgs(input, '--concurrency', '1'), {
      env: { ...rig.simulator.env, ZOOM_CLIENT_SECRET: 'wrong' },
    });
    expect(first.code).toBe(4);
    const gone = environment(rig, 'http://me:Pr0xy%25Word@127.0.0.1:1');
    const second = await rig.cli(['resume'], { env: gone });
    expect(second).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('the proxy 127.0.0.1:1 cannot be reached'),
    });
    expect((await rig.cli(['resume'])).code).toBe(0);
    expect(rig.effects()).toHaveLength(2);
  });
});
