import type { ZoomRequest } from '../../src/core/zoom-api.ts';
import { ZoomError } from '../../src/core/zoom-error.ts';
import type { Fault } from '../../src/simulator/simulator.ts';
import { type Rig, type RigOptions, startRig } from './zoom-rig.ts';

export const EMAIL = 'a+b@example.com';
export const UPDATE: ZoomRequest = { endpoint: 'updateUser', user: EMAIL, body: { dept: 'IT' } };
export const PASSWORD: ZoomRequest = {
  endpoint: 'setPassword',
  user: EMAIL,
  body: { password: 'S3cret-pass' },
};
export const GET: ZoomRequest = { endpoint: 'getUser', user: EMAIL };
export const CREATE: ZoomRequest = {
  endpoint: 'createUser',
  body: { action: 'autoCreate', user_info: { email: 'new@example.com', type: 1 } },
};

/** The user of the calls above is there, and has an id that must be encoded. */
export async function seededRig(options: RigOptions = {}): Promise<Rig> {
  const rig = await startRig(options);
  rig.simulator.seed({ email: EMAIL, id: 'A/1' });
  return rig;
}

export async function errorOf(promise: Promise<unknown>): Promise<ZoomError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof ZoomError)) throw new Error(`no ZoomError but ${String(error)}`);
  return error;
}

/** An answer with this status instead of the work. */
export function answering(status: number, more: object = {}): Fault {
  return { kind: 'status', status, body: { code: 77, message: 'because' }, ...more };
}
