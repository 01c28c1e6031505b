import type { JournalEntry, Stats } from '../../src/simulator/simulator.ts';
import type { ServerMessage, ServerOrder } from './server-process.ts';
import { startProcess } from './start-process.ts';

/** A call as the server saw it; `at` is its arrival, in ms since the epoch. */
export type Arrival = Pick<JournalEntry, 'at' | 'user' | 'status' | 'label'>;

/** A simulated Zoom in a process of its own, so that its work does not disturb what is measured. */
export type BenchServer = AsyncDisposable & {
  readonly env: Readonly<Record<string, string>>;
  /** What was counted since the start. */
  stats(): Promise<Stats>;
  /** Every call in order of arrival. */
  arrivals(): Promise<readonly Arrival[]>;
};

export async function startServer(order: ServerOrder): Promise<BenchServer> {
  const server = startProcess<ServerMessage>(new URL('./server-process.ts', import.meta.url));
  const env = (await server.ask({ start: order })) as BenchServer['env'];
  return {
    env,
    stats: async () => (await server.ask({ ask: 'stats' })) as Stats,
    arrivals: async () => (await server.ask({ ask: 'arrivals' })) as readonly Arrival[],
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}
