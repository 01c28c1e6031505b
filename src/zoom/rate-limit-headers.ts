import type { Label } from '../core/labels.ts';
import type { RateLimit } from '../core/rate-limit.ts';
import type { HttpAnswer } from './exchange.ts';

/** What the headers of an answer say about the limit of its label; undefined when they are about another, incomplete or beyond reason. */
export function readRateLimit({ headers }: HttpAnswer, label: Label): RateLimit | undefined {
  const category = headers['x-ratelimit-category']?.toLowerCase() ?? label;
  const limit = countIn(headers['x-ratelimit-limit']);
  const remaining = countIn(headers['x-ratelimit-remaining']);
  if (category !== label || limit === undefined || remaining === undefined) return undefined;
  if (limit === 0 || remaining > limit) return undefined;
  return { limit, remaining, window: windowOf(headers['x-ratelimit-type'] ?? '') };
}

/** No limit of Zoom's has more than six digits; a sign, a fraction, an exponent and a list are no count. */
function countIn(header = ''): number | undefined {
  return /^\s*\d{1,6}\s*$/.test(header) ? Number(header) : undefined;
}

function windowOf(type: string): RateLimit['window'] {
  if (/qps/i.test(type)) return 'second';
  return /daily/i.test(type) ? 'day' : undefined;
}
