import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parse } from 'csv-parse/sync';
import { Simulator, type SimulatorOptions } from '../../src/simulator/simulator.ts';
import { type CliEnd, type CliOptions, type Running, startCli } from './cli-process.ts';

/** For tests that start processes: side by side, and with time enough where others keep the machine busy. */
export const AT_ONCE = { concurrent: true, timeout: 120_000 } as const;

export type Column =
  | 'line'
  | 'action'
  | 'user'
  | 'outcome'
  | 'http_status'
  | 'zoom_code'
  | 'message'
  | 'attempts'
  | 'user_id'
  | 'tracking_id'
  | 'started_at'
  | 'finished_at';

export type Result = Readonly<Record<Column, string>>;

/**
 * A simulated account and a folder of its own, in which the real command line runs as a process. The folder is its
 * working directory and its home, so its ledger is below it. Gone when the scope ends: `await using rig = …`.
 */
export class Rig implements AsyncDisposable {
  readonly simulator: Simulator;
  readonly folder: string;
  readonly #running = new Set<ChildProcess>();

  static async open(options: SimulatorOptions = {}): Promise<Rig> {
    return new Rig(await Simulator.start({ plan: 'business', ...options }));
  }

  private constructor(simulator: Simulator) {
    this.simulator = simulator;
    this.folder = mkdtempSync(path.join(tmpdir(), 'zoom-provision-e2e-'));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const child of this.#running) child.kill('SIGKILL');
    await this.simulator.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** An absolute path in the folder. */
  path(...names: readonly string[]): string {
    return path.join(this.folder, ...names);
  }

  /** Writes a file into the folder; lines are joined. @returns its path */
  write(name: string, content: readonly string[] | string | Uint8Array): string {
    const file = this.path(name);
    writeFileSync(
      file,
      Array.isArray(content) ? `${content.join('\n')}\n` : (content as string | Uint8Array),
    );
    return file;
  }

  /** Starts the command line, with the simulator for its Zoom unless the options say otherwise, and lets it go on. */
  start(args: readonly string[], options: CliOptions = {}): Running {
    const running = startCli(args, this.folder, { env: this.simulator.env, ...options });
    this.#running.add(running.child);
    running.child.on('close', () => this.#running.delete(running.child));
    return running;
  }

  /** Runs the command line to its end. */
  cli(args: readonly string[], options?: CliOptions): Promise<CliEnd> {
    return this.start(args, options).ended;
  }

  /** `run` with the report in `out`, the plan of the simulator and short waits. */
  run(input: string, ...more: readonly string[]): Promise<CliEnd> {
    return this.cli(runArgs(input, ...more));
  }

  /** The lines of a report. */
  results(out = 'out'): Result[] {
    return parse(readFileSync(this.path(out, 'results.csv')), { columns: true });
  }

  /** The lines of a report, each as some of its cells. */
  cells(columns: readonly Column[], out = 'out'): string[] {
    return this.results(out).map((result) =>
      columns
        .map((column) => result[column])
        .join(' ')
        .trim(),
    );
  }

  summary(out = 'out'): Record<string, unknown> {
    return JSON.parse(readFileSync(this.path(out, 'summary.json'), 'utf8'));
  }

  /** Requests that have changed something, as `POST ann@example.com`, in the order in which they came. */
  effects(): string[] {
    return this.simulator.journal
      .filter(({ effect }) => effect)
      .map(({ method, user }) => `${method} ${user}`);
  }
}

export function runArgs(input: string, ...more: readonly string[]): string[] {
  return ['run', input, '--out', 'out', '--plan', 'business', ...more];
}

/** Waits until something is so. @throws when it takes too long */
export async function until(isSo: () => boolean, what: string): Promise<void> {
  const last = performance.now() + 60_000;
  while (!isSo()) {
    if (performance.now() > last) throw new Error(`waited too long until ${what}`);
    await delay(10);
  }
}

/** The lines of an input with so many users, all made by the same row: `ssoCreate,u1@example.com,basic`. */
export function manyRows(count: number, action = 'ssoCreate', domain = 'example.com'): string[] {
  const rows = Array.from({ length: count }, (_, index) => `${action},u${index + 1}@${domain},basic`);
  return ['action,email,type', ...rows];
}
