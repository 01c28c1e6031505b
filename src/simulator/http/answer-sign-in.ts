import type { ServerState } from '../state/server-state.ts';
import type { SimulatorSettings } from '../state/simulator-settings.ts';
import { applyFault } from './apply-fault.ts';
import type { Disposition } from './disposition.ts';
import type { HttpReply } from './http-reply.ts';
import type { Incoming } from './incoming.ts';

/** POST /oauth/token, for server-to-server apps. */
export async function answerSignIn(
  incoming: Incoming,
  query: string,
  server: ServerState,
): Promise<Disposition> {
  server.counters.tokenAsked();
  const form = (await incoming.bytes()).toString();
  const fault = server.faults.next({
    method: incoming.method,
    path: incoming.url,
    template: '/oauth/token',
    users: [],
  });
  return applyFault(
    fault,
    'light',
    server,
    async () => refusedSignIn(incoming, query, form, server) ?? granted(server),
  );
}

function refusedSignIn(
  incoming: Incoming,
  query: string,
  form: string,
  { settings }: ServerState,
): HttpReply | undefined {
  if (incoming.method !== 'POST') return signInRefusal(405, 'invalid_request', 'Method Not Allowed');
  if (!isApp(incoming.header('authorization') ?? '', settings)) {
    return signInRefusal(401, 'invalid_client', 'Invalid client_id or client_secret');
  }
  if (!isForm(incoming) && (settings.strict || form !== '')) return UNSUPPORTED_GRANT;
  if (settings.strict && query !== '') return BAD_REQUEST;
  // Released clients send either parameter in the query or in the form, and Zoom takes both.
  const parameters = new URLSearchParams(`${form}&${query}`);
  if (parameters.get('grant_type') !== 'account_credentials') return UNSUPPORTED_GRANT;
  return parameters.get('account_id') === settings.accountId ? undefined : BAD_REQUEST;
}

function isForm(incoming: Incoming): boolean {
  return /^application\/x-www-form-urlencoded(;|$)/i.test(incoming.header('content-type') ?? '');
}

function isApp(authorization: string, { clientId, clientSecret }: SimulatorSettings): boolean {
  const encoded = /^Basic (\S+)$/i.exec(authorization)?.[1] ?? '';
  return Buffer.from(encoded, 'base64').toString() === `${clientId}:${clientSecret}`;
}

function granted({ tokens, settings }: ServerState): HttpReply {
  return {
    status: 200,
    body: {
      access_token: tokens.issue(),
      token_type: 'bearer',
      expires_in: settings.tokenSeconds,
      scope: settings.scopes.join(' '),
      api_url: 'https://api.zoom.us',
    },
  };
}

/** The token endpoint has an error shape of its own. */
function signInRefusal(status: number, error: string, reason: string): HttpReply {
  return { status, body: { reason, error } };
}

const UNSUPPORTED_GRANT = signInRefusal(400, 'unsupported_grant_type', 'unsupported grant type');
const BAD_REQUEST = signInRefusal(400, 'invalid_request', 'Bad Request');
