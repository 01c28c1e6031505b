import { ZoomProvisionError } from './zoom-provision-error.ts';

/** Whoever called has aborted before anything was sent. The reason that was given is the `cause`. */
export class Aborted extends ZoomProvisionError {
  /** As the platform names it, so that `error.name === 'AbortError'` holds here, too. */
  override readonly name = 'AbortError';
  readonly code = 'aborted';

  constructor(reason: unknown) {
    super(`Aborted: ${describeCause(reason)}. Nothing was sent.`, undefined, { cause: reason });
  }
}

/** What somebody gave as a reason, or threw, in one line and without a period. */
export function describeCause(reason: unknown): string {
  const text = reason instanceof Error ? reason.message || reason.name : String(reason);
  return text.replaceAll(/\s+/g, ' ').trim().replace(/\.$/, '');
}
