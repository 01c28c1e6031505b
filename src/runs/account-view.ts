import { askAboutUsers, asksAboutUser } from '../account/ask-about-users.ts';
import { countLicensed } from '../account/count-licensed.ts';
import { readUsers } from '../account/read-users.ts';
import { AccountUnread } from '../core/account-unread.ts';
import type { AccountUsers, UserStatus } from '../core/account-users.ts';
import type { Listener } from '../core/events.ts';
import { POLICY } from '../core/policy.ts';
import type { StopReason } from '../core/stop-reason.ts';
import { userKeys } from '../core/task.ts';
import { ZoomError } from '../core/zoom-error.ts';
import type { RowSource } from '../engine/register.ts';
import { Stopped } from '../engine/stop.ts';
import { whyRefused } from '../engine/why-refused.ts';
import { adviseOnStop, describeStop } from '../report/describe-stop.ts';
import { FirstLines } from '../support/first-lines.ts';
import { sleep } from '../support/sleep.ts';
import { type ConnectionSession, openConnection, type RequestCounter } from './open-connection.ts';
import { RunClock } from './run-clock.ts';
import type { Session } from './session.ts';

export type ReadingSession = ConnectionSession & Pick<Session, 'source'>;

/** What is said where the account cannot be read: what can be done all the same. */
export type WithoutReading = {
  /** Without the lists of users. */
  readonly lists: string;
  /** Without asking about each user. */
  readonly users: string;
};

/** The users of the account, as they were read. */
export type AccountView = {
  readonly users: AccountUsers;
  readonly counts: Readonly<Record<UserStatus, number>>;
  /** Users with a licence; undefined where the account does not tell. */
  readonly licensed: number | undefined;
  /** Ms since the epoch, by Zoom's clock. */
  readonly now: number;
};

/** How many users there are about whom Zoom has to be asked one by one to compare all columns of an input. */
export async function countQuestions(source: RowSource, signal: AbortSignal): Promise<number> {
  const users = new FirstLines();
  for await (const batch of source.rows(signal)) {
    for (const row of batch) {
      if (row.kind !== 'task' || !asksAboutUser(row.task)) continue;
      users.remember(userKeys(row.task)[0] ?? '', row.task.line);
    }
  }
  return users.size;
}

/**
 * Reads the account's users, and asks about those of whom the input says more than the lists show. Nothing is changed.
 * @param questions how many users are asked about at most; 0 to ask about none
 * @throws {AccountUnread} when the account cannot be read; {Stopped} when somebody ended it
 */
export async function readAccountUsers(
  session: ReadingSession,
  questions: number,
  emit: Listener,
  counter: RequestCounter,
  without: WithoutReading,
): Promise<AccountView> {
  const { held, source, operator } = session;
  const { stop } = operator;
  const users = held.users();
  const clock = new RunClock({ tell: (notice) => emit({ type: 'notice', notice }) });
  const connection = openConnection(session, emit, counter, clock);
  let isListed = false;
  try {
    // A run of the account that has just ended, or died, may have sent its last call a moment ago.
    await sleep(connection.restMs, stop.signal);
    await readUsers(users, connection);
    isListed = true;
    const asking = { profiles: questions > 0, concurrency: connection.concurrency, expected: questions };
    await askAboutUsers(source.rows(stop.signal), users, connection, asking);
    const licensed = await countLicensed(connection);
    await users.complete();
    return { users, counts: await users.count(), licensed, now: clock.zoomNow() };
  } catch (error) {
    throw unread(error, stop.reason, isListed ? without.users : without.lists);
  } finally {
    await connection.close();
  }
}

function unread(error: unknown, stopped: StopReason | undefined, instead: string): unknown {
  const reason =
    error instanceof Stopped ? stopped : error instanceof ZoomError ? reasonOf(error) : undefined;
  if (reason === undefined || reason.kind === 'signal' || reason.kind === 'aborted') return error;
  const said = [describeStop(reason), adviseOnStop(reason), instead, 'Nothing was changed.'];
  return new AccountUnread(reason, said.filter((text) => text !== undefined).join(' '));
}

function reasonOf(error: ZoomError): StopReason {
  const { next } = POLICY[error.kind];
  if (next === 'holdBack' || next === 'stopRun') return whyRefused(error);
  return { kind: 'breaker', message: error.message };
}
