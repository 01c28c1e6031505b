import type { Command } from 'commander';
import { type RunRequest, requestFromCommandLine } from '../../config/run-request.ts';
import { run } from '../../runs/run.ts';
import { addOptions } from '../add-options.ts';
import { carryOut } from '../carry-out.ts';
import { executeRun } from '../execute-run.ts';
import type { Host } from '../host.ts';
import { showPreview } from './preview.ts';

export function setUpRun(command: Command, host: Host, exit: (code: number) => void): void {
  addOptions(command).action(async (input: string, options: Record<string, unknown>) => {
    const request = await requestFromCommandLine(input, options, host.env);
    if (request.job?.description) host.stderr.write(`${request.job.description}\n`);
    exit(await carryOut(request, host, request.settings.dryRun ? showPreview : provision));
  });
}

function provision(request: RunRequest, host: Host): Promise<number> {
  return executeRun(request.settings, host, (operator) => run(request, operator));
}
