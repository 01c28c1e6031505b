import type { Command } from 'commander';
import { type RunRequest, requestFromCommandLine } from '../../config/run-request.ts';
import { Stop, Stopped } from '../../engine/stop.ts';
import { describeNotice } from '../../report/describe-notice.ts';
import { summaryLine } from '../../report/json/summary-json.ts';
import { describePreview } from '../../report/terminal/describe-preview.ts';
import { preview } from '../../runs/preview.ts';
import { addOptions } from '../add-options.ts';
import { EXIT, exitCodeOf } from '../exit-codes.ts';
import type { Host } from '../host.ts';
import { listenForSignals } from '../signals.ts';

export function setUpPreview(command: Command, host: Host, exit: (code: number) => void): void {
  addOptions(command, ['dryRun']).action(async (input: string, options: Record<string, unknown>) => {
    exit(await showPreview(await requestFromCommandLine(input, options, host.env), host));
  });
}

/** Shows what a run would do; what `run --dry-run` does, too. */
export async function showPreview(request: RunRequest, host: Host): Promise<number> {
  const { stdin, stdout, stderr } = host;
  const stop = new Stop();
  const endListening = listenForSignals(stop, host);
  const warnings: string[] = [];
  try {
    const report = await preview(request, {
      stdin,
      stop,
      listen: (event) => {
        if (event.type === 'notice') warnings.push(describeNotice(event.notice));
      },
    });
    for (const warning of warnings) stderr.write(`Warning: ${warning}\n`);
    if (request.settings.json) stdout.write(summaryLine(report.summary));
    else stdout.write(`${describePreview(report, { columns: stdout.columns })}\n`);
    if (report.refusal) stderr.write(`\nA run would be refused: ${report.refusal}\n`);
    return report.totals.invalid > 0 ? EXIT.someRowsDidNotGoThrough : EXIT.ok;
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    stderr.write('Interrupted while the input was being checked. Nothing was sent.\n');
    return exitCodeOf(stop.reason, {});
  } finally {
    endListening();
  }
}
