import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import {
  type AddressInfo,
  connect,
  createServer as createTcpServer,
  type Server,
  type Socket,
} from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';
import { fileURLToPath } from 'node:url';

const fileOf = (name: string) => fileURLToPath(new URL(`tls/${name}.pem`, import.meta.url));

/** The authority that signed the certificates, for NODE_EXTRA_CA_CERTS; both are for zoom.test, proxy.test and localhost. */
export const AUTHORITY = fileOf('ca');

export function certificate(name: 'good' | 'expired'): TlsOptions {
  return { key: readFileSync(fileOf('key')), cert: readFileSync(fileOf(name)) };
}

export type Listening = AsyncDisposable & {
  readonly port: number;
  /** How many connections have been made. */
  connections(): number;
};

async function listen(server: Server): Promise<Listening> {
  const sockets = new Set<Socket>();
  let connections = 0;
  server.on('connection', (socket: Socket) => {
    connections++;
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => connections,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

function join(one: Socket, other: Socket): void {
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const) {
    from.pipe(to);
    from.on('error', () => to.destroy()).on('close', () => to.destroy());
  }
}

/** TLS in front of a port of this machine. */
export function startTls(options: TlsOptions, port: number): Promise<Listening> {
  const server = createTlsServer(options, (socket) => join(socket, connect(port, '127.0.0.1')));
  // A client that does not trust us goes away.
  server.on('tlsClientError', () => undefined);
  return listen(server);
}

/** What a proxy does with a CONNECT: a port of this machine to connect to, or the status line to answer with. */
type Decide = (request: IncomingMessage) => number | string;

/** A proxy for CONNECT; with `options` one that is spoken to in TLS. */
export async function startProxy(decide: Decide, options?: TlsOptions): Promise<Listening> {
  const proxy = createServer((_, response) => response.writeHead(400).end());
  proxy.on('connect', (request, socket: Socket) => {
    const decision = decide(request);
    socket.on('error', () => undefined);
    if (typeof decision === 'string') {
      socket.end(`HTTP/1.1 ${decision}\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    const target = connect(decision, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      join(socket, target);
    });
    target.on('error', () => socket.destroy());
  });
  if (!options) return listen(proxy);
  const server = createTlsServer(options, (socket) => proxy.emit('connection', socket));
  server.on('tlsClientError', () => undefined);
  return listen(server);
}

/** Something that speaks no HTTP. */
export function startOther(greeting: string | undefined): Promise<Listening> {
  const server = createTcpServer((socket) => {
    socket.on('error', () => undefined);
    if (greeting === undefined) socket.destroy();
    else socket.once('data', () => socket.end(greeting));
  });
  return listen(server);
}
