import type { InputTotals } from '../engine/input-totals.ts';

/**
 * Completes "The input …" with what the operator must agree to: `deactivates 3 users (they lose their licences) and
 * changes 2 passwords (Zoom sends each user a mail)`; undefined when nothing needs consent.
 */
export function whatNeedsConsent({ consents }: InputTotals): string | undefined {
  if (consents.length === 0) return undefined;
  return consents.map(({ consent, count }) => consent.asks(count)).join(' and ');
}
