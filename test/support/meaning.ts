import type { EndpointName } from '../../src/core/endpoints.ts';
import { ENDPOINTS } from '../../src/core/endpoints.ts';
import { ZoomError } from '../../src/core/zoom-error.ts';
import { redactor } from '../../src/support/redact.ts';
import { classify } from '../../src/zoom/classify.ts';

const NOW = Date.UTC(2026, 0, 31, 18, 0, 0);

export type Said = {
  readonly status?: number;
  readonly body?: unknown;
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly endpoint?: EndpointName;
  readonly secrets?: readonly string[];
};

function answer({ status = 400, body, text, headers = {}, endpoint = 'updateUser', secrets = [] }: Said) {
  const whole = text ?? (body === undefined ? '' : JSON.stringify(body));
  return classify({ status, headers, text: whole }, ENDPOINTS[endpoint], redactor(secrets), NOW);
}

/** What the answer stands for, as a plain value. */
export function meaning(said: Said): Record<string, unknown> {
  const result = answer(said);
  if (!(result instanceof ZoomError)) return { kind: 'success', ...result };
  const { kind, status, code, message, trackingId, retryAfterMs, inDoubt, scope, rateLimit } = result;
  return { kind, status, code, message, trackingId, retryAfterMs, inDoubt, scope, rateLimit };
}

/** A meaning with nothing in it but what is given. */
export const error = (details: Record<string, unknown>) => ({
  status: 400,
  code: undefined,
  message: '',
  trackingId: '',
  retryAfterMs: undefined,
  inDoubt: false,
  scope: undefined,
  rateLimit: undefined,
  ...details,
});

export const HTML =
  '<!DOCTYPE html>\n<html><head><title>Bad\n Gateway</title></head><body>oops</body></html>';
