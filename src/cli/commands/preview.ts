import type { Command } from 'commander';
import { Stop, Stopped } from '../../engine/stop.ts';
import { describePreview } from '../../report/terminal/describe-preview.ts';
import { previewInput } from '../../runs/preview.ts';
import { addOptions } from '../add-options.ts';
import { EXIT, exitCodeOf } from '../exit-codes.ts';
import type { Host } from '../host.ts';
import { type ReadOrder, readOrder } from '../read-order.ts';
import { listenForSignals } from '../signals.ts';

export function setUpPreview(command: Command, host: Host, exit: (code: number) => void): void {
  addOptions(command, ['dryRun']).action(async (input: string, options: Record<string, unknown>) => {
    exit(await showPreview(await readOrder(input, options, host.env), host));
  });
}

/** Shows what a run would do; what `run --dry-run` does, too. */
export async function showPreview({ order, settings, environment }: ReadOrder, host: Host): Promise<number> {
  const stop = new Stop();
  const endListening = listenForSignals(stop, host);
  try {
    const result = await previewInput({
      order,
      settings,
      environment,
      stdin: host.stdin,
      signal: stop.signal,
    });
    for (const warning of result.warnings) host.stderr.write(`Warning: ${warning}\n`);
    if (settings.json) host.stdout.write(`${JSON.stringify(result.summary)}\n`);
    else host.stdout.write(`${describePreview(result.totals, result.context, host.stdout.columns)}\n`);
    if (result.refusal) host.stderr.write(`\nA run would be refused: ${result.refusal}\n`);
    return result.totals.invalid > 0 ? EXIT.someRowsDidNotGoThrough : EXIT.ok;
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    host.stderr.write('Interrupted while the input was being checked. Nothing was sent.\n');
    return exitCodeOf(stop.reason, {});
  } finally {
    endListening();
  }
}
