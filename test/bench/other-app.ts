import { request } from 'undici';

/**
 * Another app of the account: reads users at a steady pace, whatever the answers are.
 * @returns how to end it
 */
export async function startOtherApp(
  env: Readonly<Record<string, string>>,
  perSecond: number,
): Promise<() => Promise<void>> {
  const answer = await request(String(env.ZOOM_OAUTH_URL), {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`${env.ZOOM_CLIENT_ID}:${env.ZOOM_CLIENT_SECRET}`).toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: `grant_type=account_credentials&account_id=${env.ZOOM_ACCOUNT_ID}`,
  });
  const { access_token: token } = (await answer.body.json()) as { access_token: string };
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
