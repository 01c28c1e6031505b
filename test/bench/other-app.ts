import { request } from 'undici';
import { signIn } from './sign-in.ts';

/**
 * Another app of the account: reads users at a steady pace, whatever the answers are.
 * @returns how to end it
 */
export async function startOtherApp(
  env: Readonly<Record<string, string>>,
  perSecond: number,
): Promise<() => Promise<void>> {
  const token = await signIn(env);
  const underWay = new Set<Promise<void>>();
  let sent = 0;
  const startedAt = performance.now();
  const timer = setInterval(() => {
    for (; sent < ((performance.now() - startedAt) / 1000) * perSecond; sent++) {
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
