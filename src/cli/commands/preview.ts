import type { Command } from 'commander';
import { SYNC_OPTION_NAMES } from '../../config/options/sync.ts';
import type { OptionName } from '../../config/options.ts';
import { type RunRequest, requestFromCommandLine } from '../../config/run-request.ts';
import type { Notice } from '../../core/notice.ts';
import { describeNotice } from '../../report/describe-notice.ts';
import { jsonLine } from '../../report/json/json-line.ts';
import { previewJson } from '../../report/json/preview-json.ts';
import { describePreview } from '../../report/terminal/describe-preview.ts';
import { preview } from '../../runs/preview.ts';
import { oneLine } from '../../support/visible.ts';
import { addOptions, takeSilently } from '../add-options.ts';
import { carryOut } from '../carry-out.ts';
import { EXIT } from '../exit-codes.ts';
import type { Host } from '../host.ts';
import { tell } from '../tell.ts';
import { visibleSecrets } from '../visible-secrets.ts';
import { withProgress } from '../with-progress.ts';
import { showSync } from './sync.ts';

/** What makes no difference as long as nothing is sent. */
const OF_SENDING = [
  ...['onQuota', 'concurrency', 'timeout', 'body', 'logLevel', 'logFile'],
  ...['planFile', 'maxAge', 'maxDrift', 'skipUnchanged'],
] as const satisfies OptionName[];

export function setUpPreview(command: Command, host: Host, exit: (code: number) => void): void {
  addOptions(command, ['dryRun', ...OF_SENDING, ...SYNC_OPTION_NAMES], undefined, {
    out: 'reports/preview-<time>',
  });
  takeSilently(command, OF_SENDING).action(async (input: string, options: Record<string, unknown>) => {
    const request = await requestFromCommandLine(input, options, host.env);
    const notices = visibleSecrets(options);
    const show = () =>
      request.job?.isSync
        ? showSync(request, host, { notices, isMeant: false })
        : showPreview(request, host, notices);
    exit(await carryOut(request.settings.json, host, show));
  });
}

/** What is said before something that takes its time. */
const WAITED_FOR: ReadonlySet<Notice['kind']> = new Set([
  'otherHost',
  'account',
  'waitsForRun',
  'asksAboutUsers',
]);

/** Shows what a run would do; what `run --dry-run` does, too. */
export async function showPreview(
  request: RunRequest,
  host: Host,
  notices: readonly Notice[],
): Promise<number> {
  const { stdin, stdout, stderr } = host;
  const { json, quiet } = request.settings;
  const warnings = notices.map(describeNotice);
  const report = await withProgress(request.settings, host, (stop, progress) =>
    preview(request, {
      stdin,
      stop,
      listen: (event) => {
        if (quiet) return;
        // Only where the account is asked there is something to wait for.
        if (event.type !== 'notice') progress.listen(event);
        else if (WAITED_FOR.has(event.notice.kind)) progress.listen(event);
        else warnings.push(describeNotice(event.notice));
      },
    }),
  );
  for (const warning of quiet ? [] : warnings) tell(stderr, `Warning: ${oneLine(warning)}`);
  if (json) stdout.write(jsonLine(previewJson(report)));
  else stdout.write(`${describePreview(report, { columns: stdout.columns })}\n`);
  if (report.refusal) tell(stderr, `\nA run would be refused: ${oneLine(report.refusal)}`);
  const isFine = report.totals.invalid === 0 && !report.live?.refused;
  return isFine ? EXIT.ok : EXIT.someRowsDidNotGoThrough;
}
