import type { FieldError } from '../schema/field-rules.ts';
import type { LimitName } from '../state/limits.ts';

/** An answer before it goes over the wire. */
export type HttpReply = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Written as JSON unless it is a string; none when absent. */
  readonly body?: unknown;
  /** The account has changed. */
  readonly effect?: boolean;
  /** Which limit refused the call, for whoever counts. */
  readonly refusedBy?: LimitName;
};

/** Zoom's general error shape. */
export function refusal(status: number, code: number, message: string): HttpReply {
  return { status, body: { code, message } };
}

export function validationFailed(errors: readonly FieldError[]): HttpReply {
  return { status: 400, body: { code: 300, message: 'Validation Failed.', errors } };
}

export function noSuchUser(user: string): HttpReply {
  return refusal(404, 1001, `User does not exist: ${user}.`);
}

export function emailTaken(email: string): HttpReply {
  return refusal(409, 1005, `Email "${email}" has already been used.`);
}

export const NOT_AN_OBJECT = refusal(400, 300, 'Request Body should be a valid JSON object.');

export const ON_PREM = refusal(400, 300, "Your account can't set user type as On-prem.");

export const BAD_PASSWORD = refusal(400, 300, 'Invalid parameter: password');
