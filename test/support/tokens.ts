import type { HttpAnswer } from '../../src/zoom/exchange.ts';
import { type Credentials, Token } from '../../src/zoom/token.ts';
import type { HttpRequest, TransportError } from '../../src/zoom/transport.ts';

export const SECRET = 'a&secret/+';
const APP: Credentials = {
  kind: 'serverToServer',
  accountId: 'acc+1',
  clientId: 'client',
  clientSecret: SECRET,
  oauthUrl: 'https://zoom.example/oauth/token',
};
export const PASS: Credentials = { kind: 'accessToken', accessToken: 'given-token' };

type TokenRig = {
  /** By the number of the request. */
  readonly answers?: Answers;
  readonly credentials?: Credentials;
};

type Answers = (count: number) => Partial<HttpAnswer> | TransportError;

/** A token whose sign-ins are answered by the test. */
export function makeToken({ answers = granted(), credentials = APP }: TokenRig = {}) {
  const clock = { now: 1_000_000 };
  const requests: HttpRequest[] = [];
  let told = 0;
  const token = new Token({
    credentials,
    send: async (request) => {
      requests.push(request);
      const answer = answers(requests.length);
      if (answer instanceof Error) throw answer;
      return { status: 200, headers: {}, text: '', ...answer };
    },
    now: () => clock.now,
    ticks: () => clock.now,
    onRequest: () => told++,
  });
  return { token, clock, requests, told: () => told };
}

/** T1, T2 … */
export function granted(more: object = { expires_in: 3600 }): Answers {
  return (count) => ({ text: JSON.stringify({ access_token: `T${count}`, token_type: 'bearer', ...more }) });
}
