import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** So soon somebody who has the port meanwhile may give it back. */
const AGAIN_MS = 50;

/** Where the simulator listens, and where for a while nobody does: connections break, and new ones are refused. */
export class Door {
  #server: Server | undefined;
  #port = 0;
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;

  /** Listens when it resolves. @throws an error with `code: 'EADDRINUSE'` for a port in use */
  async open(server: Server, port: number): Promise<number> {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    this.#server = server;
    this.#port = (server.address() as AddressInfo).port;
    return this.#port;
  }

  /** Nobody answers for so long; while nobody does, nothing changes by it. */
  shut(forMs: number): void {
    const server = this.#server;
    if (!server?.listening || this.#isClosed) return;
    server.close();
    server.closeAllConnections();
    this.#listenIn(forMs, server);
  }

  /** Ends all connections, hung ones too. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    const server = this.#server;
    if (!server?.listening) return;
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  }

  #listenIn(ms: number, server: Server): void {
    this.#timer = setTimeout(() => {
      server.once('error', () => this.#listenIn(AGAIN_MS, server));
      server.listen(this.#port, '127.0.0.1', () => server.removeAllListeners('error'));
    }, ms);
  }
}
