import { once } from 'node:events';
import { createSecureServer } from 'node:http2';
import type { AddressInfo } from 'node:net';

export type TlsServerMessage =
  | { readonly start: { readonly key: string; readonly cert: string; readonly latencyMs: number } }
  | { readonly ask: 'connections' };

type TlsServer = { readonly port: number; connections(): number; close(): void };

let server: TlsServer | undefined;

process.on('message', async (message: TlsServerMessage) => {
  if ('start' in message) {
    server = await startTlsServer(message.start);
    process.send?.(server.port);
    return;
  }
  process.send?.(server?.connections());
});
process.on('disconnect', () => server?.close());

/** Speaks HTTP/2 with whoever can, else HTTP/1.1; signs everybody in and answers every call with 204. */
async function startTlsServer({
  key,
  cert,
  latencyMs,
}: Extract<TlsServerMessage, { start: unknown }>['start']): Promise<TlsServer> {
  let connections = 0;
  const listening = createSecureServer({ key, cert, allowHTTP1: true }, (request, response) => {
    request.resume();
    if (request.method === 'POST') response.end('{"access_token":"bench"}');
    else setTimeout(() => response.writeHead(204).end(), latencyMs);
  });
  listening.on('secureConnection', () => {
    connections++;
  });
  listening.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  return {
    port: (listening.address() as AddressInfo).port,
    connections: () => connections,
    close: () => listening.close(),
  };
}
