import { describe, expect, it } from 'vitest';
import { credentialsAccount, otherHosts, readAccess } from '../../src/config/credentials.ts';
import { complaintOf } from '../support/folder.ts';

const SERVER = { ZOOM_ACCOUNT_ID: 'acme', ZOOM_CLIENT_ID: 'client', ZOOM_CLIENT_SECRET: 'secret' };
const API = 'https://api.zoom.us/v2';
const OAUTH = 'https://zoom.us/oauth/token';

function tokenFor(payload: unknown): string {
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${encode({ alg: 'HS512' })}.${encode(payload)}.signature`;
}

describe('the account of the credentials', () => {
  it.each<[string, Record<string, string>, string | undefined]>([
    ['of an app', SERVER, 'acme'],
    ['of a token that names it', { ZOOM_ACCESS_TOKEN: tokenFor({ aid: 'of-token' }) }, 'of-token'],
    ['of a token, where it is named', { ZOOM_ACCESS_TOKEN: 'token', ZOOM_ACCOUNT_ID: 'acme' }, 'acme'],
    ['that is named, though its secret is elsewhere', { ZOOM_ACCOUNT_ID: ' acme ' }, 'acme'],
    ['that nobody names', { ZOOM_CLIENT_ID: 'client' }, undefined],
    ['that an empty variable does not name', { ZOOM_ACCOUNT_ID: ' ' }, undefined],
  ])('is that %s', (_, environment, account) => {
    expect(credentialsAccount(environment)).toBe(account);
  });
});

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
    ['has quotes round it', '"abc"'],
    ['has quotes round it', "'abc'"],
    ['has quotes round it', '“abc”'],
    ['has quotes round it', '„abc“'],
    ['has quotes round it', '‘abc’'],
    ['has quotes round it', '«abc»'],
    ['has quotes round it', 'abc”'],
    ['has quotes round it', '"abc'],
    ['has white space in it', 'ab c'],
    ['has white space in it', 'ab\nc'],
    ['has white space in it', 'ab\r\nc'],
    ['has white space in it', 'ab\tc'],
    ['has white space in it', 'ab\u00a0c'],
    ['has a character that is no letter', 'ab\u2019c'],
    ['has a character that is no letter', 'ab\u2013c'],
    ['has a character that is no letter', 'ab\u200bc'],
    ['has a character that is no letter', '\u200babc'],
    ['has a character that is no letter', 'abc\u0000'],
    ['has a character that is no letter', 'аbc'],
    ['ends in a comma or semicolon', 'abc,'],
    ['ends in a comma or semicolon', 'abc;'],
    ['begins with the word Bearer', 'Bearer abc'],
    ['begins with the name of a variable', 'ZOOM_CLIENT_ID=abc'],
    ['is a placeholder', '<your client id>'],
    ['is a placeholder', '<abc>'],
    ['is a placeholder', 'your-client-id'],
    ['is a placeholder', 'YOUR_CLIENT_ID'],
    ['is a placeholder', '{{abc}}'],
    ['is a placeholder', '\u0024{abc}'],
    ['is a placeholder', '$abc'],
    ['is a placeholder', '%abc%'],
    ['is a placeholder', 'xxxxxxxx'],
    ['is a placeholder', '********'],
    ['is a placeholder', '...'],
    ['is a placeholder', 'changeme'],
    ['is a placeholder', 'undefined'],
    ['is a placeholder', 'null'],
  ])('says that a credential %s: %j', async (damage, value) => {
    for (const name of Object.keys(SERVER)) {
      const complaint = await complaintOf(() => readAccess({ ...SERVER, [name]: value }));
      expect(complaint).toMatch(new RegExp(`^${name} ${damage}`));
      expect(complaint).not.toContain(value);
    }
    expect(await complaintOf(() => readAccess({ ZOOM_ACCESS_TOKEN: value }))).toMatch(
      new RegExp(`^ZOOM_ACCESS_TOKEN ${damage}`),
    );
  });

  it('names every damaged credential that is used, and none that is not', async () => {
    const environment = { ...SERVER, ZOOM_ACCOUNT_ID: '“a”', ZOOM_CLIENT_SECRET: 's s' };
    expect(await complaintOf(() => readAccess(environment))).toBe(
      'ZOOM_ACCOUNT_ID has quotes round it: write it without them.\n' +
        'ZOOM_CLIENT_SECRET has white space in it: copy it again, in one piece.',
    );
    expect(readAccess({ ...SERVER, ZOOM_ACCESS_TOKEN: '“t”' }).credentials.kind).toBe('serverToServer');
  });

  it.each(['Cl1ent-Secret/with+signs=', 'eyJhbGciOiJIUzUxMiJ9.e30.a-b_c', 'client-id', 'my-app', 'a:b@c!'])(
    'takes the secret %s',
    (value) => {
      expect(readAccess({ ...SERVER, ZOOM_CLIENT_SECRET: `${value}\n` }).credentials).toMatchObject({
        clientSecret: value,
      });
      expect(readAccess({ ZOOM_ACCESS_TOKEN: `${value}\r\n` }).credentials).toMatchObject({
        accessToken: value,
      });
    },
  );

  it('says which variable is most likely meant by one that nothing reads', async () => {
    const environment = { ZOOM_ACOUNT_ID: 'a', ZOOM_CLIENT_ID: 'b', zoom_secret: 'c', ZOOM_SDK_SECRET: 'd' };
    expect(await complaintOf(() => readAccess(environment))).toMatch(
      /^Not set: ZOOM_ACCOUNT_ID, ZOOM_CLIENT_SECRET\. Found ZOOM_ACOUNT_ID: did you mean ZOOM_ACCOUNT_ID\? Found zoom_secret: did you mean ZOOM_CLIENT_SECRET\? They come/,
    );
    expect(readAccess({ ...SERVER, ZOOM_CLIENTID: 'x' }).account).toBe('acme');
  });

  it('sends nothing to Zoom when another address was most likely meant', async () => {
    for (const [found, meant] of [
      ['ZOOM_APIURL', 'ZOOM_API_URL'],
      ['ZOOM_OAUTH_ULR', 'ZOOM_OAUTH_URL'],
    ] as const) {
      expect(await complaintOf(() => readAccess({ ...SERVER, [found]: 'http://127.0.0.1:1' }))).toBe(
        `${found} is not read: did you mean ${meant}?`,
      );
      const url = 'http://127.0.0.1:2/v2';
      expect(readAccess({ ...SERVER, [found]: url, [meant]: url }).account).toBe('acme');
    }
  });

  it.each([
    ['ZOOM_API_URL', 'https://api.zoom.us', 'https://api.zoom.us/v2'],
    ['ZOOM_API_URL', 'https://api.zoom.us/', 'https://api.zoom.us/v2'],
    ['ZOOM_API_URL', 'https://api.zoom.us/v2/users', 'https://api.zoom.us/v2'],
    ['ZOOM_API_URL', 'https://api.zoomgov.com', 'https://api.zoomgov.com/v2'],
    ['ZOOM_OAUTH_URL', 'https://zoom.us', 'https://zoom.us/oauth/token'],
    ['ZOOM_OAUTH_URL', 'https://zoom.us/oauth', 'https://zoom.us/oauth/token'],
  ])('%s: %s is not the whole address', async (name, found, whole) => {
    expect(await complaintOf(() => readAccess({ ...SERVER, [name]: found }))).toBe(
      `${name}: found "${found.replace(/\/$/, '')}"; write ${whole}.`,
    );
  });

  it('leaves the paths of other hosts alone', () => {
    const environment = {
      ...SERVER,
      ZOOM_API_URL: 'https://gateway.example.com/zoom',
      ZOOM_OAUTH_URL: 'https://notzoom.us/',
    };
    expect(readAccess(environment).apiUrl).toBe('https://gateway.example.com/zoom');
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
    'http://10.0.0.1/v2',
    'http://0.0.0.0/v2',
    'ftp://127.0.0.1/v2',
    'file:///etc/passwd',
    'api.zoom.us/v2',
    'https://',
    '“https://api.zoom.us/v2”',
    '"https://api.zoom.us/v2"',
    'https://gateway.example.com/ v2',
    'https:// gateway.example.com/v2',
  ])('does not send credentials to %s', async (url) => {
    for (const name of ['ZOOM_API_URL', 'ZOOM_OAUTH_URL']) {
      const complaint = await complaintOf(() => readAccess({ ...SERVER, [name]: url }));
      expect(complaint).toBe(
        `${name}: found "${url}"; write an address that begins with https:// (http:// only for this machine itself, ` +
          'such as http://127.0.0.1:8080).',
      );
    }
  });

  it.each([
    'https://me:S3cret@api.zoom.us/v2',
    'https://api.zoom.us@evil.example/v2',
    'http://127.0.0.1@evil.example/v2',
    'https:/me:S3cret@',
    'https://zoom.us/oauth/token?secret=S3cret',
    'https://api.zoom.us/v2#S3cret',
  ])('does not repeat what may be a password: %s', async (url) => {
    for (const name of ['ZOOM_API_URL', 'ZOOM_OAUTH_URL']) {
      const complaint = await complaintOf(() => readAccess({ ...SERVER, [name]: url }));
      expect(complaint).toMatch(
        /^ZOOM_\w+ has a user name, a password or a query in it \(a sign @, \? or #\): /,
      );
      expect(complaint).not.toMatch(/S3cret|evil/);
    }
  });

  it.each([
    ['https://api.zoom.us/v2', true],
    ['https://API-EU.zoom.us/v2', true],
    ['https://api.zoomgov.com/v2', true],
    ['https://api.zoom.us.evil.example/v2', false],
    ['https://api-zoom.us/v2', false],
    ['https://evilzoom.us/v2', false],
    ['https://api.z\u043eom.us/v2', false],
    ['https://zoom.us.:8443/v2', true],
    ['http://127.0.0.1:8080/v2', false],
  ])('%s is one of Zoom: %s', (url, is) => {
    const hosts = otherHosts(readAccess({ ...SERVER, ZOOM_API_URL: url }));
    const isHere = url.startsWith('http://127.');
    expect(hosts).toEqual(is ? [] : [{ host: new URL(url).host, variables: ['ZOOM_API_URL'], isHere }]);
  });

  it('takes an address that is empty for one that is not set', () => {
    expect(readAccess({ ...SERVER, ZOOM_API_URL: ' ' }).apiUrl).toBe(API);
  });

  it.each(['http://proxy:3128', 'https://me:secret@proxy.example.com', ''])('takes the proxy %j', (url) => {
    expect(readAccess({ ...SERVER, HTTP_PROXY: 'http://p', HTTPS_PROXY: url }).proxies?.https).toBe(url);
  });

  it.each(['http://[secret', 'secret.example.com:3128', 'socks5://secret.example.com', 'secret'])(
    'refuses the proxy %s by the name of its variable, and does not repeat what may be a password',
    async (url) => {
      for (const name of ['HTTPS_PROXY', 'HTTP_PROXY', 'https_proxy', 'http_proxy']) {
        expect(await complaintOf(() => readAccess({ ...SERVER, [name]: url }))).toBe(
          `${name} is not the address of a proxy: write one that begins with http:// or https://, such as ` +
            'http://proxy.example.com:3128.',
        );
      }
    },
  );
});
