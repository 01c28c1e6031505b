import { EXIT } from './exit-codes.ts';
import type { Host } from './host.ts';
import { tellError } from './tell.ts';

/**
 * Notices when what was asked for cannot be written.
 * @returns the exit code, given that of the command, once all is written
 */
export function watchOutput({ stdout, stderr }: Host): (code: number) => Promise<number> {
  let failure: NodeJS.ErrnoException | undefined;
  stdout.onError((error) => {
    failure ??= error;
  });
  // Whoever was to read this may have gone; what was recorded stands in the ledger and the report.
  stderr.onError(() => undefined);
  return async (code) => {
    await stdout.flush();
    if (failure === undefined) return code;
    // `head` goes when it has enough, and means no harm.
    if (failure.code !== 'EPIPE') tellError(stderr, `Standard output cannot be written: ${failure.message}.`);
    return code === EXIT.ok ? EXIT.someRowsDidNotGoThrough : code;
  };
}
