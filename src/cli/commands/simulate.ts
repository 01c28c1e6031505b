import { once } from 'node:events';
import type { Command } from 'commander';
import { PLAN_NAMES, type PlanName } from '../../core/labels.ts';
import { UsageError } from '../../core/usage-error.ts';
import { Stop } from '../../engine/stop.ts';
import { Simulator } from '../../simulator/simulator.ts';
import type { Host } from '../host.ts';
import { listenForSignals } from '../signals.ts';

type SimulateOptions = { readonly port: string; readonly plan: string; readonly latency: string };

export function setUpSimulate(command: Command, host: Host, exit: (code: number) => void): void {
  command
    .option('--port <port>', 'on 127.0.0.1; 0 takes a free one', '0')
    .option('--plan <plan>', 'free, pro or business: whose limits hold', 'pro')
    .option('--latency <ms>', 'how long an answer takes, in milliseconds', '80')
    .action(async (options: SimulateOptions) => {
      exit(await simulate(options, host));
    });
}

async function simulate({ port, plan, latency }: SimulateOptions, host: Host): Promise<number> {
  const name = PLAN_NAMES.find((known) => known === plan);
  if (!name) throw new UsageError(`--plan: found "${plan}"; write one of ${PLAN_NAMES.join(', ')}.`);
  const simulator = await start(
    { port: wholeNumber('--port', port, 65_535), latencyMs: wholeNumber('--latency', latency, 60_000) },
    name,
  );
  const stop = new Stop();
  const endListening = listenForSignals(stop, host);
  try {
    for (const [variable, value] of Object.entries(simulator.env))
      host.stdout.write(`export ${variable}=${value}\n`);
    host.stderr.write(`The simulator answers at ${simulator.apiUrl} (plan ${name}). Ctrl-C ends it.\n`);
    if (!stop.signal.aborted) await once(stop.signal, 'abort');
    return 0;
  } finally {
    endListening();
    await simulator.close();
  }
}

async function start(options: { port: number; latencyMs: number }, plan: PlanName): Promise<Simulator> {
  try {
    return await Simulator.start({ ...options, plan, journalLimit: 0 });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`The simulator cannot start: ${why}. Give another port with --port.`);
  }
}

function wholeNumber(option: string, text: string, most: number): number {
  if (/^\d+$/.test(text) && Number(text) <= most) return Number(text);
  throw new UsageError(`${option}: found "${text}"; write a whole number from 0 to ${most}.`);
}
