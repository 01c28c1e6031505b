import type { Command } from 'commander';
import { Stop, Stopped } from '../../engine/stop.ts';
import { describeRun } from '../../report/describe-run.ts';
import { readAccess } from '../../wiring/credentials.ts';
import { runInput } from '../../wiring/run-input.ts';
import { readVersion } from '../../wiring/version.ts';
import { addOptions } from '../add-options.ts';
import { askConsent } from '../consent.ts';
import { exitCodeOf } from '../exit-codes.ts';
import type { Host } from '../main.ts';
import { createProgress } from '../progress.ts';
import { type ReadOrder, readOrder } from '../read-order.ts';
import { listenForSignals } from '../signals.ts';
import { showPreview } from './preview.ts';

export function runCommand(program: Command, host: Host, exit: (code: number) => void): void {
  const command = program
    .command('run')
    .description('provisions: sends every row to Zoom at the pace of the plan, and leaves a report')
    .argument('<input>', 'a .csv or .tsv file, - for standard input, or a job (.ts, .js, .json)');
  addOptions(command).action(async (input: string, options: Record<string, unknown>) => {
    const order = await readOrder(input, options, host.env);
    exit(await (order.settings.dryRun ? showPreview(order, host) : run(order, host)));
  });
}

async function run({ order, settings, environment }: ReadOrder, host: Host): Promise<number> {
  const { stderr, stdout, stdin, env } = host;
  const stop = new Stop();
  const endListening = listenForSignals(stop, host);
  const progress = createProgress({ stream: stderr, now: () => performance.now(), env });
  try {
    const result = await runInput({
      order,
      settings,
      access: settings.simulate ? undefined : readAccess(environment),
      environment,
      stdin,
      version: readVersion(),
      stop,
      consent: (totals) => askConsent(totals, settings.yes, { stdin, stderr }),
      listen: progress.listen,
    });
    progress.end();
    const colour = stderr.isTTY && !env.NO_COLOR && env.TERM !== 'dumb';
    stderr.write(`${describeRun({ ...result, colour })}\n`);
    if (settings.json) stdout.write(`${JSON.stringify(result.summary)}\n`);
    return exitCodeOf(result.stop, result.summary.outcomes);
  } catch (error) {
    progress.end();
    if (!(error instanceof Stopped)) throw error;
    stderr.write('Interrupted while the input was being checked. Nothing was sent.\n');
    return exitCodeOf(stop.reason, {});
  } finally {
    endListening();
  }
}
