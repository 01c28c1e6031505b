import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { Stats } from '../../src/simulator/simulator.ts';
import type { ServerOrder } from './server-process.ts';

/** A simulated Zoom in a process of its own, so that its work does not disturb what is measured. */
export type BenchServer = {
  readonly env: Readonly<Record<string, string>>;
  /** What was counted since the start, and the arrivals of the calls in ms of the server's clock. */
  report(): Promise<{
    readonly stats: Stats;
    readonly firstAt: number;
    readonly lastAt: number;
    readonly calls: number;
  }>;
  /** Every call in order of arrival. */
  journal(): Promise<
    readonly { readonly at: number; readonly user: string; readonly status: number; readonly lane: string }[]
  >;
  close(): Promise<void>;
};

export async function startServer(order: ServerOrder): Promise<BenchServer> {
  const child = fork(new URL('./server-process.ts', import.meta.url), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const ask = async (message: unknown) => {
    child.send(message as object);
    const [answer] = await once(child, 'message');
    return answer;
  };
  const env = await ask({ start: order });
  return {
    env,
    report: () => ask({ report: true }),
    journal: () => ask({ journal: true }),
    close: async () => {
      child.disconnect();
      await once(child, 'exit');
    },
  };
}
