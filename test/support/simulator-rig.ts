import { onTestFinished } from 'vitest';
import { Simulator, type SimulatorOptions } from '../../src/simulator/simulator.ts';

export type Answer = {
  readonly status: number;
  readonly body: unknown;
  /** The body as it came. */
  readonly text: string;
  readonly headers: Headers;
};

/** A simulator that is closed after the test, and a way to talk to it that is signed in. */
export async function startRig(options: SimulatorOptions = {}) {
  const simulator = await Simulator.start({ perSecond: { light: Infinity, medium: Infinity }, ...options });
  onTestFinished(() => simulator.close());
  let token = await freshToken(simulator);

  /** @param body a text goes out as it is, a form as multipart, everything else as JSON */
  async function call(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<Answer> {
    const isRaw = typeof body === 'string' || body instanceof FormData;
    const response = await fetch(simulator.apiUrl + path, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body instanceof FormData ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: isRaw ? body : JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
    });
    const text = await response.text();
    const parsed: unknown = text === '' ? undefined : JSON.parse(text);
    return { status: response.status, body: parsed, text, headers: response.headers };
  }

  const create = (email: string, action = 'autoCreate', more: object = {}) =>
    call('POST', '/users', { action, user_info: { email, type: 1, ...more } });

  async function signInAgain(): Promise<void> {
    token = await freshToken(simulator);
  }

  return { simulator, call, create, signInAgain };
}

export type SignIn = { readonly status: number; readonly body: unknown };

export async function signIn(
  simulator: Simulator,
  { body = grant(simulator), query = '', authorization = basic(simulator), contentType = FORM } = {},
): Promise<SignIn> {
  const response = await fetch(simulator.oauthUrl + query, {
    method: 'POST',
    headers: { authorization, 'content-type': contentType },
    body,
  });
  return { status: response.status, body: await response.json() };
}

const FORM = 'application/x-www-form-urlencoded';

function grant(simulator: Simulator): string {
  return `grant_type=account_credentials&account_id=${simulator.env.ZOOM_ACCOUNT_ID}`;
}

function basic({ env }: Simulator): string {
  return `Basic ${Buffer.from(`${env.ZOOM_CLIENT_ID}:${env.ZOOM_CLIENT_SECRET}`).toString('base64')}`;
}

export async function freshToken(simulator: Simulator): Promise<string> {
  const { body } = await signIn(simulator);
  return (body as { access_token: string }).access_token;
}
