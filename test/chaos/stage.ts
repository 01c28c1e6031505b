import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Simulator } from '../../src/simulator/simulator.ts';
import { type CliEnd, type Running, startCli } from '../support/cli-process.ts';
import { hasFaketime, SteppingClock } from '../support/stepping-clock.ts';
import { type Counts, noCounts } from './havoc/counts.ts';
import type { DamageDone } from './havoc/damage.ts';
import type { Plan } from './plan.ts';
import { Random } from './random.ts';
import type { Result } from './verify.ts';

/** Where a round is played: an account, a disk, a clock, and the process of the session that is under way. */
export class Stage implements AsyncDisposable {
  readonly plan: Plan;
  readonly simulator: Simulator;
  readonly folder: string;
  /** Undefined in rounds whose clock is right, and where there is no way to set one. */
  readonly clock: SteppingClock | undefined;
  readonly counts: Counts = noCounts();
  readonly disagreements: string[] = [];
  /** What the input is. */
  inputText: string;
  /** Of the plan's input, those that it did not have at some time as they were. */
  readonly changedLines = new Set<number>();
  /** The report as it was made last. */
  results: readonly Result[] | undefined;
  /** How the last session ended. */
  exit: number | null = null;
  damage: DamageDone | undefined;
  /** A run is on record that `resume` goes on with. */
  hasBegun = false;
  /** The ledger was refused, and the newest copy lacks what was sent since: an operator has the account only. */
  isLost = false;
  child: ChildProcess | undefined;
  readonly #weather: { isCalm: boolean };

  static async set(plan: Plan): Promise<Stage> {
    const weather = { isCalm: false };
    const random = new Random(plan.seed);
    const simulator = await Simulator.start({
      plan: 'business',
      latencyMs: [1, 30],
      tokenSeconds: plan.tokenSeconds,
      passwordChanges: 100,
      // Beyond every probability.
      random: () => (weather.isCalm ? 1 : random.next()),
    });
    for (const user of plan.seeds) simulator.seed(user);
    for (const fault of plan.faults) simulator.fault(fault);
    return new Stage(plan, simulator, weather);
  }

  private constructor(plan: Plan, simulator: Simulator, weather: { isCalm: boolean }) {
    this.plan = plan;
    this.simulator = simulator;
    this.folder = mkdtempSync(path.join(tmpdir(), 'zoom-provision-chaos-'));
    const hasClock = hasFaketime && plan.sessions.some(({ clock }) => clock !== undefined);
    this.clock = hasClock ? new SteppingClock(this.folder) : undefined;
    this.#weather = weather;
    this.inputText = plan.csv;
    writeFileSync(this.input, this.inputText);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.simulator.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  get input(): string {
    return path.join(this.folder, 'input.csv');
  }

  get state(): string {
    return path.join(this.folder, 'state');
  }

  get out(): string {
    return path.join(this.folder, 'out');
  }

  /** That have come to the account so far. */
  get requests(): number {
    return this.simulator.journal.length;
  }

  /** Nothing goes wrong at Zoom any more. */
  calm(): void {
    this.#weather.isCalm = true;
  }

  say(text: string): void {
    const said = this.damage ? `${text} (${this.damage.what})` : text;
    if (!this.disagreements.includes(said)) this.disagreements.push(said);
  }

  /** Starts the command line, with the round's account, state and clock. */
  start(args: readonly string[], env: Readonly<Record<string, string>> = {}): Running {
    const running = startCli([...args, '--state', this.state], this.folder, {
      env: { ...this.simulator.env, ...this.clock?.env, ...env },
    });
    this.child = running.child;
    return running;
  }

  cli(...args: readonly string[]): Promise<CliEnd> {
    return this.start(args).ended;
  }
}
