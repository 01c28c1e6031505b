import type { Simulator } from '../../src/simulator/simulator.ts';
import { creates, createsSent, hasExisted, removals } from './effects.ts';
import { ADDED, EDITED, EDITED_PASSWORD } from './havoc/input.ts';
import type { Plan } from './plan.ts';
import { BYSTANDER, type PlannedRow } from './planned-rows.ts';
import { type Account, userDisagreements } from './verify-user.ts';

/** A line of `results.csv`. */
export type Result = Readonly<
  Record<'line' | 'action' | 'user' | 'outcome' | 'http_status' | 'message', string>
>;

/** Everything in which the report and the account do not agree; empty when they do. */
export function disagreements(account: Account, results: readonly Result[]): string[] {
  const { plan, simulator } = account;
  const problems = [...repeated(plan, simulator), ...neverChecked(simulator)];
  if (results.length !== plan.rows.length || !plan.rows.every((row, at) => isOf(row, results[at], account)))
    return [...problems, 'the report does not have every row once, in order'];

  for (const user of usersOf(plan)) {
    const rows = plan.rows.flatMap((row, index) => {
      const result = results[index];
      return row.user === user && result ? [{ row, result }] : [];
    });
    problems.push(...userDisagreements(user, rows, account));
  }
  return problems;
}

/** Whether a line of the report is a row's. What names it may be damaged, if it says so. */
function isOf(row: PlannedRow, result: Result | undefined, { isDoubtful }: Account): boolean {
  if (result === undefined) return false;
  const { line, action, user, outcome, message } = result;
  if (line === String(row.line) && action === row.action && user === row.email) return true;
  return isDoubtful && outcome === 'unknown' && /record of this row is damaged/.test(message);
}

/** What must not happen twice, or at once, whatever is known of it. */
export function repeated(plan: Plan, simulator: Simulator): string[] {
  const problems: string[] = [];
  for (const user of usersOf(plan)) {
    const made = creates(user, simulator).length;
    if (made > (hasExisted(user, plan) ? 0 : 1)) problems.push(`${user}: made ${made} times`);
    const sent = createsSent(user, simulator);
    if (sent.slice(0, -1).some(({ effect }) => effect))
      problems.push(`${user}: sent again after it was made`);
    const { length } = removals(user, simulator);
    if (length > 1) problems.push(`${user}: taken out ${length} times`);
  }
  const { maxInFlightPerUser } = simulator.stats();
  // A request of a killed process may still be worked on when its successor asks about it.
  if (maxInFlightPerUser > 2) problems.push(`${maxInFlightPerUser} requests of one user at a time`);
  return problems;
}

/** What was sent of an input that was put in the place of the one that was checked. */
function neverChecked(simulator: Simulator): string[] {
  const isOther = (user: string) => [BYSTANDER, ADDED].includes(user) || user.startsWith(EDITED);
  const asked = simulator.journal.find(({ user }) => isOther(user.toLowerCase()));
  const changed = simulator
    .users()
    .find(
      ({ email, type, fields }) =>
        fields.dept === EDITED ||
        email.startsWith(EDITED) ||
        type === 2 ||
        simulator.passwordIs(email, EDITED_PASSWORD),
    );
  return [
    ...(asked ? [`${asked.method} ${asked.path}, of a row that was never checked`] : []),
    ...(changed ? [`${changed.email} is as no row says that was checked`] : []),
  ];
}

function usersOf(plan: Plan): ReadonlySet<string> {
  return new Set(plan.rows.map(({ user }) => user));
}
