import { ZoomError, type ZoomErrorDetails } from '../../src/core/zoom-error.ts';
import { BottleneckRateLimiter } from '../../src/zoom/bottleneck-rate-limiter.ts';

export const NEVER = new AbortController().signal;

/** A limiter for virtual time, in which nothing is left to be closed. */
export function makeLimiter(perSecond: number, share = 1): BottleneckRateLimiter {
  return new BottleneckRateLimiter({ perSecond, share, now: () => performance.now() });
}

/** Takes a permit and leaves with it. @returns when that was */
export async function pass(limiter: BottleneckRateLimiter, signal = NEVER): Promise<number> {
  const permit = await limiter.acquire(signal);
  permit.sent();
  return permit.call?.sentAt ?? Number.NaN;
}

/** As many requests as the limiter lets pass in so many milliseconds. @returns when each of them left */
export async function passAll(
  limiter: BottleneckRateLimiter,
  ms: number,
  onSent: (count: number) => void = () => undefined,
): Promise<number[]> {
  const sentAt: number[] = [];
  const end = new AbortController();
  setTimeout(() => end.abort(), ms);
  const worker = async () => {
    while (!end.signal.aborted) {
      sentAt.push(await pass(limiter, end.signal));
      onSent(sentAt.length);
    }
  };
  await Promise.allSettled([worker(), worker(), worker()]);
  return sentAt;
}

/** Zoom's refusal for one request too many in a second. */
export function perSecondRefusal(details: Partial<ZoomErrorDetails> = {}): ZoomError {
  return new ZoomError({ kind: 'ratePerSecond', message: 'too many', status: 429, ...details });
}

/** The shortest time that held more than `limit` of these. */
export function shortestRush(times: readonly number[], limit: number): number {
  const spans = times.slice(limit).map((at, index) => at - (times[index] ?? 0));
  return Math.min(...spans, Number.POSITIVE_INFINITY);
}

/** From the first of these to the last. */
export function perSecond(times: readonly number[]): number {
  return (times.length - 1) / (((times.at(-1) ?? Number.NaN) - (times[0] ?? Number.NaN)) / 1000);
}
