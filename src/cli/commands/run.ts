import type { Command } from 'commander';
import { readAccess } from '../../config/credentials.ts';
import { runInput } from '../../runs/run.ts';
import { addOptions } from '../add-options.ts';
import { executeRun } from '../execute-run.ts';
import type { Host } from '../host.ts';
import { type ReadOrder, readOrder } from '../read-order.ts';
import { showPreview } from './preview.ts';

export function setUpRun(command: Command, host: Host, exit: (code: number) => void): void {
  addOptions(command).action(async (input: string, options: Record<string, unknown>) => {
    const order = await readOrder(input, options, host.env);
    if (order.order.job?.description) host.stderr.write(`${order.order.job.description}\n`);
    exit(await (order.settings.dryRun ? showPreview(order, host) : run(order, host)));
  });
}

async function run({ order, settings, given, environment }: ReadOrder, host: Host): Promise<number> {
  return executeRun(settings, host, (common) =>
    runInput({
      ...common,
      order,
      settings,
      given,
      access: settings.simulate ? undefined : readAccess(environment),
      environment,
    }),
  );
}
