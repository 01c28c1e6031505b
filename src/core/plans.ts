import type { Plan, PlanName } from './labels.ts';

const UNLIMITED = { light: Number.POSITIVE_INFINITY, medium: Number.POSITIVE_INFINITY };

/**
 * The limits as Zoom publishes them, for the account as a whole.
 * @see https://developers.zoom.us/docs/api/rate-limits/
 */
export const PLANS = {
  free: {
    name: 'free',
    perSecond: { light: 4, medium: 2 },
    perDay: { light: 6_000, medium: 2_000 },
    createsPerDay: 50,
  },
  pro: { name: 'pro', perSecond: { light: 30, medium: 20 }, perDay: UNLIMITED, createsPerDay: 1_500 },
  business: {
    name: 'business',
    perSecond: { light: 80, medium: 60 },
    perDay: UNLIMITED,
    createsPerDay: 10_000,
  },
} as const satisfies Record<PlanName, Plan>;
