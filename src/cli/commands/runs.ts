import { type Command, Option } from 'commander';
import { DamagedLedger } from '../../core/damaged-ledger.ts';
import type { Ledger } from '../../core/ledger.ts';
import type { ForgettableRun } from '../../core/ledger-records.ts';
import { UsageError } from '../../core/usage-error.ts';
import { Stop, Stopped } from '../../engine/stop.ts';
import { jsonLine } from '../../report/json/json-line.ts';
import { describeDamagedRuns } from '../../report/terminal/describe-damaged-runs.ts';
import { describeFaults } from '../../report/terminal/describe-faults.ts';
import {
  describeDamagedLoss,
  describeLoss,
  describePruned,
} from '../../report/terminal/describe-forgotten.ts';
import { describeRuns } from '../../report/terminal/describe-runs.ts';
import { doubtClock } from '../../runs/doubt-clock.ts';
import { forgetRun } from '../../runs/forget-run.ts';
import { listedRun } from '../../runs/listed-run.ts';
import { type RunOverview, runOverviews } from '../../runs/open-runs.ts';
import { pruneRuns } from '../../runs/prune-runs.ts';
import { addOptions } from '../add-options.ts';
import { carryOut } from '../carry-out.ts';
import { confirm } from '../consent.ts';
import { describeClockDoubt } from '../describe-clock-doubt.ts';
import { EXIT } from '../exit-codes.ts';
import { OPTION_GROUPS } from '../help-groups.ts';
import type { Host } from '../host.ts';
import { Interrupted } from '../interrupted.ts';
import { type LedgerOptions, readLedgerOptions, withLedger } from '../ledger-options.ts';
import { leaveSignals } from '../signals.ts';
import { tell } from '../tell.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

type RunsOptions = Readonly<Record<string, unknown>> & {
  readonly prune?: string;
  readonly forget?: string;
  readonly check?: boolean;
};

export function setUpRuns(command: Command, host: Host, exit: (code: number) => void): void {
  command
    .addOption(
      new Option(
        '--prune <days>',
        'first forget the settled runs that are older than so many days',
      ).conflicts(['forget', 'check']),
    )
    .addOption(
      new Option('--forget <run-id>', 'first forget this run, settled or not; asks before').conflicts(
        'check',
      ),
    )
    .optionsGroup(OPTION_GROUPS.safety)
    .option('--yes', "no question before a run is forgotten; with --prune, this computer's clock is right")
    .optionsGroup(OPTION_GROUPS.what)
    .option('--check', 'says whether the ledger is sound, and lists no runs');
  addOptions(command, [], ['state', 'envFile', 'json']).action(async (options: RunsOptions) =>
    exit(await runs(options, host)),
  );
}

async function runs(options: RunsOptions, host: Host): Promise<number> {
  const { prune, forget, check, ...commandLine } = options;
  const asked = readLedgerOptions(commandLine, host.env);
  return carryOut(asked.settings.json, host, () => lookAfterRuns(options, asked, host));
}

async function lookAfterRuns(
  { prune, forget, check }: RunsOptions,
  { settings, folder }: LedgerOptions,
  host: Host,
): Promise<number> {
  if (check) {
    leaveSignals(host);
    const find = (ledger: Ledger) => ledger.faults();
    const faults = await withLedger(folder, find, { evenDamaged: true }).catch(faultOfFile);
    return tellFaults(faults, settings.json, host);
  }
  return withLedger(folder, async (ledger) => {
    // What takes minutes, and can be left at any moment.
    if (prune !== undefined) leaveSignals(host);
    if (prune !== undefined) await pruneOlder(ledger, wholeDays(prune), settings.yes, host);
    if (forget !== undefined) await forgetOne(ledger, forget, { folder, yes: settings.yes }, host);
    const listed = (await runOverviews(ledger)).map(listedRun);
    const damaged = await ledger.damagedRuns();
    const value = { runs: listed, damaged: damaged.map(({ id }) => id) };
    host.stdout.write(settings.json ? jsonLine(value) : `${describeRuns(listed, Date.now())}\n`);
    if (damaged.length === 0) return EXIT.ok;
    tell(host.stderr, describeDamagedRuns(damaged));
    return EXIT.unusable;
  });
}

async function pruneOlder(ledger: Ledger, days: number, yes: boolean, { stderr }: Host): Promise<void> {
  const now = Date.now();
  const doubt = yes ? undefined : await doubtClock(ledger, now);
  if (doubt) throw new UsageError(describeClockDoubt(doubt, now));
  const { forgotten, unsettled, busy } = await pruneRuns(ledger, now - days * DAY_MS);
  tell(stderr, describePruned({ days, forgotten, unsettled: unsettled.map(listedRun), busy }));
}

async function forgetOne(
  ledger: Ledger,
  runId: string,
  { folder, yes }: { readonly folder: string; readonly yes: boolean },
  host: Host,
): Promise<void> {
  const stop = new Stop();
  const loss = (run: RunOverview | ForgettableRun) =>
    'record' in run ? describeLoss(listedRun(run)) : describeDamagedLoss(run);
  const words = { question: '. Forget it?', nothing: 'Nothing was forgotten.' };
  try {
    const consent = (run: RunOverview | ForgettableRun) =>
      confirm({ loss: loss(run), ...words }, yes, stop, host);
    await forgetRun(ledger, runId, folder, consent);
  } catch (error) {
    throw error instanceof Stopped ? new Interrupted(stop.reason, words.nothing) : error;
  }
  tell(host.stderr, `Run ${runId} is forgotten.`);
}

/** Of a file that is damaged so that it cannot even be opened. */
function faultOfFile(error: unknown): string[] {
  if (error instanceof DamagedLedger) return [`The file is damaged: ${error.what}.`];
  throw error;
}

function tellFaults(faults: readonly string[], json: boolean, { stdout }: Host): number {
  stdout.write(json ? jsonLine({ sound: faults.length === 0, faults }) : `${describeFaults(faults)}\n`);
  return faults.length === 0 ? EXIT.ok : EXIT.unusable;
}

function wholeDays(text: string): number {
  if (/^\d{1,5}$/.test(text)) return Number(text);
  throw new UsageError(`--prune: found "${text}"; write a number of days, such as 90.`);
}
