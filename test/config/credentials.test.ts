import { describe, expect, it } from 'vitest';
import { readAccess } from '../../src/config/credentials.ts';
import { complaintOf } from '../support/folder.ts';

const SERVER = { ZOOM_ACCOUNT_ID: 'acme', ZOOM_CLIENT_ID: 'client', ZOOM_CLIENT_SECRET: 'secret' };
const API = 'https://api.zoom.us/v2';
const OAUTH = 'https://zoom.us/oauth/token';

function tokenFor(payload: unknown): string {
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${encode({ alg: 'HS512' })}.${encode(payload)}.signature`;
}

describe('readAccess', () => {
  it('reads a Server-to-Server app, and where Zoom is', () => {
    expect(readAccess({ ...SERVER, ZOOM_CLIENT_ID: ' client ' })).toEqual({
      credentials: {
        kind: 'serverToServer',
        accountId: 'acme',
        clientId: 'client',
        clientSecret: 'secret',
        oauthUrl: OAUTH,
      },
      account: 'acme',
      apiUrl: API,
    });
  });

  it('prefers the app, which can renew its token, to a token', () => {
    expect(readAccess({ ...SERVER, ZOOM_ACCESS_TOKEN: 'token' }).credentials.kind).toBe('serverToServer');
  });

  it.each([
    ['the account that it names', tokenFor({ aid: 'from-token' }), {}, 'from-token'],
    ['the account that is given', tokenFor({ aid: 'from-token' }), { ZOOM_ACCOUNT_ID: 'given' }, 'given'],
    ['the host, when it names none', tokenFor({ sub: 'x' }), {}, 'the account at api.zoom.us'],
    ['the host, when the name is no text', tokenFor({ aid: 7 }), {}, 'the account at api.zoom.us'],
    ['the host, when it is null', tokenFor(null), {}, 'the account at api.zoom.us'],
    ['the host, when it is opaque', 'opaque', {}, 'the account at api.zoom.us'],
    [
      'another host',
      'opaque',
      { ZOOM_API_URL: 'http://127.0.0.1:8080/v2/' },
      'the account at 127.0.0.1:8080',
    ],
  ])('takes for the account of a token %s', (_, token, environment, account) => {
    const access = readAccess({ ZOOM_ACCESS_TOKEN: ` ${token}\n`, ...environment });
    expect(access).toMatchObject({ credentials: { kind: 'accessToken', accessToken: token }, account });
  });

  it.each([
    [{}, 'ZOOM_ACCOUNT_ID, ZOOM_CLIENT_ID, ZOOM_CLIENT_SECRET'],
    [{ ...SERVER, ZOOM_CLIENT_SECRET: undefined }, 'ZOOM_CLIENT_SECRET'],
    [{ ...SERVER, ZOOM_ACCOUNT_ID: '  ', ZOOM_CLIENT_ID: '' }, 'ZOOM_ACCOUNT_ID, ZOOM_CLIENT_ID'],
    [{ ZOOM_ACCESS_TOKEN: '' }, 'ZOOM_ACCOUNT_ID, ZOOM_CLIENT_ID, ZOOM_CLIENT_SECRET'],
  ])('names what is missing from %j', async (environment, missing) => {
    const complaint = await complaintOf(() => readAccess(environment));
    expect(complaint).toMatch(
      new RegExp(`^Not set: ${missing}\\. .*--env-file.*ZOOM_ACCESS_TOKEN.*--simulate`),
    );
  });

  it.each([
    'https://api.zoom.us/v2',
    'https://api.zoomgov.com/v2///',
    'http://localhost:3000/v2',
    'http://127.0.0.1/v2',
    'http://127.255.0.9:1/v2',
    'http://[::1]:8080/v2',
    'HTTPS://API.ZOOM.US/v2',
  ])('takes the address %s', (url) => {
    expect(readAccess({ ...SERVER, ZOOM_API_URL: url }).apiUrl).toBe(url.replace(/\/+$/, ''));
  });

  it.each([
    'http://api.zoom.us/v2',
    'http://localhost.evil.example/v2',
    'http://127.0.0.1.evil.example/v2',
    'http://127.0.0.1@evil.example/v2',
    'http://10.0.0.1/v2',
    'http://0.0.0.0/v2',
    'ftp://127.0.0.1/v2',
    'file:///etc/passwd',
    'api.zoom.us/v2',
    'https://',
  ])('does not send credentials to %s', async (url) => {
    for (const name of ['ZOOM_API_URL', 'ZOOM_OAUTH_URL']) {
      const complaint = await complaintOf(() => readAccess({ ...SERVER, [name]: url }));
      expect(complaint).toBe(
        `${name}: found "${url}"; write an address that begins with https:// (http:// only for this machine itself, ` +
          'such as http://127.0.0.1:8080).',
      );
    }
  });

  it('takes an address that is empty for one that is not set', () => {
    expect(readAccess({ ...SERVER, ZOOM_API_URL: ' ' }).apiUrl).toBe(API);
  });

  it.each(['http://proxy:3128', 'https://me:secret@proxy.example.com', 'socks5://127.0.0.1:1080', ''])(
    'takes the proxy %j',
    (url) => {
      expect(readAccess({ ...SERVER, HTTP_PROXY: 'http://p', HTTPS_PROXY: url }).proxies?.https).toBe(url);
    },
  );

  it.each(['http://[secret', 'secret.example.com:3128', 'ftp://secret.example.com', 'secret'])(
    'refuses the proxy %s by the name of its variable, and does not repeat what may be a password',
    async (url) => {
      for (const name of ['HTTPS_PROXY', 'HTTP_PROXY', 'https_proxy', 'http_proxy']) {
        expect(await complaintOf(() => readAccess({ ...SERVER, [name]: url }))).toBe(
          `${name} is not the address of a proxy: write one that begins with http://, https:// or socks5://, such as ` +
            'http://proxy.example.com:3128.',
        );
      }
    },
  );
});
