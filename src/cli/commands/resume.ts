import path from 'node:path';
import type { Command } from 'commander';
import { UsageError } from '../../core/usage-error.ts';
import { chooseRuns } from '../../runs/choose-runs.ts';
import { newestUnfinished, runOverviews } from '../../runs/open-runs.ts';
import { resume } from '../../runs/resume.ts';
import { readDuration } from '../../support/duration.ts';
import { addOptions } from '../add-options.ts';
import { describeOvertaken } from '../describe-overtaken.ts';
import { executeRun } from '../execute-run.ts';
import { EXIT } from '../exit-codes.ts';
import type { Host } from '../host.ts';
import { readLedgerOptions, withLedger } from '../ledger-options.ts';
import { toExitCode } from '../to-exit-code.ts';

/** How long ago somebody must have touched a run that `--all` takes up, at most. */
const MAX_AGE = '7d';

type ResumeOptions = Readonly<Record<string, unknown>> & {
  readonly all?: boolean;
  readonly input?: string;
  readonly maxAge?: string;
};

export function setUpResume(command: Command, host: Host, exit: (code: number) => void): void {
  command
    .option('--all', 'every run that has something left to do, the oldest first')
    .option(
      '--max-age <duration>',
      `with --all: no run that nobody has touched for so long, such as 36h or 14d; what only waits for an invitation is taken up for 30 days (default: ${MAX_AGE})`,
    )
    .option('--input <file>', 'the input, where it has moved or was standard input')
    .option(
      '--out <dir>',
      "where the report goes; with --all, into a folder for each run below it (default: where the run's report went)",
    );
  addOptions(command, ['dryRun', 'simulate', 'out', 'plan', 'map', 'ignore', 'ignoreUnknown']).action(
    async (runId: string | undefined, options: ResumeOptions) => exit(await execute(runId, options, host)),
  );
}

async function execute(runId: string | undefined, options: ResumeOptions, host: Host): Promise<number> {
  const { all = false, input, maxAge, ...commandLine } = options;
  const { settings, folder } = readLedgerOptions(commandLine, host.env);
  if (maxAge !== undefined && !all) throw new UsageError('--max-age goes with --all.');
  if (all && runId !== undefined) throw new UsageError('Give the id of a run, or --all, but not both.');
  const runs = runId === undefined ? await runsToResume(folder, all, maxAge, host) : [{ id: runId }];
  if (runs.length === 0) host.stderr.write('There is nothing to resume.\n');
  let worst: number = EXIT.ok;
  for (const { id, waitingOnly = false } of runs) {
    if (runs.length > 1) host.stderr.write(`\nRun ${id}\n`);
    const out = all && settings.out !== undefined ? path.join(settings.out, id) : settings.out;
    const saidNow = { commandLine, environment: host.env, input, out, waitingOnly };
    try {
      const code = await executeRun(settings, host, (operator) => resume(id, folder, saidNow, operator));
      if (code > EXIT.guardRefused) return code;
      worst = worse(worst, code);
    } catch (error) {
      // The other runs need not wait for somebody to look after this one.
      if (!all) throw error;
      const { text, code } = toExitCode(error);
      host.stderr.write(`${text}\n`);
      worst = worse(worst, code);
    }
  }
  return worst;
}

/** Rows that are only deferred are better than rows that did not go through. */
function worse(one: number, other: number): number {
  const rank = (code: number) => (code === EXIT.onlyDeferred ? 0.5 : code);
  return rank(one) > rank(other) ? one : other;
}

type RunToResume = { readonly id: string; readonly waitingOnly?: boolean };

async function runsToResume(
  folder: string,
  all: boolean,
  maxAge: string | undefined,
  { stderr }: Host,
): Promise<RunToResume[]> {
  const overviews = await withLedger(folder, runOverviews);
  const maxAgeMs = all ? maxAgeOf(maxAge) : Number.POSITIVE_INFINITY;
  const { chosen, overtaken } = chooseRuns(overviews, maxAgeMs, Date.now());
  const newest = newestUnfinished(chosen.toReversed());
  const taken = all ? chosen : chosen.filter(({ record }) => record.id === newest?.record.id);
  // Whoever asks for no run by name need not hear of those that it is not.
  const told = all || taken.length === 0 ? overtaken : [];
  for (const run of told) stderr.write(`${describeOvertaken(run)}\n`);
  return taken.map(({ record, waitingOnly }) => ({ id: record.id, waitingOnly }));
}

function maxAgeOf(text = MAX_AGE): number {
  const ms = readDuration(text);
  if (ms !== undefined) return ms;
  throw new UsageError(`--max-age: found "${text}"; write a duration, such as 36h or 14d.`);
}
