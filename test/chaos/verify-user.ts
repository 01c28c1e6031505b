import type { SimulatedUser, Simulator } from '../../src/simulator/simulator.ts';
import { creates, hasExisted, removals } from './effects.ts';
import type { Plan } from './plan.ts';
import { isCreate, newAddressOf, type PlannedRow } from './planned-rows.ts';
import type { Result } from './verify.ts';

export type RowResult = { readonly row: PlannedRow; readonly result: Result };

export type Account = {
  readonly plan: Plan;
  readonly simulator: Simulator;
  /** The ledger has lost something: a row that was left out is perhaps sent to find out what came of it. */
  readonly isDoubtful: boolean;
};

/** In what of a user the rows' results and the account do not agree. */
export function userDisagreements(email: string, rows: readonly RowResult[], account: Account): string[] {
  const { plan, simulator } = account;
  const problems: string[] = [];
  const user = simulator.user(newAddressOf(email)) ?? simulator.user(email);
  const existed = hasExisted(email, plan);
  const made = creates(email, simulator).length;
  const say = (text: string) => problems.push(`${email}: ${text} (${rows.map(describe).join(' | ')})`);

  const created = rows.find(({ row, result }) => isCreate(row) && result.outcome === 'created');
  if (created && made !== 1) say('reported as created, and was not');
  const mayBeCreated =
    created ||
    rows.some(
      ({ row, result }) =>
        isCreate(row) &&
        (result.outcome === 'unknown' ||
          result.http_status === '201' ||
          result.message.startsWith('the user was created')),
    );
  if (made === 1 && !mayBeCreated) say('created, and not reported so');
  const exists = rows.some(
    ({ row, result }) => isCreate(row) && ['exists', 'updated'].includes(result.outcome),
  );
  if (exists && !existed) say('reported as existing, and did not');
  const isKnown = !rows.some(({ result }) => result.outcome === 'unknown');
  if (user && isKnown) ofFields(user, rows, simulator, say);
  ofRemoval(email, rows, account, isKnown, say);
  ofAddress(email, rows, simulator, isKnown, say);
  return problems;
}

function ofRemoval(
  email: string,
  rows: readonly RowResult[],
  { simulator, isDoubtful }: Account,
  isKnown: boolean,
  say: (text: string) => void,
): void {
  const removed = removals(email, simulator);
  const at = rows.findIndex(({ result }) => ['disassociated', 'deleted'].includes(result.outcome));
  const row = rows[at]?.row;
  if (row && removed[0]?.action !== row.action) say(`reported as taken out, and was not by ${row.action}`);
  if (removed.length > 0 && !row && isKnown) say('taken out, and not reported so');
  const may = ['skipped', 'not_attempted', ...(isDoubtful ? ['not_found', 'unknown'] : [])];
  const later = rows.slice(at + 1).find(({ result }) => !may.includes(result.outcome));
  if (row && later) say(`line ${later.row.line} came after the removal, and was not left out`);
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
      result.http_status !== '201' &&
      !isSaidToHaveFailed(result),
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

/** Nothing but 5xx is Zoom's own word that it failed, which the program takes for an update until it is sent again. */
function isSaidToHaveFailed({ http_status, message }: Result): boolean {
  return http_status.startsWith('5') || message.startsWith('refused, and not sent again');
}

function describe({ row, result }: RowResult): string {
  return `${row.line} ${row.action} ${result.outcome} ${result.http_status} ${result.message}`.trim();
}
