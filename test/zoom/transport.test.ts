import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Transport, TransportError } from '../../src/zoom/transport.ts';

const never = new AbortController().signal;

function makeTransport(timeoutMs = 5000, connections = 1): Transport {
  const transport = new Transport({ timeoutMs, connections });
  onTestFinished(() => transport.close());
  return transport;
}

async function serve(answer: RequestListener): Promise<{ url: string; connections: () => number }> {
  let connections = 0;
  const server = createServer(answer).listen(0, '127.0.0.1');
  server.on('connection', () => connections++);
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/x`,
    connections: () => connections,
  };
}

/** A server that does not speak HTTP, or only as far as the test wants. */
async function serveTcp(onData: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createTcpServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('data', () => onData(socket));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/x`;
}

/** How a request failed. */
async function failure(transport: Transport, url: string, abort = never): Promise<TransportError> {
  const result = await transport.send({ method: 'GET', url, headers: {} }, abort).catch((error) => error);
  expect(result).toBeInstanceOf(TransportError);
  return result;
}

const plain = ({ kind, status, message }: TransportError) => ({ kind, status, message });

describe('an answer', () => {
  it('comes whole, with the first of repeated headers', async () => {
    const { url } = await serve((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk) => chunks.push(chunk));
      request.on('end', () => {
        const { method, url: path, headers } = request;
        response.writeHead(207, [
          ['X-Zm-TrackingId', 'T1'],
          ['Set-Cookie', 'a=1'],
          ['Set-Cookie', 'b=2'],
        ] as never);
        response.end(
          JSON.stringify({ method, path, agent: headers['user-agent'], body: `${Buffer.concat(chunks)}` }),
        );
      });
    });
    const answer = await makeTransport().send(
      { method: 'PATCH', url: `${url}?a=%2B`, headers: { 'user-agent': 'test' }, body: 'bödy' },
      never,
    );
    expect({ ...answer, text: JSON.parse(answer.text) }).toEqual({
      status: 207,
      headers: expect.objectContaining({ 'x-zm-trackingid': 'T1', 'set-cookie': 'a=1' }),
      text: { method: 'PATCH', path: '/x?a=%2B', agent: 'test', body: 'bödy' },
    });
  });

  it('is read to its end, so that one connection serves them all', async () => {
    let count = 0;
    const { url, connections } = await serve((request, response) => {
      request.resume();
      response.writeHead([200, 204, 400, 429, 500][count++ % 5] ?? 200);
      response.end(count % 5 === 2 ? undefined : 'x'.repeat(100_000));
    });
    const transport = makeTransport();
    const statuses = [];
    for (let i = 0; i < 10; i++) {
      const { status } = await transport.send({ method: 'PUT', url, headers: {}, body: '{}' }, never);
      statuses.push(status);
    }
    expect(statuses).toEqual([200, 204, 400, 429, 500, 200, 204, 400, 429, 500]);
    expect(connections()).toBe(1);
  });

  it('does not wait behind others, as long as there are connections', async () => {
    let waiting: (() => void)[] = [];
    const { url, connections } = await serve((_request, response) => {
      waiting.push(() => response.end());
      if (waiting.length < 3) return;
      for (const answer of waiting) answer();
      waiting = [];
    });
    const transport = makeTransport(5000, 3);
    const sends = Array.from({ length: 3 }, () => transport.send({ method: 'GET', url, headers: {} }, never));
    expect((await Promise.all(sends)).map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(connections()).toBe(3);
  });

  it('is not followed elsewhere', async () => {
    const { url } = await serve((_request, response) => {
      response.writeHead(302, { location: '/elsewhere' }).end();
    });
    const { status, headers } = await makeTransport().send({ method: 'GET', url, headers: {} }, never);
    expect([status, headers.location]).toEqual([302, '/elsewhere']);
  });
});

describe('no whole answer', () => {
  it('within the time limit is a timeout', async () => {
    const { url } = await serve(() => undefined);
    const start = performance.now();
    expect(plain(await failure(makeTransport(100), url))).toEqual({
      kind: 'timeout',
      status: 0,
      message: 'no answer within 0.1 s',
    });
    expect(performance.now() - start).toBeLessThan(1000);
  });

  it('within the time limit, after it has begun, is a timeout with its status', async () => {
    const url = await serveTcp((socket) => {
      socket.write('HTTP/1.1 201 Created\r\ncontent-length: 100\r\n\r\n{"id":');
    });
    expect(plain(await failure(makeTransport(100), url))).toMatchObject({ kind: 'timeout', status: 201 });
  });

  it('that only trickles in is a timeout', async () => {
    let timer: NodeJS.Timeout | undefined;
    onTestFinished(() => clearInterval(timer));
    const url = await serveTcp((socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n');
      timer = setInterval(() => socket.write(' '), 20);
    });
    expect(plain(await failure(makeTransport(200), url))).toMatchObject({ kind: 'timeout', status: 200 });
  });

  it.each<[string, number, (socket: Socket) => void]>([
    ['a reset', 0, (socket) => socket.resetAndDestroy()],
    ['an end', 0, (socket) => socket.end()],
    ['no HTTP', 0, (socket) => socket.end('SSH-2.0-OpenSSH_9.6\r\n')],
    ['half a header', 0, (socket) => socket.end('HTTP/1.1 201 Created\r\ncontent-le')],
    ['a cut body', 201, (socket) => socket.end('HTTP/1.1 201 Created\r\ncontent-length: 100\r\n\r\n{"id":')],
    [
      'a cut body in chunks',
      200,
      (socket) => socket.end('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{"id"\r\n'),
    ],
  ])('because of %s is a reset with status %i', async (_what, status, onData) => {
    const { kind, status: seen, message } = await failure(makeTransport(), await serveTcp(onData));
    expect({ kind, seen }).toEqual({ kind: 'reset', seen: status });
    expect(message).toMatch(/^the connection broke before the whole answer came \([\w ]+\)$/);
  });

  it.each([
    ['announced', { 'content-length': String(5 * 1024 * 1024) }],
    ['in chunks', {}],
  ])('because it is too large (%s) is a reset that says so', async (_how, headers) => {
    const { url } = await serve((_request, response) => {
      response.writeHead(200, headers);
      response.on('error', () => undefined);
      response.end('x'.repeat(5 * 1024 * 1024));
    });
    expect(plain(await failure(makeTransport(), url))).toEqual({
      kind: 'reset',
      status: 200,
      message: 'the connection broke before the whole answer came (the answer was too large)',
    });
  });

  it('because of an abort is a reset, at once', async () => {
    const { url } = await serve(() => undefined);
    const start = performance.now();
    expect(plain(await failure(makeTransport(), url, AbortSignal.timeout(50)))).toMatchObject({
      kind: 'reset',
      status: 0,
    });
    expect(performance.now() - start).toBeLessThan(1000);
  });
});

describe('a connection that cannot be made', () => {
  it('is refused: nothing was sent', async () => {
    const server = createTcpServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, 'close');
    const error = await failure(makeTransport(), `http://127.0.0.1:${port}/`);
    expect(plain(error)).toEqual({
      kind: 'unreachable',
      status: 0,
      message: 'the request could not be sent (ECONNREFUSED)',
    });
    expect([error.fault, error.place]).toEqual(['ECONNREFUSED', `127.0.0.1:${port}`]);
  });

  it('has a name that does not exist: nothing was sent', async () => {
    const { kind, message, place } = await failure(makeTransport(), 'http://nowhere.invalid/');
    expect([kind, place]).toEqual(['unreachable', 'nowhere.invalid:80']);
    expect(message).toMatch(/^the request could not be sent \((ENOTFOUND|EAI_AGAIN)\)$/);
  });
});

describe('a request', () => {
  it('says when it leaves: not before it has a connection', async () => {
    const answers: (() => void)[] = [];
    const { url } = await serve((_request, response) => {
      answers.push(() => response.end());
    });
    const transport = makeTransport();
    const events: string[] = [];
    const send = async (name: string) => {
      const request = { method: 'GET', url, headers: {} } as const;
      await transport.send(request, never, () => events.push(`${name} leaves`));
      events.push(`${name} is answered`);
    };
    const sends = [send('first'), send('second')];
    for (const name of ['first', 'second']) {
      while (answers.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
      events.push(`${name} waits`);
      answers.shift()?.();
    }
    await Promise.all(sends);
    expect(events).toEqual([
      'first leaves',
      'first waits',
      'first is answered',
      'second leaves',
      'second waits',
      'second is answered',
    ]);
  });

  it('that found no connection within the time limit was not sent, and never will be', async () => {
    let requests = 0;
    const { url } = await serve((_request, response) => {
      requests++;
      setTimeout(() => response.end(), 300);
    });
    const transport = makeTransport(200);
    const first = failure(transport, url);
    expect(plain(await failure(transport, url))).toEqual({
      kind: 'unreachable',
      status: 0,
      message: 'no connection within 0.2 s',
    });
    expect((await first).kind).toBe('timeout');
    const { status } = await makeTransport(2000).send({ method: 'GET', url, headers: {} }, never);
    expect([status, requests]).toEqual([200, 2]);
  });

  it('that was ended before it began is not sent', async () => {
    let requests = 0;
    const { url } = await serve((_request, response) => {
      requests++;
      response.end();
    });
    const { kind } = await failure(makeTransport(), url, AbortSignal.abort());
    expect([kind, requests]).toEqual(['unreachable', 0]);
  });
});
