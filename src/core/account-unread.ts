import type { StopReason } from './stop-reason.ts';
import { ZoomProvisionError } from './zoom-provision-error.ts';

/** The account could not be read, so nothing was compared with it, and nothing was changed; the message says why and what to do. */
export class AccountUnread extends ZoomProvisionError {
  override readonly name = 'AccountUnread';
  readonly code = 'account_unread';
  readonly reason: StopReason;

  constructor(reason: StopReason, message: string) {
    super(message);
    this.reason = reason;
  }
}
