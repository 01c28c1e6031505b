/** Zoom's longest wait is for the end of a day of UTC; the rest is for clocks that are wrong. */
const LONGEST_MS = 25 * 60 * 60_000;

const SECONDS = /^\d{1,9}(?:\.\d{1,9})?$/;
const ISO_DATE = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)$/i;
const HTTP_DATE = /^[A-Za-z]{3,9}, \d{1,2}[ -][A-Za-z]{3}[ -]\d{2,4} \d\d:\d\d:\d\d GMT$/;

/**
 * How long a `Retry-After` header asks to wait, in milliseconds from `now`, or undefined when it says nothing usable: a
 * wait of more than a day is none of Zoom's, and nobody would stand still for it.
 * Zoom writes an ISO 8601 date-time (`2020-05-31T00:00:00Z`); RFC 9110 allows seconds and an HTTP date.
 */
export function retryAfterMs(header: string | undefined, now: number): number | undefined {
  const text = header?.trim().slice(0, 100);
  if (!text) return undefined;
  const waitMs = SECONDS.test(text) ? Number(text) * 1000 : dateOf(text) - now;
  // That it is over already, a clock that is wrong may say, too.
  return waitMs <= LONGEST_MS && waitMs >= -LONGEST_MS ? Math.max(0, waitMs) : undefined;
}

/** NaN for anything else: by itself the language takes nearly everything for some date. */
function dateOf(text: string): number {
  return ISO_DATE.test(text) || HTTP_DATE.test(text) ? Date.parse(text) : Number.NaN;
}
