import { describe, expect, it } from 'vitest';
import type { EndpointName } from '../../src/core/endpoints.ts';
import { error, HTML, meaning } from '../support/meaning.ts';

const HOUR_MS = 3_600_000;

describe('429', () => {
  const SECOND = 'You have reached the maximum per-second rate limit for this API. Try again later.';
  const DAY =
    'You have reached the maximum daily rate limit for this API. Refer to the response header for details on when you can make another request.';
  const INVITES =
    'You have exceeded the daily rate limit (1500) of user invite requests permitted for this account. You may resume these requests at GMT 00:00:00.';
  const CONCURRENT =
    'Too many concurrent requests. A request to disassociate this user has already been made.';
  const OTHER_QUOTA =
    'You have exceeded the daily rate limit (100) of API requests permitted for this particular user. You may resume these requests at GMT 00:00:00.';
  const QPS = { 'x-ratelimit-type': 'QPS', 'x-ratelimit-category': 'Light' };
  const DAILY = {
    'x-ratelimit-type': 'Daily-limit',
    'x-ratelimit-category': 'Light',
    'x-ratelimit-limit': '6000',
    'x-ratelimit-remaining': '0',
    'retry-after': '2026-02-01T00:00:00Z',
  };
  const ONLY_CATEGORY = {
    'x-ratelimit-category': 'Light',
    'x-ratelimit-limit': '6000',
    'x-ratelimit-remaining': '5893',
  };
  const DAY_LIMIT = { limit: 6000, remaining: 0, window: 'day' };
  const LEFT = { limit: 6000, remaining: 5893, window: undefined };

  it.each<[string, EndpointName, string, Readonly<Record<string, string>>, Record<string, unknown>]>([
    ['per second', 'createUser', SECOND, QPS, { kind: 'ratePerSecond' }],
    ['per second without headers', 'createUser', SECOND, {}, { kind: 'ratePerSecond' }],
    [
      'per second, with headers of the day',
      'updateUser',
      SECOND,
      DAILY,
      { kind: 'ratePerSecond', retryAfterMs: 6 * HOUR_MS, rateLimit: DAY_LIMIT },
    ],
    ['per second by its header alone', 'updateUser', 'Too Many Requests', QPS, { kind: 'ratePerSecond' }],
    [
      'daily',
      'updateUser',
      DAY,
      DAILY,
      { kind: 'rateDaily', retryAfterMs: 6 * HOUR_MS, rateLimit: DAY_LIMIT },
    ],
    [
      'daily on a create',
      'createUser',
      DAY,
      DAILY,
      { kind: 'rateDaily', retryAfterMs: 6 * HOUR_MS, rateLimit: DAY_LIMIT },
    ],
    ['daily without headers', 'createUser', DAY, {}, { kind: 'rateDaily' }],
    [
      'daily by its header alone',
      'createUser',
      'Too Many Requests',
      DAILY,
      { kind: 'rateDaily', retryAfterMs: 6 * HOUR_MS, rateLimit: DAY_LIMIT },
    ],
    ['invitations without headers', 'createUser', INVITES, {}, { kind: 'inviteQuota' }],
    [
      'invitations with calls left',
      'createUser',
      INVITES,
      ONLY_CATEGORY,
      { kind: 'inviteQuota', rateLimit: LEFT },
    ],
    [
      'invitations with headers',
      'createUser',
      INVITES,
      DAILY,
      { kind: 'inviteQuota', retryAfterMs: 6 * HOUR_MS, rateLimit: DAY_LIMIT },
    ],
    [
      'another daily quota of a create',
      'createUser',
      OTHER_QUOTA,
      ONLY_CATEGORY,
      { kind: 'inviteQuota', rateLimit: LEFT },
    ],
    ['another daily quota', 'setPassword', OTHER_QUOTA, {}, { kind: 'rateDaily' }],
    [
      'a long Retry-After alone, on a create',
      'createUser',
      'Too Many Requests',
      { 'retry-after': '3600' },
      { kind: 'inviteQuota', retryAfterMs: HOUR_MS },
    ],
    [
      'a long Retry-After alone',
      'updateUser',
      'Too Many Requests',
      { 'retry-after': 'Sat, 31 Jan 2026 19:00:00 GMT' },
      { kind: 'rateDaily', retryAfterMs: HOUR_MS },
    ],
    [
      'a short Retry-After alone',
      'updateUser',
      'Too Many Requests',
      { 'retry-after': '2' },
      { kind: 'ratePerSecond', retryAfterMs: 2000 },
    ],
    ['one user', 'updateUser', CONCURRENT, {}, { kind: 'concurrent' }],
    ['one user, with headers of the second', 'updateUser', CONCURRENT, QPS, { kind: 'concurrent' }],
    ['nothing said', 'updateUser', 'Too Many Requests', {}, { kind: 'ratePerSecond' }],
  ])('%s', (_what, endpoint, message, headers, expected) => {
    for (const code of [429, 4290]) {
      expect(meaning({ endpoint, status: 429, body: { code, message }, headers })).toEqual(
        error({ status: 429, code, message, ...expected }),
      );
    }
  });

  it.each([
    ['', 'HTTP 429 with an empty body', false],
    [HTML, "HTTP 429 with an HTML page (Bad Gateway) instead of Zoom's answer", true],
    ['slow down', "HTTP 429 with no JSON instead of Zoom's answer", true],
  ])(
    "without JSON is taken for the limit of the second, a page not for Zoom's word: %j",
    (text, message, inDoubt) => {
      const expected = error({ kind: 'ratePerSecond', status: 429, message, inDoubt });
      expect(meaning({ status: 429, text })).toEqual(expected);
    },
  );
});
