import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { readAccess } from '../../src/config/credentials.ts';
import { Transport, TransportError } from '../../src/zoom/transport.ts';

const open: { close(): unknown }[] = [];

afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
});

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  open.push({ close: () => server.closeAllConnections() ?? server.close() });
  return (server.address() as AddressInfo).port;
}

/** A proxy that answers by itself and remembers what it was asked for. */
async function startProxy(): Promise<{ url: string; asked: string[] }> {
  const asked: string[] = [];
  const proxy = createServer((request, response) => {
    asked.push(String(request.url));
    response.writeHead(203).end('{}');
  });
  return { url: `http://127.0.0.1:${await listen(proxy)}`, asked };
}

it('goes through the proxy that is named, but for hosts that are excepted', async () => {
  const port = await listen(createServer((_, response) => response.end('{}')));
  const { url, asked } = await startProxy();
  const send = async (except: string) => {
    const transport = new Transport({
      timeoutMs: 5_000,
      connections: 1,
      proxies: { https: '', http: url, except },
    });
    open.push(transport);
    const request = { method: 'GET', url: `http://127.0.0.1:${port}/`, headers: {} } as const;
    return (await transport.send(request, new AbortController().signal)).status;
  };
  expect(await send('')).toBe(203);
  expect(asked).toEqual([`http://127.0.0.1:${port}/`]);
  expect(await send('127.0.0.1')).toBe(200);
  expect(asked).toHaveLength(1);
});

it('takes the proxies from the environment, never for this machine itself', () => {
  const environment = {
    ZOOM_ACCESS_TOKEN: 'token',
    https_proxy: 'http://proxy.example:3128',
    NO_PROXY: '.corp.example',
  };
  expect(readAccess(environment).proxies).toEqual({
    https: 'http://proxy.example:3128',
    http: '',
    except: '.corp.example,localhost,127.0.0.1,::1',
  });
  expect(readAccess({ ZOOM_ACCESS_TOKEN: 'token' }).proxies).toBeUndefined();
});

it.each([407, 502])('that answers %i instead of a way to the host says so', async (status) => {
  const proxy = createServer();
  proxy.on('connect', (_, socket) => socket.end(`HTTP/1.1 ${status} No\r\n\r\n`));
  const https = `http://127.0.0.1:${await listen(proxy)}`;
  const error = await sendThrough(https);
  expect(error).toMatchObject({ kind: 'unusable', fault: `PROXY_${status}`, place: 'zoom.example:443' });
});

it('that is down is named, and not the host behind it', async () => {
  const server = createServer();
  const port = await listen(server);
  server.close();
  await once(server, 'close');
  const error = await sendThrough(`http://127.0.0.1:${port}`);
  expect(error).toMatchObject({ kind: 'unusable', fault: 'ECONNREFUSED', place: `127.0.0.1:${port}` });
});

async function sendThrough(https: string): Promise<TransportError> {
  const transport = new Transport({
    timeoutMs: 5_000,
    connections: 1,
    proxies: { https, http: '', except: '' },
  });
  open.push(transport);
  const request = { method: 'GET', url: 'https://zoom.example/v2/users', headers: {} } as const;
  const error: unknown = await transport
    .send(request, new AbortController().signal)
    .catch((its: unknown) => its);
  if (!(error instanceof TransportError)) throw new Error(`no TransportError but ${String(error)}`);
  return error;
}
