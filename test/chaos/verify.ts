import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import type { JournalEntry, SimulatedUser, Simulator } from '../../src/simulator/simulator.ts';
import { newAddressOf, type Plan, type PlannedRow } from './plan.ts';

type Result = Readonly<Record<'line' | 'action' | 'user' | 'outcome' | 'http_status' | 'message', string>>;

/** Everything in which the report and the account do not agree; empty when they do. */
export function disagreements(plan: Plan, simulator: Simulator, resultsFile: string): string[] {
  if (!existsSync(resultsFile)) return ['there is no report'];
  const results: Result[] = parse(readFileSync(resultsFile), { columns: true });
  const problems: string[] = [];
  const expected = plan.rows.map(({ line, action, email }) => `${line} ${action} ${email}`);
  const found = results.map(({ line, action, user }) => `${line} ${action} ${user}`);
  if (JSON.stringify(expected) !== JSON.stringify(found))
    return ['the report does not have every row once, in order'];

  for (const user of new Set(plan.rows.map((row) => row.user))) {
    const rows = plan.rows.flatMap((row, index) => {
      const result = results[index];
      return row.user === user && result ? [{ row, result }] : [];
    });
    problems.push(...ofUser(user, rows, plan, simulator));
  }
  const { maxInFlightPerUser } = simulator.stats();
  // A request of a killed process may still be worked on when its successor asks about it.
  if (maxInFlightPerUser > 2) problems.push(`${maxInFlightPerUser} requests of one user at a time`);
  return problems;
}

type RowResult = { readonly row: PlannedRow; readonly result: Result };

function ofUser(email: string, rows: readonly RowResult[], plan: Plan, simulator: Simulator): string[] {
  const problems: string[] = [];
  const user = simulator.user(newAddressOf(email)) ?? simulator.user(email);
  const existed = plan.seeds.some((seed) => seed.email === email);
  const invitations = simulator.journal.filter(
    (entry) => entry.method === 'POST' && entry.effect && isFor(entry, email),
  );
  const say = (text: string) => problems.push(`${email}: ${text} (${rows.map(describe).join(' | ')})`);

  if (invitations.length > (existed ? 0 : 1)) say(`made ${invitations.length} times`);
  const created = rows.find(({ row, result }) => isCreate(row) && result.outcome === 'created');
  if (created && invitations.length !== 1) say('reported as created, and was not');
  const mayBeCreated =
    created ||
    rows.some(
      ({ row, result }) =>
        isCreate(row) &&
        (result.outcome === 'unknown' ||
          result.http_status === '201' ||
          result.message.startsWith('the user was created')),
    );
  if (invitations.length === 1 && !mayBeCreated) say('created, and not reported so');
  const exists = rows.some(
    ({ row, result }) => isCreate(row) && ['exists', 'updated'].includes(result.outcome),
  );
  if (exists && !existed) say('reported as existing, and did not');
  const isKnown = !rows.some(({ result }) => result.outcome === 'unknown');
  if (user && isKnown) ofFields(user, rows, simulator, say);
  ofRemoval(email, rows, simulator, isKnown, say);
  ofAddress(email, rows, simulator, isKnown, say);
  return problems;
}

function ofRemoval(
  email: string,
  rows: readonly RowResult[],
  simulator: Simulator,
  isKnown: boolean,
  say: (text: string) => void,
): void {
  const names = [email, newAddressOf(email)];
  const removals = simulator.removed().filter((removed) => names.includes(removed.email));
  const at = rows.findIndex(({ result }) => ['disassociated', 'deleted'].includes(result.outcome));
  const row = rows[at]?.row;
  if (removals.length > 1) say(`taken out ${removals.length} times`);
  if (row && removals[0]?.action !== row.action) say(`reported as taken out, and was not by ${row.action}`);
  if (removals.length > 0 && !row && isKnown) say('taken out, and not reported so');
  const later = rows.slice(at + 1).find(({ result }) => result.outcome !== 'skipped');
  if (row && later) say(`line ${later.row.line} came after the removal, and was not skipped`);
}

function ofAddress(
  email: string,
  rows: readonly RowResult[],
  simulator: Simulator,
  isKnown: boolean,
  say: (text: string) => void,
): void {
  const isThere = simulator.user(newAddressOf(email)) !== undefined;
  const isReported = rows.some(({ result }) => result.outcome === 'email_changed');
  if (isReported && !isThere) say('reported under a new address, and is not there');
  if (isThere && !isReported && isKnown) say('has a new address, and it is not reported');
  const old = simulator.user(email);
  if (isThere && old) say('is there under both addresses');
}

/** What the last rows that went through have set is what the account holds. */
function ofFields(
  user: SimulatedUser,
  rows: readonly RowResult[],
  simulator: Simulator,
  say: (text: string) => void,
): void {
  const last = (wanted: (entry: RowResult) => boolean) => rows.filter(wanted).at(-1)?.row;
  const updated = last(({ result }) => result.outcome === 'updated');
  if (updated?.action === 'update' && user.fields.dept !== updated.dept)
    say(`dept is ${String(user.fields.dept)}`);
  const refused = rows.find(
    ({ row, result }) =>
      user.fields.dept === row.dept &&
      !['created', 'updated'].includes(result.outcome) &&
      result.http_status !== '201',
  );
  if (refused) say(`dept is that of line ${refused.row.line}, which did not go through`);
  const status = last(({ result }) => ['activated', 'deactivated'].includes(result.outcome));
  // A pending user stays pending whatever is sent.
  if (status && user.status !== 'pending') {
    const wanted = status.action === 'activate' ? 'active' : 'inactive';
    if (user.status !== wanted) say(`status is ${user.status}`);
  }
  const password = last(({ result }) => result.outcome === 'password_set');
  if (password && !simulator.passwordIs(user.email, password.password)) say('has another password');
}

function isCreate({ action }: PlannedRow): boolean {
  return action === 'create' || action === 'ssoCreate';
}

function isFor(entry: JournalEntry, email: string): boolean {
  return entry.user.toLowerCase() === email;
}

function describe({ row, result }: RowResult): string {
  return `${row.line} ${row.action} ${result.outcome} ${result.http_status} ${result.message}`.trim();
}
