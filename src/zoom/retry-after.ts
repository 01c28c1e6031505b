/**
 * How long a `Retry-After` header asks to wait, in milliseconds from `now`, or undefined when it says nothing usable.
 * Zoom writes an ISO 8601 date-time (`2020-05-31T00:00:00Z`); RFC 9110 allows seconds and an HTTP date.
 */
export function retryAfterMs(header: string | undefined, now: number): number | undefined {
  const text = header?.trim();
  if (!text) return undefined;
  if (/^\d{1,9}(\.\d+)?$/.test(text)) return Number(text) * 1000;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}
