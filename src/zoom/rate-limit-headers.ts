import type { Label } from '../core/labels.ts';
import type { RateLimit } from '../core/rate-limit.ts';

import type { HttpAnswer } from './exchange.ts';

/** What the headers of an answer say about the limit of its label; undefined when they are about another or incomplete. */
export function readRateLimit({ headers }: HttpAnswer, label: Label): RateLimit | undefined {
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
