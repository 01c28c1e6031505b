import type { Label, Settings } from '../state/options.ts';
import { type RefusedBy, type Reply, refusal } from './reply.ts';

const DAY_MS = 86_400_000;

/** The UTC day as a number of days since the epoch. */
export function dayOf(at: number): number {
  return Math.floor(at / DAY_MS);
}

/** Zoom sends no Retry-After with this one. */
export function perSecondRefusal(label: Label, settings: Settings): Reply {
  const reply = rateRefusal(
    'perSecond',
    'You have reached the maximum per-second rate limit for this API. Try again later.',
  );
  if (!settings.rateHeaders) return reply;
  return { ...reply, headers: rateHeaders(label, 'QPS', settings.perSecond[label], 0) };
}

/** Retry-After is an ISO date, which is no form of RFC 9110. */
export function dailyRefusal(label: Label, settings: Settings, at: number): Reply {
  const reply = rateRefusal(
    'daily',
    'You have reached the maximum daily rate limit for this API. Refer to the response header for details on ' +
      'when you can make another request.',
  );
  if (!settings.rateHeaders) return reply;
  const headers = rateHeaders(label, 'Daily-limit', settings.perDay[label], 0);
  return { ...reply, headers: { ...headers, ...retryAfterMidnight(at) } };
}

export function createQuotaRefusal(settings: Settings, at: number): Reply {
  const reply = rateRefusal(
    'createQuota',
    `You have exceeded the daily rate limit (${settings.createsPerDay}) of user invite requests permitted for ` +
      'this account. You may resume these requests at GMT 00:00:00.',
  );
  if (!settings.quotaHeaders) return reply;
  const headers = rateHeaders('light', 'Daily-limit', settings.createsPerDay, 0);
  return { ...reply, headers: { ...headers, ...retryAfterMidnight(at) } };
}

export function concurrentRefusal(): Reply {
  return rateRefusal(
    'concurrent',
    'Too many concurrent requests. A request to disassociate this user has already been made.',
  );
}

/** The headers of an answer that was not refused. */
export function allowanceHeaders(label: Label, limit: number, left: number): Record<string, string> {
  const category = { 'X-RateLimit-Category': CATEGORY[label] };
  if (limit === Infinity) return category;
  return { ...category, 'X-RateLimit-Limit': String(limit), 'X-RateLimit-Remaining': String(left) };
}

const CATEGORY = { light: 'Light', medium: 'Medium' } as const;

function rateRefusal(refusedBy: RefusedBy, message: string): Reply {
  return { ...refusal(429, 429, message), refusedBy };
}

function rateHeaders(label: Label, type: string, limit: number, left: number): Record<string, string> {
  return { ...allowanceHeaders(label, limit, left), 'X-RateLimit-Type': type };
}

function retryAfterMidnight(at: number): Record<string, string> {
  return { 'Retry-After': new Date((dayOf(at) + 1) * DAY_MS).toISOString().replace('.000', '') };
}
