import type { StopReason } from '../core/stop-reason.ts';

export const WHILE_CHECKING = 'Interrupted while the input was being checked. Nothing was sent.';

/** Somebody ended a command before it had sent anything. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
  readonly reason: StopReason | undefined;

  constructor(reason: StopReason | undefined, message: string = WHILE_CHECKING) {
    super(message);
    this.reason = reason;
  }
}
