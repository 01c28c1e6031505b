import type { Command } from 'commander';
import { SYNC_OPTION_NAMES } from '../../config/options/sync.ts';
import { requestFromCommandLine } from '../../config/run-request.ts';
import { run } from '../../runs/run.ts';
import { addOptions } from '../add-options.ts';
import { carryOut } from '../carry-out.ts';
import { executeRun } from '../execute-run.ts';
import type { Host } from '../host.ts';
import { tell } from '../tell.ts';
import { visibleSecrets } from '../visible-secrets.ts';
import { showPreview } from './preview.ts';
import { executeSync, isMeantBy, refuseSyncOptions } from './sync.ts';

export function setUpRun(command: Command, host: Host, exit: (code: number) => void): void {
  addOptions(command, SYNC_OPTION_NAMES).action(async (input: string, options: Record<string, unknown>) => {
    const request = await requestFromCommandLine(input, options, host.env);
    const { settings, job } = request;
    refuseSyncOptions(job);
    const isPreview = settings.dryRun && !job?.isSync;
    if (isPreview && job?.description && !settings.quiet) tell(host.stderr, job.description);
    const notices = visibleSecrets(options);
    const provision = () => executeRun({ ...settings, notices }, host, (operator) => run(request, operator));
    const preview = () => showPreview(request, host, notices);
    const synchronize = () => executeSync(request, host, { notices, isMeant: isMeantBy(options) });
    const how = job?.isSync ? synchronize : isPreview ? preview : provision;
    exit(await carryOut(settings.json, host, how));
  });
}
