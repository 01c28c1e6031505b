import type { JsonValue } from '../core/json.ts';
import { type RateLimit, type Reply, ZoomError, type ZoomErrorKind } from '../core/zoom-api.ts';
import type { Endpoint } from './endpoints.ts';
import type { HttpAnswer } from './exchange.ts';
import { retryAfterMs } from './retry-after.ts';

export type Success = Omit<Reply, 'resent'>;

/** Longer texts are not Zoom's messages; the report wants a sentence. */
const LONGEST_MESSAGE = 600;

/** What a Retry-After beyond this means is a day's quota, whatever the message says. */
const LONGEST_SHORT_WAIT_MS = 10 * 60_000;

/**
 * Says what a whole HTTP answer means: the success, or the error that it stands for. Texts go through `clean`, which
 * takes the secrets out.
 * Zoom uses one code for many causes and often leaves its headers out, so status, code and message count together.
 */
export function classify(
  answer: HttpAnswer,
  endpoint: Endpoint,
  clean: Clean,
  now: number,
): Success | ZoomError {
  const trackingId = clean(answer.headers['x-zm-trackingid'] ?? '').slice(0, 200);
  const body = parseJson(answer.text, clean);
  const rateLimit = rateLimitOf(answer, endpoint);
  if (answer.status >= 200 && answer.status < 300 && isProperReply(answer, endpoint, body)) {
    const serverTime = Date.parse(answer.headers.date ?? '');
    return {
      status: answer.status,
      body,
      trackingId,
      rateLimit,
      serverTime: Number.isNaN(serverTime) ? undefined : serverTime,
    };
  }

  const code = numberAt(body, 'code');
  const message = messageOf(answer, body, clean);
  const waitMs = retryAfterMs(answer.headers['retry-after'], now);
  const kind = kindOf({ answer, endpoint, body, code, message, waitMs });
  return new ZoomError({
    kind,
    message,
    status: answer.status,
    code,
    trackingId,
    retryAfterMs: waitMs,
    scope: kind === 'missingScope' ? missingScope(message, endpoint) : undefined,
    rateLimit,
    // A page with such a status comes from something between us and Zoom, which may have done its work.
    inDoubt:
      !isObject(body) && answer.text.trim() !== '' && (kind === 'tokenRefused' || kind === 'ratePerSecond'),
  });
}

/** Takes the secrets out of a text. */
export type Clean = (text: string) => string;

type Evidence = {
  readonly answer: HttpAnswer;
  readonly endpoint: Endpoint;
  readonly body: JsonValue | undefined;
  readonly code: number | undefined;
  readonly message: string;
  readonly waitMs: number | undefined;
};

function kindOf(evidence: Evidence): ZoomErrorKind {
  const { answer, body, code, message } = evidence;
  const { status } = answer;
  if (status === 429) return kindOfRefusal(evidence);
  if (status >= 500 || status === 408) return 'server';
  if (code === 4711 || code === 4700 || (code === 200 && /does not contain/i.test(message)))
    return 'missingScope';
  if (code === 124 || status === 401) return 'tokenRefused';
  // Zoom answers in JSON; anything else comes from a proxy or a gateway, and says nothing about the row.
  if (!isObject(body) || (status < 400 && !isRefusal(body))) return 'unreadable';
  if (status === 409 || code === 1005) return 'exists';
  if (status === 404 || code === 1001 || code === 1010) return 'notFound';
  return 'rejected';
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

/** Zoom's successes carry a JSON object or nothing; a page in HTML is a success of something else. */
function isProperReply(answer: HttpAnswer, endpoint: Endpoint, body: JsonValue | undefined): boolean {
  if (isRefusal(body)) return false;
  if (endpoint.replyHasBody) return isObject(body);
  return answer.text.trim() === '' || isObject(body);
}

/** Zoom's general error shape. Some of its endpoints answer failures with 200. */
function isRefusal(body: JsonValue | undefined): boolean {
  return isObject(body) && numberAt(body, 'code') !== undefined && typeof body.message === 'string';
}

/** Parses an answer; integers that a number cannot hold stay exact as bigint. Undefined when it is no JSON. */
function parseJson(text: string, clean: Clean): JsonValue | undefined {
  if (text.trim() === '') return undefined;
  try {
    return JSON.parse(text, (_name, value: unknown, context?: { source?: string }) => {
      if (typeof value === 'string') return clean(value);
      const exact = typeof value === 'number' && !Number.isSafeInteger(value) ? context?.source : undefined;
      return exact !== undefined && /^-?\d+$/.test(exact) ? BigInt(exact) : value;
    }) as JsonValue;
  } catch {
    return undefined;
  }
}

function messageOf(answer: HttpAnswer, body: JsonValue | undefined, clean: Clean): string {
  if (!isObject(body)) return describeForeignAnswer(answer, clean);
  const message = typeof body.message === 'string' ? body.message : `HTTP ${answer.status} without a message`;
  return oneLine([message, ...fieldMessages(body.errors)].join(' '));
}

/** `{"errors":[{"field":"user_info.email","message":"Invalid field."}]}` as `user_info.email: Invalid field.` */
function fieldMessages(errors: JsonValue | undefined): string[] {
  if (!Array.isArray(errors)) return [];
  return errors
    .filter(isObject)
    .map((error) => `${String(error.field ?? 'a field')}: ${String(error.message ?? 'invalid')}`);
}

function describeForeignAnswer({ status, text, headers }: HttpAnswer, clean: Clean): string {
  if (text.trim() === '') return `HTTP ${status} with an empty body`;
  const title = /<title[^>]*>([^<]*)/i.exec(text.slice(0, 20_000))?.[1];
  const what =
    /html/i.test(headers['content-type'] ?? '') || /<html/i.test(text) ? 'an HTML page' : 'no JSON';
  return oneLine(clean(`HTTP ${status} with ${what}${title ? ` (${title})` : ''} instead of Zoom's answer`));
}

function rateLimitOf({ headers }: HttpAnswer, { label }: Endpoint): RateLimit | undefined {
  const category = headers['x-ratelimit-category']?.toLowerCase() ?? label;
  const limit = Number(headers['x-ratelimit-limit'] || Number.NaN);
  const remaining = Number(headers['x-ratelimit-remaining'] || Number.NaN);
  if (category !== label || !Number.isInteger(limit) || !Number.isInteger(remaining)) return undefined;
  return { limit, remaining, window: windowOf(headers['x-ratelimit-type'] ?? '') };
}

function windowOf(type: string): RateLimit['window'] {
  if (/qps/i.test(type)) return 'second';
  return /daily/i.test(type) ? 'day' : undefined;
}

function missingScope(message: string, endpoint: Endpoint): string {
  return /scopes?:\s*\[([^\]]+)\]/i.exec(message)?.[1]?.trim() ?? permission(message) ?? endpoint.scope;
}

/** The admin permission in `Does not contain permissions [User:Edit].` */
function permission(message: string): string | undefined {
  return /permissions?:?\s*\[([^\]]+)\]/i.exec(message)?.[1]?.trim();
}

function oneLine(text: string): string {
  const line = text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
  return line.length > LONGEST_MESSAGE ? `${line.slice(0, LONGEST_MESSAGE)}…` : line;
}

function numberAt(body: JsonValue | undefined, name: string): number | undefined {
  const value = isObject(body) ? body[name] : undefined;
  const number = typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' ? number : undefined;
}

function isObject(value: JsonValue | undefined): value is { readonly [name: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
