import { ZoomProvisionError } from './zoom-provision-error.ts';

/**
 * The command, a job, a setting or the input as a whole could not be used, and nothing was sent.
 * The operator must act: the message is a sentence or two that says what is wrong and what to do.
 */
export class UsageError extends ZoomProvisionError {
  override readonly name = 'UsageError';
  readonly code = 'unusable';
}
