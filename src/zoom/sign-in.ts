import type { JsonValue } from '../core/json.ts';
import { ZoomError } from '../core/zoom-error.ts';
import { redact } from '../support/redact.ts';
import { messageOf } from './answer-message.ts';
import type { HttpAnswer } from './exchange.ts';
import { retryAfterMs } from './retry-after.ts';
import type { HttpRequest } from './transport.ts';

/** The credentials of a Server-to-Server OAuth app. */
export type ServerToServer = {
  readonly kind: 'serverToServer';
  readonly accountId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly oauthUrl: string;
};

/** An access token, and how long Zoom takes it. */
export type Granted = {
  readonly value: string;
  readonly lifeMs: number;
  /** What it may be used for; undefined when nobody has said so. */
  readonly scopes?: readonly string[] | undefined;
};

/** What Zoom's documentation gives, for when the answer does not say. */
const USUAL_LIFE_SECONDS = 3600;

/** The parameters belong into the body: in the query string newer apps get 400. */
export function signInRequest({ accountId, clientId, clientSecret, oauthUrl }: ServerToServer): HttpRequest {
  return {
    method: 'POST',
    url: oauthUrl,
    headers: {
      authorization: `Basic ${basicAuth(clientId, clientSecret)}`,
      'content-type': 'application/x-www-form-urlencoded',
      accept: 'application/json',
    },
    body: new URLSearchParams({ grant_type: 'account_credentials', account_id: accountId }).toString(),
  };
}

/**
 * What a whole answer of the token endpoint means; `signInRefused` with status 200 is one that should have had a token.
 * @param now ms since the epoch
 */
export function readSignIn(answer: HttpAnswer, secrets: readonly string[], now: number): Granted | ZoomError {
  const body = parse(answer.text);
  if (answer.status !== 200 || body === undefined) return signInError(answer, body, secrets, now);
  const value = body.access_token;
  if (typeof value === 'string' && isHeaderValue(value))
    return { value, lifeMs: lifeSeconds(body.expires_in) * 1000, scopes: scopesIn(body.scope) };
  const what = typeof value === 'string' && value !== '' ? 'a token that no header can carry' : 'no token';
  const message = `the answer to the sign-in has ${what} (HTTP 200)`;
  return new ZoomError({ kind: 'signInRefused', message, status: 200 });
}

/** Separated by blanks; by commas in the answers of some other servers. */
function scopesIn(said: JsonValue | undefined): readonly string[] | undefined {
  const scopes = typeof said === 'string' ? said.split(/[\s,]+/).filter(Boolean) : [];
  return scopes.length > 0 ? scopes : undefined;
}

/** Something that is no time means nothing: such a token is used until Zoom refuses it. */
function lifeSeconds(said: JsonValue | undefined): number {
  const seconds = typeof said === 'number' || typeof said === 'string' ? Number(said) : Number.NaN;
  return seconds > 0 ? seconds : USUAL_LIFE_SECONDS;
}

/** The user and password of HTTP's basic authentication, as its header carries them. */
export function basicAuth(clientId: string, clientSecret: string): string {
  return Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
}

/** A header with anything else cannot be sent, however often it is tried. */
export function isHeaderValue(text: string): boolean {
  return /^[\x21-\x7e]+$/.test(text);
}

function signInError(
  answer: HttpAnswer,
  body: Record<string, JsonValue> | undefined,
  secrets: readonly string[],
  now: number,
): ZoomError {
  const { status, headers } = answer;
  const clean = (text: string) => redact(text, secrets);
  const said = ['reason', 'errorMessage', 'message', 'error']
    .map((name) => body?.[name])
    .find((text) => typeof text === 'string' && text !== '');
  const what = said === undefined ? `HTTP ${status}` : `${clean(String(said))} (HTTP ${status})`;
  const message = body === undefined ? messageOf(answer, undefined, clean) : what;
  const isFinal = body !== undefined && status >= 400 && status < 500 && status !== 429 && status !== 408;
  if (isFinal) {
    return new ZoomError({ kind: 'signInRefused', message: `Zoom refused the sign-in: ${message}`, status });
  }
  return new ZoomError({
    kind: 'signInFailed',
    message: `signing in at Zoom failed: ${message}`,
    status,
    retryAfterMs: retryAfterMs(headers['retry-after'], now),
  });
}

function parse(text: string): Record<string, JsonValue> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, JsonValue>)
      : undefined;
  } catch {
    return undefined;
  }
}
