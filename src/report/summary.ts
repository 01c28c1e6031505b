import { OUTCOMES, type Outcome, type ResultRow, wentThrough } from '../core/outcome.ts';
import type { Summary } from '../core/summary.ts';
import type { Attempt, EndpointName } from '../core/zoom-api.ts';
import { type Reason, Reasons } from './reasons.ts';
import { type RowWarning, RowWarnings, splitMessage } from './row-warnings.ts';
import { writeWhole } from './write-whole.ts';

/** Writes summary.json, as a whole or not at all. */
export async function writeSummary(path: string, summary: Summary): Promise<void> {
  await writeWhole(path, [`${JSON.stringify(summary, null, 2)}\n`]);
}

/** Counts what a run did, from its rows and attempts as they come. */
export class Tally {
  readonly #outcomes = new Map<Outcome, number>();
  readonly #reasons = new Reasons();
  readonly #warnings = new RowWarnings();
  /** The endpoints that did not succeed at once, by line, while the row is in hand. */
  readonly #unsuccessful = new Map<number, Set<EndpointName>>();
  readonly #rateLimited = { per_second: 0, daily: 0, concurrent: 0 };
  #rows = 0;
  #requests = 0;
  #retries = 0;

  /** Counts the last word on a row, and why it did not go through. */
  add(result: ResultRow): void {
    const said = this.count(result);
    this.#unsuccessful.delete(result.line);
    if (!wentThrough(result.outcome)) this.#reasons.add({ ...result, message: said });
  }

  /** Counts a row of a preview, which has no reasons. @returns its message without the warnings */
  count({ line, outcome, message }: ResultRow): string {
    this.#rows += 1;
    this.#outcomes.set(outcome, (this.#outcomes.get(outcome) ?? 0) + 1);
    const { said, warnings } = splitMessage(message);
    for (const text of warnings) this.#warnings.add(line, text);
    return said;
  }

  /** Counts a request that was sent for the row on this line, while the row has no outcome yet. */
  addAttempt(line: number, attempt: Attempt): void {
    this.#requests += 1;
    const unsuccessful = this.#unsuccessful.get(line);
    if (unsuccessful?.has(attempt.endpoint)) this.#retries += 1;
    if (attempt.error) this.#unsuccessful.set(line, (unsuccessful ?? new Set()).add(attempt.endpoint));
    if (attempt.error === 'ratePerSecond') this.#rateLimited.per_second += 1;
    if (attempt.error === 'concurrent') this.#rateLimited.concurrent += 1;
    if (attempt.error === 'rateDaily' || attempt.error === 'inviteQuota') this.#rateLimited.daily += 1;
  }

  get rows(): number {
    return this.#rows;
  }

  /** Only the outcomes that there were, in the order of OUTCOMES. */
  get outcomes(): Summary['outcomes'] {
    const counted = OUTCOMES.map((outcome) => [outcome, this.#outcomes.get(outcome) ?? 0] as const);
    return Object.fromEntries(counted.filter(([, count]) => count > 0));
  }

  /** Requests sent for rows: without the ones for signing in. */
  get requests(): number {
    return this.#requests;
  }

  /** Requests that repeated an earlier one of their row that did not succeed. */
  get retries(): number {
    return this.#retries;
  }

  /** Answers 429, by kind; an invitation quota is a daily one. */
  get rateLimited(): Summary['rate_limited'] {
    return { ...this.#rateLimited };
  }

  /** The commonest reasons why rows did not go through, the commonest first. */
  reasons(top: number): Reason[] {
    return this.#reasons.top(top);
  }

  /** The commonest warnings of rows, the commonest first. */
  warnings(top: number): RowWarning[] {
    return this.#warnings.top(top);
  }
}
