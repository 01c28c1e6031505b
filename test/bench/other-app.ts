import { request } from 'undici';
import { signIn } from './sign-in.ts';

/** How many calls another app has sent by a moment, in ms since it began. */
export type Calls = (ms: number) => number;

export function evenly(perSecond: number, untilMs = Number.POSITIVE_INFINITY): Calls {
  return (ms) => (Math.min(ms, untilMs) / 1000) * perSecond;
}

export function inBursts(calls: number, everyMs: number): Calls {
  return (ms) => Math.floor(ms / everyMs) * calls;
}

/** At random times: the time from one to the next is exponentially distributed. */
export function atRandom(perSecond: number): Calls {
  const nextMs = () => (-Math.log(1 - Math.random()) * 1000) / perSecond;
  let [sent, dueAt] = [0, nextMs()];
  return (ms) => {
    for (; dueAt <= ms; dueAt += nextMs()) sent++;
    return sent;
  };
}

/**
 * Another app of the account: reads users, whatever the answers are.
 * @returns how to end it
 */
export async function startOtherApp(
  env: Readonly<Record<string, string>>,
  calls: Calls,
): Promise<() => Promise<void>> {
  const token = await signIn(env);
  const underWay = new Set<Promise<void>>();
  let sent = 0;
  const startedAt = performance.now();
  const timer = setInterval(() => {
    for (const due = calls(performance.now() - startedAt); sent < due; sent++) {
      const call = request(`${env.ZOOM_API_URL}/users/other${sent}@bench.example`, {
        headers: { authorization: `Bearer ${token}` },
      })
        .then(({ body }) => body.dump())
        .finally(() => underWay.delete(call));
      underWay.add(call);
    }
  }, 5);
  return async () => {
    clearInterval(timer);
    await Promise.all(underWay);
  };
}
