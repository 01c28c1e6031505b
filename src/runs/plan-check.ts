import type { RunRequest } from '../config/run-request.ts';
import type { Foreseen } from '../core/foreseen.ts';
import { GuardRefusal } from '../core/guard-refusal.ts';
import type { GuardLimit } from '../core/guards.ts';
import { UsageError } from '../core/usage-error.ts';
import { describeLines } from '../report/describe-lines.ts';
import { describeDuration } from '../report/terminal/wording.ts';
import { readFile } from '../support/files/read-file.ts';
import { digestOf, PLAN_KIND, type Plan } from './plan-file.ts';
import { plannedOptions } from './planned-options.ts';

/** @throws {UsageError} when there is no such file, or it is not the plan of a live preview */
export function readPlan(file: string): Plan {
  let plan: unknown;
  try {
    plan = JSON.parse(readFile(file).bytes.toString('utf8'));
  } catch (error) {
    const why = error instanceof SyntaxError ? 'it is no JSON' : error instanceof Error ? error.message : '';
    throw new UsageError(`--plan-file: ${file} cannot be read: ${why}. ${WRITE_INSTEAD}`);
  }
  if (!isPlan(plan)) throw new UsageError(`--plan-file: ${file} is no plan. ${WRITE_INSTEAD}`);
  return plan;
}

const WRITE_INSTEAD = 'Write the path of the plan.json that `zoom-provision preview --live` wrote.';

function isPlan(value: unknown): value is Plan {
  const { kind, version, made_at, account, input_digest, options, rows } = Object(value) as Partial<Plan>;
  return (
    kind === PLAN_KIND &&
    version === 1 &&
    !Number.isNaN(Date.parse(String(made_at))) &&
    typeof account === 'string' &&
    typeof input_digest === 'string' &&
    typeof options === 'object' &&
    options !== null &&
    Array.isArray(rows) &&
    rows.every((row) => typeof row === 'string')
  );
}

/**
 * Compares what a run is to be with what was shown, before anything is read.
 * @param now ms since the epoch
 * @throws {GuardRefusal} that says all that differs
 */
export function refuseOtherPlan(
  plan: Plan,
  request: RunRequest,
  {
    inputDigest,
    account,
    now,
  }: { readonly inputDigest: string; readonly account: string; readonly now: number },
): void {
  const { maxAge } = request.settings;
  const age = now - Date.parse(plan.made_at);
  const other = plannedOptions(request);
  const differs = [...new Set([...Object.keys(plan.options), ...Object.keys(other)])].filter(
    (option) => plan.options[option] !== other[option],
  );
  const problems = [
    ...(plan.account === account
      ? []
      : [`it was made for the account ${plan.account}, and the credentials are those of ${account}`]),
    ...(plan.input_digest === inputDigest ? [] : ['the input is not the same file: its content has changed']),
    ...differs.map((option) => `the option ${option} is another one, or what it is given`),
    ...(age > maxAge
      ? [`it is ${describeDuration(age / 1000)} old, and --max-age allows ${describeDuration(maxAge / 1000)}`]
      : []),
  ];
  if (problems.length === 0) return;
  throw new GuardRefusal(
    `The plan of ${plan.made_at} is not carried out: ${problems.join('; ')}. Nothing was sent. ${ANEW}`,
    problems,
  );
}

const ANEW = 'Make a new one with `zoom-provision preview --live`, and look at it.';

/** Lines that are named of those that differ. */
const LINES_NAMED = 5;

/** Compares what the rows would do now with what the plan has shown, row by row. */
export class PlanCheck {
  readonly #plan: Plan;
  readonly #shown: Map<number, string>;
  readonly #firstLines: number[] = [];
  #differs = 0;

  constructor(plan: Plan) {
    this.#plan = plan;
    this.#shown = new Map(
      plan.rows.map((row) => {
        const [line = '', digest = ''] = row.split(':');
        return [Number(line), digest];
      }),
    );
  }

  see(line: number, foreseen: Foreseen): void {
    const shown = this.#shown.get(line);
    this.#shown.delete(line);
    if (shown === digestOf(line, foreseen)) return;
    this.#differs++;
    if (this.#firstLines.length < LINES_NAMED) this.#firstLines.push(line);
  }

  /** To be asked when all rows were seen. @throws {GuardRefusal} when more of them do something else than `limit` allows */
  refuse(limit: GuardLimit): void {
    const all = this.#plan.rows.length;
    const differs = this.#differs + this.#shown.size;
    const allowed =
      'count' in limit ? limit.count : Math.max(limit.atLeast, Math.floor((all * limit.percent) / 100));
    if (differs <= allowed) return;
    const rows = differs === 1 ? '1 row' : `${differs} rows`;
    const lines = this.#firstLines.length > 0 ? ` (${describeLines(this.#firstLines, differs)})` : '';
    throw new GuardRefusal(
      `${rows} would do something else now than the plan of ${this.#plan.made_at} showed${lines}, since the account has ` +
        `changed; at most ${allowed} may (--max-drift). Nothing was sent. ${ANEW}`,
    );
  }
}
