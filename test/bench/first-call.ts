import { fileURLToPath } from 'node:url';
import { measure } from './measure.ts';
import { startServer } from './server.ts';

const CLI = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));

/** Runs a command line until its first call arrives, interrupts it then, and waits for its end; the report is written by then. */
export async function upToFirstCall(
  args: readonly string[],
): Promise<{ readonly seconds: number; readonly maxRssMb: number }> {
  await using server = await startServer({ options: { plan: 'business', latencyMs: 40 }, users: 0 });
  const arrived = new AbortController();
  let hasEnded = false;
  const startedAt = Date.now();
  const usage = measure([CLI, ...args], server.env, arrived.signal).finally(() => {
    hasEnded = true;
  });
  for (;;) {
    const [first] = await server.arrivals();
    if (first) {
      arrived.abort();
      return { seconds: (first.at - startedAt) / 1000, maxRssMb: (await usage).maxRssMb };
    }
    if (hasEnded) throw new Error('the command ended without a call');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
