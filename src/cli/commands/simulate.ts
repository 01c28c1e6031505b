import { type Command, Option } from 'commander';
import { inputPath } from '../../config/standard-input.ts';
import { PLAN_NAMES, type PlanName } from '../../core/labels.ts';
import { UsageError } from '../../core/usage-error.ts';
import { Stop, Stopped } from '../../engine/stop.ts';
import { jsonLine } from '../../report/json/json-line.ts';
import { describeCount } from '../../report/terminal/wording.ts';
import { readSimulatedUsers } from '../../runs/simulated-users.ts';
import { type SeedUser, Simulator } from '../../simulator/simulator.ts';
import { OPTION_GROUPS } from '../help-groups.ts';
import type { Host } from '../host.ts';
import { Interrupted } from '../interrupted.ts';
import { listenForSignals } from '../signals.ts';
import { tell } from '../tell.ts';

type SimulateOptions = {
  readonly port: string;
  readonly plan: string;
  readonly latency: string;
  readonly users?: string;
  readonly strict?: true;
  readonly json?: true;
};

export function setUpSimulate(command: Command, host: Host, exit: (code: number) => void): void {
  command
    .option('--port <port>', 'on 127.0.0.1; 0 takes a free one (default: 0)', '0')
    .addOption(planOption())
    .option('--latency <ms>', 'how long an answer takes, in milliseconds (default: 80)', '80')
    .option('--users <file.csv>', 'whom the account has: the columns of an input, `id`, `status` and `role`')
    .option('--strict', 'refuse what Zoom does not document, though it may take it')
    .optionsGroup(OPTION_GROUPS.output)
    .option('--json', 'one JSON object on standard output and nothing else: the environment, or the error')
    .action(async (options: SimulateOptions) => {
      exit(await simulate(options, host));
    });
}

function planOption(): Option {
  const option = new Option(
    '--plan <plan>',
    'free, pro or business: whose limits hold (default: pro)',
  ).default('pro');
  option.argChoices = [...PLAN_NAMES];
  return option;
}

async function simulate(options: SimulateOptions, host: Host): Promise<number> {
  const plan = PLAN_NAMES.find((known) => known === options.plan);
  if (!plan) throw new UsageError(`--plan: found "${options.plan}"; write one of ${PLAN_NAMES.join(', ')}.`);
  const settings = {
    plan,
    port: wholeNumber('--port', options.port, 65_535),
    latencyMs: wholeNumber('--latency', options.latency, 60_000),
    strict: options.strict ?? false,
  };
  const stop = new Stop();
  const endListening = listenForSignals(stop, host, { json: options.json === true });
  try {
    const users = await usersIn(options.users, host, stop.signal);
    const simulator = await start(settings);
    try {
      for (const user of users) simulator.seed(user);
      if (options.json) host.stdout.write(jsonLine(simulatorJson(simulator)));
      else
        for (const [name, value] of Object.entries(simulator.env))
          host.stdout.write(`export ${name}=${value}\n`);
      announce(simulator, plan, users, host);
      // Without what it has to say nobody could use it.
      if (!stop.signal.aborted) await ended(stop.signal, host.stdout);
      return 0;
    } finally {
      await simulator.close();
    }
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    throw new Interrupted(stop.reason, 'Interrupted while the users were being read.');
  } finally {
    endListening();
  }
}

/** The simulator is stopped, or nobody hears any more where it is. */
function ended(signal: AbortSignal, stdout: Host['stdout']): Promise<void> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve());
    stdout.onError(() => resolve());
  });
}

async function usersIn(file: string | undefined, host: Host, signal: AbortSignal): Promise<SeedUser[]> {
  if (file === undefined) return [];
  return readSimulatedUsers(inputPath(file) === '-' ? { stdin: host.stdin } : { path: file }, signal);
}

type Settings = { port: number; latencyMs: number; plan: PlanName; strict: boolean };

async function start(settings: Settings): Promise<Simulator> {
  try {
    return await Simulator.start({ ...settings, journalLimit: 0 });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`The simulator cannot start: ${why}. Give another port with --port.`);
  }
}

function simulatorJson({ env, apiUrl, acceptUrl }: Simulator): object {
  return { env, api_url: apiUrl, accept_url: acceptUrl };
}

function announce(simulator: Simulator, plan: PlanName, users: readonly SeedUser[], host: Host): void {
  const pending = users.filter(({ status }) => status === 'pending').length;
  const who = `${describeCount(users.length, 'user')}, ${describeCount(pending)} pending`;
  tell(
    host.stderr,
    `To accept an invitation: curl -X POST '${simulator.acceptUrl}?email=ann@example.com' (or ?all=true)\n` +
      `The simulator answers at ${simulator.apiUrl} (plan ${plan}, ${who}). Ctrl-C ends it.`,
  );
}

function wholeNumber(option: string, text: string, most: number): number {
  if (/^\d+$/.test(text) && Number(text) <= most) return Number(text);
  throw new UsageError(`${option}: found "${text}"; write a whole number from 0 to ${most}.`);
}
