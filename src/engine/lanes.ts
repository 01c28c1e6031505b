import { ENDPOINTS } from '../core/endpoints.ts';
import { LABELS, type Label } from '../core/labels.ts';
import { type Task, userKeys } from '../core/task.ts';
import { Pulse } from '../support/pulse.ts';
import { standIn } from './changed-rows.ts';
import { Dispatcher } from './dispatcher.ts';
import { ParkedRows } from './parked-rows.ts';
import { type OpenRow, performRow } from './perform-row.ts';
import type { RunContext } from './run-context.ts';

/** Rows that are parked at most: some 15 MB. Beyond that a label waits for the other. */
const MOST_PARKED = 250_000;

/**
 * Gives each label its rows, whatever their order in the file. The one who reads the file first hands them in; when a
 * label, or one user, has enough of them, and others may go on farther down, the row is parked, and is handed in again by
 * somebody who reads behind the first. A user's rows stay in order: the later ones are parked with the first.
 */
export class Lanes {
  readonly #context: RunContext;
  readonly #dispatcher: Dispatcher;
  readonly #broke: (error: unknown) => void;
  readonly #parked = new ParkedRows();
  readonly #pulse = new Pulse();
  /** Until where there are rows of a label. */
  readonly #lastLines = { light: 0, medium: 0 } satisfies Record<Label, number>;
  #isThrough = false;

  /**
   * @param concurrency rows in hand at a time, at most
   * @param broke told of what a row throws; it may throw the same
   */
  constructor(concurrency: number, context: RunContext, broke: (error: unknown) => void) {
    this.#context = context;
    this.#broke = broke;
    this.#dispatcher = new Dispatcher(concurrency, () => this.#pulse.beat());
    context.services.stop.onStop(() => this.#pulse.beat());
  }

  /** What is still to come; without it nothing is parked. @param lastLines by action, as the ledger has them */
  expect(lastLines: ReadonlyMap<string, number>): void {
    for (const [action, line] of lastLines) {
      if (!Object.hasOwn(this.#context.rules.actions, action)) continue;
      const label = this.#labelOf(standIn({ line, action, user: '' }));
      this.#lastLines[label] = Math.max(this.#lastLines[label], line);
    }
  }

  /** A row that is next in the file; resolves when it has its place, or the run stops. @throws what an earlier one threw */
  async add(row: OpenRow): Promise<void> {
    const { keys, task } = row;
    const label = this.#labelOf(task);
    while (!this.#context.services.stop.signal.aborted) {
      if (!this.#parked.holds(keys) && this.#dispatcher.hasRoom(label, keys)) return this.#start(row, label);
      if (this.#isWorthParking(task.line)) return this.#park(row, label);
      await this.#pulse.wait();
    }
  }

  /** Nothing comes any more but what is parked. */
  end(): void {
    this.#isThrough = true;
    this.#pulse.beat();
  }

  /** Resolves when it is known which row of a label is the next that was parked: its line, or undefined when none will be. */
  async nextParked(label: Label): Promise<number | undefined> {
    for (;;) {
      const line = this.#parked.next(label);
      if (line !== undefined || this.#isThrough) return line;
      await this.#pulse.wait();
    }
  }

  /** Resolves with all its keys when the next parked row of a label may be handed in again, or the run stops. */
  async unpark(label: Label, state: OpenRow['state']): Promise<readonly string[]> {
    const { line } = state;
    const { signal } = this.#context.services.stop;
    const keys = this.#parked.keysOf(line, ownKeys(state));
    const mayGo = () => this.#dispatcher.hasRoom(label, keys) && this.#parked.isFirst(line, keys);
    while (!signal.aborted && !mayGo()) await this.#pulse.wait();
    return keys;
  }

  /** A row that was parked; in the same turn as it is off the list, so that no later one is before it. */
  addParked(label: Label, line: number, keys: readonly string[], row: OpenRow | undefined): void {
    this.#parked.take(label, line, keys);
    if (row) this.#start(row, label);
    this.#pulse.beat();
  }

  /** Resolves when every row has ended. @throws what one threw */
  idle(): Promise<void> {
    return this.#dispatcher.idle();
  }

  #start(row: OpenRow, label: Label): void {
    const run = (onAcquired: () => void) => performRow(row, this.#context, onAcquired).catch(this.#broke);
    this.#dispatcher.add({ keys: row.keys, label, run });
  }

  #park({ task, keys, state }: OpenRow, label: Label): void {
    this.#parked.park(task.line, label, keys, ownKeys(state));
    this.#pulse.beat();
  }

  /** Farther down there are rows that may go on at once. */
  #isWorthParking(line: number): boolean {
    if (this.#parked.size >= MOST_PARKED) return false;
    return LABELS.some((label) => this.#lastLines[label] > line && this.#dispatcher.hasRoom(label));
  }

  #labelOf(task: Task): Label {
    const [first] = this.#context.rules.actions[task.action].steps(task);
    return ENDPOINTS[first?.endpoint ?? 'getUser'].label;
  }
}

/** By which the ledger alone knows the user of a row, whatever has become of the file. */
function ownKeys(state: OpenRow['state']): readonly string[] {
  return userKeys(standIn(state));
}
