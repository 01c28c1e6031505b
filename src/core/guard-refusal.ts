import { ZoomProvisionError } from './zoom-provision-error.ts';

/** A guard refused the run before its first request; the message says why and what to do if it is meant. */
export class GuardRefusal extends ZoomProvisionError {
  override readonly name = 'GuardRefusal';
  readonly code = 'guard_refused';
}
