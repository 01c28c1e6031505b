import { Rehearsal } from '../account/rehearsal.ts';
import { ACTIONS } from '../actions/index.ts';
import type { Listener } from '../core/events.ts';
import type { Foreseen } from '../core/foreseen.ts';
import type { RowLedger } from '../core/ledger.ts';
import { type Task, userKeys } from '../core/task.ts';
import { InputTotals } from '../engine/input-totals.ts';
import { Protection } from '../engine/protection.ts';
import { AttemptTally } from '../report/attempt-tally.ts';
import { FirstLines } from '../support/first-lines.ts';
import { countQuestions, readAccountUsers } from './account-view.ts';
import { PlanCheck } from './plan-check.ts';
import type { Plan } from './plan-file.ts';
import type { Effort } from './send-rows.ts';
import type { Session } from './session.ts';
import { tellQuestions } from './tell-questions.ts';

/** What is left of an input once it was compared with the account. */
export type Compared = {
  /** Of the rows that are left. */
  readonly totals: InputTotals;
  readonly activeUsers: number;
  readonly effort: Effort;
};

/** What is said where the app may not read. */
const WITHOUT_READING = {
  lists: 'Without it a run can be made without --skip-unchanged and --plan-file.',
  users:
    'Without it a run can be made without --skip-unchanged, or with the plan of a `preview --live=list`.',
};

/**
 * Reads the account before a run whose rows are on record sends anything: refuses it when its rows would do something else
 * than the plan has shown, and leaves out what would change nothing, where that was asked for.
 * @throws {AccountUnread}, and {GuardRefusal} when more rows than are allowed would do something else
 */
export async function compareWithAccount(session: Session, plan: Plan | undefined): Promise<Compared> {
  const { settings, source, operator, held, record } = session;
  const { signal } = operator.stop;
  const startedAt = performance.now();
  const tally = new AttemptTally();
  const emit: Listener = (event) => {
    tally.follow(event, performance.now());
    operator.listen(event);
  };
  const questions = plan?.live === 'list' ? 0 : await countQuestions(source, signal);
  tellQuestions(questions, settings, operator.listen);
  const counter = { watch: <Zoom>(zoom: Zoom) => zoom, onSignIn: () => tally.addSignIn() };
  const { users, counts } = await readAccountUsers(session, questions, emit, counter, WITHOUT_READING);
  try {
    const protection = new Protection(settings.protect);
    const rehearsal = new Rehearsal(users, { actions: ACTIONS, protection, onExists: settings.onExists });
    const check = plan && new PlanCheck(plan);
    const rows = held.rows(record);
    const leaver = new UnchangedRows(rows, settings.skipUnchanged);
    const totals = new InputTotals(ACTIONS, protection, settings.onExists);
    for await (const batch of source.rows(signal)) {
      signal.throwIfAborted();
      const all = await rehearsal.rehearse(batch);
      for (const row of batch) {
        const foreseen = all.get(row);
        if (row.kind === 'task' && foreseen) check?.see(row.line, foreseen);
        if (row.kind === 'task' && foreseen && (await leaver.leave(row.task, foreseen))) totals.unchanged++;
        else totals.add(row);
      }
    }
    check?.refuse(settings.maxDrift);
    const effort = { tally, ms: performance.now() - startedAt };
    return { totals, activeUsers: counts.active, effort };
  } finally {
    await users.forget();
  }
}

/** Puts rows on record as done that would change nothing. */
class UnchangedRows {
  readonly #rows: RowLedger;
  readonly #isWanted: boolean;
  /** Users about whom an earlier row does something: what comes after it is sent, whether that goes through or not. */
  readonly #changed = new FirstLines();

  constructor(rows: RowLedger, isWanted: boolean) {
    this.#rows = rows;
    this.#isWanted = isWanted;
  }

  /** @returns whether the row is left out */
  async leave(task: Task, { what }: Foreseen): Promise<boolean> {
    if (!this.#isWanted) return false;
    const keys = userKeys(task);
    const reason = UNCHANGED.find((kind) => kind === what);
    if (reason === undefined || keys.some((key) => this.#changed.has(key))) {
      for (const key of keys) this.#changed.remember(key, task.line);
      return false;
    }
    await this.#rows.finish({
      line: task.line,
      outcome: 'skipped',
      reason: { kind: 'unchanged', what: reason },
      warnings: task.warnings,
      awaitsInvitation: false,
      attempts: 0,
      userId: task.userId ?? '',
      trackingId: '',
      startedAt: undefined,
      finishedAt: Date.now(),
    });
    return true;
  }
}

/** Of what is foreseen, that which changes nothing. */
const UNCHANGED = ['nothing', 'alreadyInactive', 'alreadyActive', 'skips'] as const;
