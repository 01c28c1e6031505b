import { ZoomProvisionError } from './zoom-provision-error.ts';

/** Another run of the same account is going on; the message says which, and since when. */
export class Locked extends ZoomProvisionError {
  override readonly name = 'Locked';
  readonly code = 'locked';
}
