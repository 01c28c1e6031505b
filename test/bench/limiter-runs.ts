import { runInput } from './run-input.ts';
import { type Arrival, startServer } from './server.ts';

/** What arrived in one label during one run. */
export type LimiterRun = {
  /** When the calls arrived that were not refused, in ms. */
  readonly passed: readonly number[];
  /** In any 1,000 ms, refused ones among them. */
  readonly most: number;
  readonly refused: number;
};

/** Runs an input against an account of its own. */
export async function runLimiters(order: {
  readonly lines: readonly string[];
  readonly users: number;
  readonly options: {
    readonly plan: 'free' | 'pro' | 'business';
    readonly latencyMs: readonly [number, number];
  };
}): Promise<Record<'light' | 'medium', LimiterRun>> {
  await using server = await startServer(order);
  await runInput(order.lines, order.options.plan, server);
  const { maxInSecond } = await server.stats();
  const arrivals = await server.arrivals();
  return {
    light: limiterRun('light', arrivals, maxInSecond.light.sliding),
    medium: limiterRun('medium', arrivals, maxInSecond.medium.sliding),
  };
}

function limiterRun(label: string, arrivals: readonly Arrival[], most: number): LimiterRun {
  const its = arrivals.filter((arrival) => arrival.label === label);
  return {
    passed: its.filter(({ status }) => status < 300).map(({ at }) => at),
    most,
    refused: its.filter(({ status }) => status === 429).length,
  };
}

/** From the first arrival to the last. */
export function perSecond(arrivals: readonly number[]): number {
  const [first = Number.NaN] = arrivals;
  return (arrivals.length - 1) / (((arrivals.at(-1) ?? Number.NaN) - first) / 1000);
}
