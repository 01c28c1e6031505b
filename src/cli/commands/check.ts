import { type Command, Option } from 'commander';
import { UsageError } from '../../core/usage-error.ts';
import { ACTION_NAMES, type ActionName } from '../../core/vocabulary.ts';
import { type CheckProblem, checkProblems } from '../../report/check-problems.ts';
import { checkJson } from '../../report/json/check-json.ts';
import { jsonLine } from '../../report/json/json-line.ts';
import { describeCheck } from '../../report/terminal/describe-check.ts';
import { check } from '../../runs/check.ts';
import { addOptions } from '../add-options.ts';
import { carryOut } from '../carry-out.ts';
import { EXIT } from '../exit-codes.ts';
import type { Host } from '../host.ts';
import { interruptible } from '../interruptible.ts';
import { type LedgerOptions, readLedgerOptions } from '../ledger-options.ts';

type CheckOptions = Readonly<Record<string, unknown>> & { readonly action?: readonly string[] };

export function setUpCheck(command: Command, host: Host, exit: (code: number) => void): void {
  const action = new Option(
    '--action <name>',
    'what is to be carried out: a scope that only other actions need may be missing (repeatable; default: all)',
  ).argParser((name: string, all: readonly string[] = []) => [...all, name]);
  action.argChoices = [...ACTION_NAMES];
  command.addOption(action);
  addOptions(command, [], ['plan', 'state', 'timeout', 'envFile', 'simulate', 'json']).action(
    async (options: CheckOptions) => exit(await execute(options, host)),
  );
}

async function execute({ action = [], ...options }: CheckOptions, host: Host): Promise<number> {
  const needed = action.length === 0 ? ACTION_NAMES : action.map(actionNamed);
  const asked = readLedgerOptions(options, host.env);
  return carryOut(asked.settings.json, host, () => checkAndTell(asked, needed, host));
}

async function checkAndTell(
  { settings, folder, environment }: LedgerOptions,
  needed: readonly ActionName[],
  host: Host,
): Promise<number> {
  const checkup = await interruptible(host, settings.json, (stop) =>
    check({ settings, environment, folder }, stop),
  );
  const code = exitCodeOf(checkProblems(checkup, needed));
  const { stdout } = host;
  if (settings.json) stdout.write(jsonLine(checkJson(checkup, needed, code)));
  else stdout.write(`${describeCheck(checkup, needed, { columns: stdout.columns })}\n`);
  return code;
}

function actionNamed(name: string): ActionName {
  const found = ACTION_NAMES.find((known) => known.toLowerCase() === name.trim().toLowerCase());
  if (found) return found;
  throw new UsageError(`--action: found "${name}"; write one of ${ACTION_NAMES.join(', ')}.`);
}

/** What no other account or app would help against comes first. */
function exitCodeOf(problems: readonly CheckProblem[]): number {
  if (problems.length === 0) return EXIT.ok;
  const isOurs = problems.some(({ kind }) => kind === 'state' || kind === 'unreachable');
  return isOurs ? EXIT.unusable : EXIT.signInRefused;
}
