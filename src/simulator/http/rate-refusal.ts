import { DAY_MS, utcDayOf } from '../state/day.ts';
import type { Label } from '../state/label.ts';
import type { LimitName } from '../state/limits.ts';
import type { SimulatorSettings } from '../state/simulator-settings.ts';
import { type HttpReply, refusal } from './http-reply.ts';

/** Zoom's 429, in the words and with the headers of the limit. */
export function rateRefusal(limit: LimitName, label: Label, settings: SimulatorSettings): HttpReply {
  switch (limit) {
    case 'perSecond':
      return perSecondRefusal(label, settings);
    case 'daily':
      return dailyRefusal(label, settings);
    case 'createQuota':
      return createQuotaRefusal(settings);
    case 'concurrent':
      return concurrentRefusal();
  }
}

/** The headers of an answer that was not refused. */
export function allowanceHeaders(label: Label, limit: number, left: number): Record<string, string> {
  const category = { 'X-RateLimit-Category': CATEGORY[label] };
  if (limit === Infinity) return category;
  return { ...category, 'X-RateLimit-Limit': String(limit), 'X-RateLimit-Remaining': String(left) };
}

const CATEGORY = { light: 'Light', medium: 'Medium' } as const;

/** Zoom sends no Retry-After with this one. */
function perSecondRefusal(label: Label, settings: SimulatorSettings): HttpReply {
  const reply = refusedBy(
    'perSecond',
    'You have reached the maximum per-second rate limit for this API. Try again later.',
  );
  if (!settings.rateHeaders) return reply;
  return { ...reply, headers: rateHeaders(label, 'QPS', settings.perSecond[label], 0) };
}

/** Retry-After is an ISO date, which is no form of RFC 9110. */
function dailyRefusal(label: Label, settings: SimulatorSettings): HttpReply {
  const reply = refusedBy(
    'daily',
    'You have reached the maximum daily rate limit for this API. Refer to the response header for details on ' +
      'when you can make another request.',
  );
  if (!settings.rateHeaders) return reply;
  const headers = rateHeaders(label, 'Daily-limit', settings.perDay[label], 0);
  return { ...reply, headers: { ...headers, ...retryAfterMidnight(settings.now()) } };
}

function createQuotaRefusal(settings: SimulatorSettings): HttpReply {
  const reply = refusedBy(
    'createQuota',
    `You have exceeded the daily rate limit (${settings.createsPerDay}) of user invite requests permitted for ` +
      'this account. You may resume these requests at GMT 00:00:00.',
  );
  if (!settings.quotaHeaders) return reply;
  const headers = rateHeaders('light', 'Daily-limit', settings.createsPerDay, 0);
  return { ...reply, headers: { ...headers, ...retryAfterMidnight(settings.now()) } };
}

function concurrentRefusal(): HttpReply {
  return refusedBy(
    'concurrent',
    'Too many concurrent requests. A request to disassociate this user has already been made.',
  );
}

function refusedBy(limit: LimitName, message: string): HttpReply {
  return { ...refusal(429, 429, message), refusedBy: limit };
}

function rateHeaders(label: Label, type: string, limit: number, left: number): Record<string, string> {
  return { ...allowanceHeaders(label, limit, left), 'X-RateLimit-Type': type };
}

function retryAfterMidnight(at: number): Record<string, string> {
  return { 'Retry-After': new Date((utcDayOf(at) + 1) * DAY_MS).toISOString().replace('.000', '') };
}
