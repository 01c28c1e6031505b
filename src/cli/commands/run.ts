import type { Command } from 'commander';
import { type RunRequest, requestFromCommandLine } from '../../config/run-request.ts';
import { run } from '../../runs/run.ts';
import { addOptions } from '../add-options.ts';
import { carryOut } from '../carry-out.ts';
import { executeRun } from '../execute-run.ts';
import type { Host } from '../host.ts';
import { visibleSecrets } from '../visible-secrets.ts';
import { showPreview } from './preview.ts';

export function setUpRun(command: Command, host: Host, exit: (code: number) => void): void {
  addOptions(command).action(async (input: string, options: Record<string, unknown>) => {
    const request = await requestFromCommandLine(input, options, host.env);
    const { settings, job } = request;
    if (settings.dryRun && job?.description) host.stderr.write(`${job.description}\n`);
    const notices = visibleSecrets(options);
    const provision = (its: RunRequest) =>
      executeRun({ ...settings, notices }, host, (operator) => run(its, operator));
    const preview = (its: RunRequest) => showPreview(its, host, notices);
    exit(await carryOut(request, host, settings.dryRun ? preview : provision));
  });
}
