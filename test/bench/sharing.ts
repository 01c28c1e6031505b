import { startOtherApp } from './other-app.ts';
import { runInput } from './run-input.ts';
import { type Arrival, startServer } from './server.ts';
import { modelSharing } from './sharing-model.ts';
import type { Sizes } from './sizes.ts';
import { printTable, spread } from './table.ts';
import { updates } from './write-input.ts';

const LIMIT = 80;
const OTHER = 40;

type Figures = {
  readonly refusedPercent: number;
  readonly usedPercent: number;
  /** Infinity when it was not back before the end. */
  readonly backAfterSeconds: number;
};

/** Another app takes half of the Light calls for a while: how much is refused, how much of the rest is used, how soon all is back. */
export async function benchSharing({ quick, longRuns }: Sizes): Promise<void> {
  printTable(
    'Sharing, in a model: another app takes 40 of 80 calls a second for 60 s, then stops',
    ['rule', 'refused', 'of what is left used', 'back at 95 % of the limit after, s'],
    modelSharing(),
  );

  const sharedMs = quick ? 20_000 : 45_000;
  const times = quick ? 1 : longRuns;
  printTable(
    `Sharing, with real processes: the other app takes ${OTHER} of ${LIMIT} calls a second for ${sharedMs / 1000} s; runs: ${times}`,
    ['answers', 'refused, %', 'of what is left used, %', 'back at 95 % of the limit after, s'],
    [
      ['say nothing of the second', ...(await shareOften(times, sharedMs, true))],
      ['say what is left of the second', ...(await shareOften(times, sharedMs, 'per-second'))],
    ],
  );
}

async function shareOften(
  times: number,
  sharedMs: number,
  rateHeaders: true | 'per-second',
): Promise<string[]> {
  const runs: Figures[] = [];
  for (let run = 0; run < times; run++) runs.push(await share(sharedMs, rateHeaders));
  const column = (of: keyof Figures, digits: number) =>
    spread(
      runs.map((figures) => figures[of]),
      digits,
    );
  return [column('refusedPercent', 1), column('usedPercent', 0), column('backAfterSeconds', 1)];
}

async function share(sharedMs: number, rateHeaders: true | 'per-second'): Promise<Figures> {
  // About what passes while the other app is there, and enough for some time without it.
  const count = Math.round((sharedMs / 1000) * 36 + 25 * 70);
  await using server = await startServer({
    options: { plan: 'business', latencyMs: [30, 60], rateHeaders },
    users: count,
  });
  const stop = await startOtherApp(server.env, OTHER);
  const stopped = new Promise<number>((resolve) => {
    setTimeout(async () => {
      await stop();
      resolve(Date.now());
    }, sharedMs);
  });
  await runInput(updates(count), 'business', server);
  const stoppedAt = await stopped;
  return figures(
    (await server.arrivals()).filter(({ user }) => !user.startsWith('other')),
    stoppedAt,
  );
}

function figures(calls: readonly Arrival[], stoppedAt: number): Figures {
  const shared = calls.filter(({ at }) => at < stoppedAt);
  const passed = shared.filter(({ status }) => status !== 429);
  const seconds = (stoppedAt - (calls[0]?.at ?? 0)) / 1000;
  const back = calls.find(({ at }) => at > stoppedAt && passedInSecondFrom(calls, at) >= LIMIT * 0.95);
  return {
    refusedPercent: (100 * (shared.length - passed.length)) / shared.length,
    usedPercent: (100 * passed.length) / seconds / (LIMIT - OTHER),
    backAfterSeconds: ((back?.at ?? Number.POSITIVE_INFINITY) - stoppedAt) / 1000,
  };
}

function passedInSecondFrom(calls: readonly Arrival[], from: number): number {
  return calls.filter(({ at, status }) => at >= from && at < from + 1000 && status !== 429).length;
}
