import type { Endpoint } from '../core/endpoints.ts';
import type { JsonValue } from '../core/json.ts';
import type { Reply } from '../core/zoom-api.ts';
import { zoomCodeOf } from '../core/zoom-codes.ts';
import { ZoomError, type ZoomErrorKind } from '../core/zoom-error.ts';
import { codeOf, isErrorBody, isObject, parseBody } from './answer-body.ts';
import { type Clean, messageOf } from './answer-message.ts';
import type { HttpAnswer } from './exchange.ts';
import { readRateLimit } from './rate-limit-headers.ts';
import { retryAfterMs } from './retry-after.ts';

/** What a Retry-After beyond this means is a day's quota, whatever the message says. */
const LONGEST_SHORT_WAIT_MS = 10 * 60_000;

const CREATED = 201;

/**
 * Says what a whole HTTP answer means: the success, or the error that it stands for. Zoom uses one code for many causes
 * and often leaves its headers out, so status, code and message count together.
 * @param clean what people read goes through it; what the account has of a user stays as it is, and is compared and sent
 * @param now ms since the epoch, by Zoom's clock
 */
export function classify(
  answer: HttpAnswer,
  endpoint: Endpoint,
  clean: Clean,
  now: number,
): Reply | ZoomError {
  const { status, headers } = answer;
  const trackingId = clean(headers['x-zm-trackingid'] ?? '').slice(0, 200);
  const rateLimit = readRateLimit(answer, endpoint.label);
  const body = parseBody(answer.text);
  if (status >= 200 && status < 300 && isProperBody(answer, endpoint, body)) {
    return { status, body, trackingId, rateLimit };
  }

  const code = codeOf(body);
  const message = messageOf(answer, body, clean);
  const waitMs = retryAfterMs(headers['retry-after'], now);
  const kind = kindOf({ answer, endpoint, body, code, message, waitMs });
  return new ZoomError({
    kind,
    message,
    status,
    code,
    trackingId,
    retryAfterMs: waitMs,
    scope: missingRight(kind, message, endpoint),
    rateLimit,
    // A page with such a status comes from something between us and Zoom, which may have done its work.
    inDoubt:
      !isObject(body) && answer.text.trim() !== '' && (kind === 'tokenRefused' || kind === 'ratePerSecond'),
  });
}

/**
 * Zoom's successes carry JSON or nothing; a page in HTML is a success of something else. Where nothing is to be read from
 * the body, any JSON will do: Zoom has been seen to answer with an empty text in quotes.
 */
function isProperBody(
  { status, text }: HttpAnswer,
  endpoint: Endpoint,
  body: JsonValue | undefined,
): boolean {
  if (isErrorBody(body)) return false;
  if (isObject(body)) return true;
  const isPlain = body !== undefined || text.trim() === '';
  // Whatever the answer to a create says, or does not say: by its 201 something was created.
  return isPlain && (!endpoint.replyHasBody || (status === CREATED && !endpoint.reads));
}

type Evidence = {
  readonly answer: HttpAnswer;
  readonly endpoint: Endpoint;
  readonly body: JsonValue | undefined;
  readonly code: number | undefined;
  readonly message: string;
  readonly waitMs: number | undefined;
};

/** Said about whoever asks, or where, whatever the status is. */
const ABOUT_THE_APP: ReadonlySet<ZoomErrorKind> = new Set([
  'missingScope',
  'missingPermission',
  'signInRefused',
  'tokenRefused',
  'unknownAddress',
]);

function kindOf(evidence: Evidence): ZoomErrorKind {
  const { answer, body, code, message } = evidence;
  const { status } = answer;
  if (status === 429) return kindOfRefusal(evidence);
  if (status >= 500 || status === 408) return 'server';
  const known = zoomCodeOf(code, message);
  const kind = known && (known.kind ?? 'rejected');
  if (kind && ABOUT_THE_APP.has(kind)) return kind;
  if (status === 401) return 'tokenRefused';
  // Zoom answers in JSON; anything else comes from a proxy or a gateway, and says nothing about the row.
  if (!isObject(body) || (status < 400 && !isErrorBody(body))) {
    return isElsewhere(status) ? 'wrongPlace' : 'unreadable';
  }
  if (status === 409) return 'exists';
  if (kind) return kind;
  // Zoom says by a code what there is none of; another server says no more than its status.
  if (isElsewhere(status) && (code === undefined || code === status)) return 'wrongPlace';
  return status === 404 && !/licen[cs]e/i.test(message) ? 'notFound' : 'rejected';
}

/** What a server says that does not have what was called, or has it under another address. */
function isElsewhere(status: number): boolean {
  return (status >= 300 && status < 400) || status === 404 || status === 405 || status === 410;
}

/** Which of the four kinds of 429 it is: by message first, since the headers are often missing. */
function kindOfRefusal({ answer, endpoint, message, waitMs }: Evidence): ZoomErrorKind {
  if (/too many concurrent/i.test(message)) return 'concurrent';
  if (/per-second/i.test(message)) return 'ratePerSecond';
  if (/user invite/i.test(message)) return 'inviteQuota';
  const type = answer.headers['x-ratelimit-type'] ?? '';
  if (/maximum daily/i.test(message) || /daily/i.test(type)) return 'rateDaily';
  if (/qps/i.test(type)) return 'ratePerSecond';
  const untilMidnight =
    /daily|GMT 00:00/i.test(message) || (waitMs !== undefined && waitMs > LONGEST_SHORT_WAIT_MS);
  if (!untilMidnight) return 'ratePerSecond';
  return endpoint.path === '/users' ? 'inviteQuota' : 'rateDaily';
}

function missingRight(kind: ZoomErrorKind, message: string, endpoint: Endpoint): string | undefined {
  if (kind === 'missingScope') return inBrackets(message) ?? endpoint.scope;
  return kind === 'missingPermission' ? (inBrackets(message) ?? 'User:Edit') : undefined;
}

/** `User:Edit` of `Does not contain permissions [User:Edit].` */
function inBrackets(message: string): string | undefined {
  return /(?:scope|permission)s?:?\s*\[([^[\]]+)\]/i.exec(message)?.[1]?.trim();
}
