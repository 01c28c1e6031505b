import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Transport, TransportError } from '../../src/zoom/transport.ts';
import { AUTHORITY, certificate, startOther, startProxy, startTls } from '../support/front.ts';

const server = createServer((_, response) => response.end('{}'));
const before = getCACertificates('default');
const trust = () => setDefaultCACertificates([...before, readFileSync(AUTHORITY, 'utf8')]);
let port = 0;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => server.close());
afterEach(() => {
  setDefaultCACertificates(before);
  delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
});

/** What comes of a GET: a status, or how it failed. */
async function get(url: string, proxy = ''): Promise<unknown> {
  const proxies = proxy ? { https: proxy, http: '', except: '' } : undefined;
  const transport = new Transport({ timeoutMs: 2_000, connections: 1, proxies });
  try {
    return await again(transport, url);
  } finally {
    await transport.close();
  }
}

function again(transport: Transport, url: string): Promise<unknown> {
  return transport.send({ method: 'GET', url, headers: {} }, new AbortController().signal).then(
    ({ status }) => status,
    (error: unknown) => {
      expect(error).toBeInstanceOf(TransportError);
      const { kind, message } = error as TransportError;
      return `${kind}: ${message.replaceAll(/:\d{4,}/g, ':0')}`;
    },
  );
}

const UNTRUSTED = (host: string, why: string) =>
  `unusable: the connection to ${host} cannot be trusted, since its certificate ${why}: where a proxy looks into connections, ` +
  'name its authority in NODE_EXTRA_CA_CERTS=<file.pem>; the check cannot be switched off';
const UNKNOWN = 'comes from an authority that is not known here (UNABLE_TO_VERIFY_LEAF_SIGNATURE)';

describe('a certificate', () => {
  it('that is not trusted is not trusted with NODE_TLS_REJECT_UNAUTHORIZED=0 either, directly or behind a proxy', async () => {
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
    await using tls = await startTls(certificate('good'), port);
    await using proxy = await startProxy(() => tls.port);
    await using secure = await startProxy(() => tls.port, certificate('good'));
    expect(await get(`https://localhost:${tls.port}`)).toBe(UNTRUSTED('localhost:0', UNKNOWN));
    const found = await get('https://zoom.test', `http://127.0.0.1:${proxy.port}`);
    expect(found).toBe(UNTRUSTED('zoom.test', UNKNOWN));
    const ofProxy = await get('https://zoom.test', `https://localhost:${secure.port}`);
    expect(ofProxy).toBe(UNTRUSTED('localhost:0', UNKNOWN));
    trust();
    expect(await get(`https://localhost:${tls.port}`)).toBe(200);
    expect(await get('https://zoom.test', `http://127.0.0.1:${proxy.port}`)).toBe(200);
    expect(await get('https://zoom.test', `https://localhost:${secure.port}`)).toBe(200);
  });

  it('that has expired, or is for another name, is told as such', async () => {
    trust();
    await using expired = await startTls(certificate('expired'), port);
    await using good = await startTls(certificate('good'), port);
    expect(await get(`https://localhost:${expired.port}`)).toContain('has expired');
    await using proxy = await startProxy(() => good.port);
    const through = `http://127.0.0.1:${proxy.port}`;
    expect(await get('https://api.other.test', through)).toContain('is for another host name');
    await using other = await startProxy(() => good.port, certificate('good'));
    expect(await get('https://zoom.test', `https://127.0.0.2:${other.port}`)).toMatch(/^un/);
  });

  it('is no matter where TLS itself is too old or missing', async () => {
    trust();
    const old = {
      ...certificate('good'),
      minVersion: 'TLSv1',
      maxVersion: 'TLSv1.1',
      ciphers: 'ALL:@SECLEVEL=0',
    } as const;
    await using ancient = await startTls(old, port);
    expect(await get(`https://localhost:${ancient.port}`)).toMatch(
      /^unusable: localhost:0 speaks no TLS from version 1.2 on/,
    );
    expect(await get(`https://localhost:${port}`)).toMatch(
      /^unusable: localhost:0 does not speak TLS as it should/,
    );
  });
});

describe('a proxy', () => {
  it.each([
    [
      '407 Proxy Authentication Required',
      'wants another user name and password (407): write them into HTTPS_PROXY',
    ],
    [
      '502 Bad Gateway',
      'made no connection to zoom.test and answered 502: check HTTPS_PROXY and NO_PROXY, or ask whoever runs it',
    ],
    [
      '403 Forbidden',
      'made no connection to zoom.test and answered 403: check HTTPS_PROXY and NO_PROXY, or ask whoever runs it',
    ],
    [
      '301 Moved',
      'made no connection to zoom.test and answered 301: check HTTPS_PROXY and NO_PROXY, or ask whoever runs it',
    ],
  ])('that answers %s cannot be used', async (answer, says) => {
    await using proxy = await startProxy(() => answer);
    const found = await get('https://zoom.test', `http://me:S3cret@127.0.0.1:${proxy.port}`);
    expect(found).toBe(`unusable: the proxy 127.0.0.1:0 ${says}`);
    expect(proxy.connections()).toBe(1);
  });

  it('that is none, or not there, cannot be used', async () => {
    await using ssh = await startOther('SSH-2.0-OpenSSH_9.6\r\n');
    await using closed = await startOther(undefined);
    await using silent = await startProxy(() => '200 OK');
    await silent[Symbol.asyncDispose]();
    for (const [its, code] of [
      [ssh, 'HTTPParserError'],
      [closed, '\\w+'],
      [silent, 'ECONNREFUSED'],
    ] as const) {
      const found = await get('https://zoom.test', `http://me:S3cret@127.0.0.1:${its.port}`);
      expect(found).toMatch(
        new RegExp(`^unusable: the proxy 127.0.0.1:0 .*\\(${code}\\): check HTTPS_PROXY and NO_PROXY$`),
      );
    }
  });

  it('that has made a connection before is only out of order', async () => {
    trust();
    let answer: number | string = 0;
    await using tls = await startTls(certificate('good'), port);
    await using proxy = await startProxy(() => answer);
    const proxies = { https: `http://127.0.0.1:${proxy.port}`, http: '', except: '' };
    const transport = new Transport({ timeoutMs: 2_000, connections: 1, proxies });
    answer = tls.port;
    expect(await again(transport, 'https://zoom.test')).toBe(200);
    await tls[Symbol.asyncDispose]();
    answer = '502 Bad Gateway';
    const url = 'https://zoom.test/again';
    await again(transport, url);
    expect(await again(transport, url)).toMatch(/^unreachable: the proxy 127.0.0.1:0 made no connection/);
    expect(await again(transport, 'https://proxy.test')).toMatch(/^unusable: /);
    await transport.close();
  });
});
