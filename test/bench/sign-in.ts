import { type Dispatcher, getGlobalDispatcher, request } from 'undici';

/** A token for the account that the environment names. */
export async function signIn(
  env: Readonly<Record<string, string | undefined>>,
  dispatcher: Dispatcher = getGlobalDispatcher(),
): Promise<string> {
  const app = Buffer.from(`${env.ZOOM_CLIENT_ID}:${env.ZOOM_CLIENT_SECRET}`).toString('base64');
  const { body } = await request(String(env.ZOOM_OAUTH_URL), {
    method: 'POST',
    headers: { authorization: `Basic ${app}`, 'content-type': 'application/x-www-form-urlencoded' },
    body: `grant_type=account_credentials&account_id=${env.ZOOM_ACCOUNT_ID}`,
    dispatcher,
  });
  const { access_token: token } = (await body.json()) as { access_token: string };
  return token;
}
