import path from 'node:path';
import { compareRoster } from '../account/compare-roster.ts';
import { PeopleMatcher } from '../account/match-people.ts';
import { isComparable } from '../account/person-rows.ts';
import { needsQuestion } from '../account/shown-fields.ts';
import { inputOptions } from '../config/input-options.ts';
import type { RunRequest } from '../config/run-request.ts';
import { stateFolder } from '../config/state-folder.ts';
import { actionsRequest, rosterRequest } from '../config/sync-request.ts';
import type { Listener } from '../core/events.ts';
import type { Roster } from '../core/roster.ts';
import { simulatedAccountOf } from '../core/simulated-account.ts';
import { asFailure } from '../core/system-failure.ts';
import type { CheckedRow } from '../core/task.ts';
import { UsageError } from '../core/usage-error.ts';
import { Protection } from '../engine/protection.ts';
import type { RowSource } from '../engine/register.ts';
import { openInput } from '../input/open-input.ts';
import { openRoster, type RosterFile } from '../input/roster/open-roster.ts';
import { ActionsCsv } from '../report/csv/actions-csv.ts';
import { writeProblemsCsv } from '../report/csv/problems-csv.ts';
import type { EndedRun } from '../report/run-report.ts';
import { type SyncReport, SyncTally } from '../report/sync-report.ts';
import { accessOf, tellBeginning } from './access-of.ts';
import { type AccountView, readAccountUsers } from './account-view.ts';
import { beginRun } from './begin-run.ts';
import { CountedRequests } from './counted-requests.ts';
import { foretellRefusal } from './foretell-refusal.ts';
import { holdAccount } from './hold-account.ts';
import { makeFolder } from './make-folder.ts';
import { newRunId, unusedRunId } from './new-run-id.ts';
import { openLedger } from './open-ledger.ts';
import type { Operator } from './operator.ts';
import { type RosterCounts, readRoster } from './read-roster.ts';
import { openSimulatedRoster } from './simulated-roster.ts';
import { guardRoster, refuseProblems, requireScope, scopeText } from './sync-guards.ts';
import { tellQuestions } from './tell-questions.ts';

export type Sync = {
  readonly report: SyncReport;
  /** The run of `actions.csv`; undefined when it was only written. */
  readonly ended: EndedRun | undefined;
};

/** Whoever asked for a sync. */
export type SyncOperator = Operator & {
  /** Hears what was found out before any of it is carried out. */
  readonly tell: (report: SyncReport) => void;
  /** Has said how many users may be deactivated, for this sync and no other. */
  readonly isMeant: boolean;
};

/** What is said where the app may not read. */
const WITHOUT_READING = {
  lists: 'Without it nothing can be compared; a list of actions can be run all the same.',
  users: '--live=list asks about no user by itself, and compares what the lists show.',
};

const MOST_PROBLEMS_TOLD = 100;

/**
 * Makes an account as a roster says: reads both, writes what differs into `actions.csv` and runs that.
 * @throws {UsageError} when roster, settings, credentials or ledger cannot be used, {AccountUnread} when the account cannot be
 *   read, {GuardRefusal} when a guard refuses, {Locked} when a run of the account goes on; in all cases nothing was changed
 */
export async function sync(request: RunRequest, operator: SyncOperator): Promise<Sync> {
  const { settings, environment } = request;
  const { stop, stdin, listen } = operator;
  const { signal } = stop;
  requireScope(settings);
  if (operator.own?.files === false)
    throw new UsageError('A sync writes actions.csv: leave files: false out.');
  await using resources = new AsyncDisposableStack();
  const real = settings.simulate ? undefined : await accessOf(environment, operator.own);
  tellBeginning(real, operator);
  const description = request.job?.description;
  if (description) listen({ type: 'notice', notice: { kind: 'job', text: description } });
  const ledger = resources.adopt(await openLedger(stateFolder(settings.state, environment)), (its) =>
    its.close(),
  );
  const now = Date.now();
  const id = settings.dryRun ? `preview-${newRunId(now)}` : await unusedRunId(ledger, now);
  const file = resources.adopt(await openRoster(rosterOptions(request, stdin, signal)), (its) => its.close());
  for (const text of file.warnings) listen({ type: 'notice', notice: { kind: 'input', text } });
  tellNotCompared(file, listen);
  const account = real?.account ?? simulatedAccountOf(id);
  const patience = { waitMs: settings.wait ?? 0, signal, listen };
  const held = resources.adopt(await holdAccount(ledger, account, patience), (its) => its.release());
  const roster = held.roster();
  resources.defer(() => roster.clear().catch(() => undefined));
  const counts = await readRoster(file, roster, settings.scope, signal);
  await guardRoster(file.name, counts, roster, { scope: settings.scope, isMeant: operator.isMeant });
  const access =
    real ??
    resources.adopt(await openSimulatedRoster(roster, settings, account), (its) => its.close()).access;

  const reading = { settings, access, held, operator, record: { plan: settings.plan } };
  const { view, requests } = await readAccount(reading, roster, counts, listen);
  const outDir = path.resolve(settings.out ?? path.join('reports', id));
  const tally = new SyncTally();
  const written = await writeActions(outDir, { file, roster, view, counts, settings, tally, signal });
  await view.users.forget();
  await roster.clear();
  const input = resources.adopt(
    await openInput(inputOptions(actionsRequest(request, written.actionsFile), stdin, signal)),
    (its) => its.close(),
  );
  const report: SyncReport = {
    roster: file.name,
    account,
    simulated: settings.simulate,
    people: counts.people,
    users: view.counts,
    rows: tally.rows,
    groups: tally.groups,
    left: tally.left,
    problems: { count: tally.problems.length, first: tally.problems.slice(0, MOST_PROBLEMS_TOLD) },
    requests,
    ...written,
    refusal: await foretellRefusal(input, settings, view.counts.active, signal),
  };
  operator.tell(report);
  if (settings.dryRun) return { report, ended: undefined };

  refuseProblems(report, settings);
  const begun = { operator, ledger, held, access, source: input, input, id };
  const ofActions = outIn(actionsRequest(request, written.actionsFile), outDir);
  const ended = await beginRun({ ...begun, request: ofActions }, { activeUsers: view.counts.active });
  // What was done is done, and on record: the next sync is guarded by the number of before.
  await roster.keepCount(scopeText(settings.scope), counts.people).catch(() => undefined);
  return { report, ended };
}

function rosterOptions(request: RunRequest, stdin: NodeJS.ReadableStream, signal: AbortSignal) {
  const { match, createAs } = request.settings;
  const action = createAs === 'nothing' ? undefined : createAs;
  return { ...inputOptions(rosterRequest(request), stdin, signal), match, createAs: action };
}

/** The run's files lie beside actions.csv. */
function outIn(request: RunRequest, out: string): RunRequest {
  return { ...request, settings: { ...request.settings, out } };
}

function tellNotCompared({ columns }: RosterFile, listen: Listener): void {
  const hidden = columns.filter((column) => !isComparable(column));
  if (hidden.length > 0) listen({ type: 'notice', notice: { kind: 'notCompared', columns: hidden } });
}

type Reading = Omit<Parameters<typeof readAccountUsers>[0], 'source'>;

async function readAccount(
  reading: Reading,
  roster: Roster,
  { questions }: RosterCounts,
  listen: Listener,
): Promise<{ readonly view: AccountView; readonly requests: number }> {
  const { settings, held } = reading;
  const asked = settings.live === 'list' ? 0 : questions;
  tellQuestions(asked, settings, listen, true);
  const requests = new CountedRequests(listen);
  const matcher = new PeopleMatcher(roster, held.users(), settings.match);
  const source = questionsOf(roster, matcher, asked > 0);
  const { emit, counter } = requests;
  const view = await readAccountUsers({ ...reading, source }, asked, emit, counter, WITHOUT_READING);
  return { view, requests: requests.count };
}

/** The people of a roster who are in the account, each as an update of the user who is meant. */
function questionsOf(roster: Roster, matcher: PeopleMatcher, asks: boolean): RowSource {
  return {
    async *rows(): AsyncGenerator<readonly CheckedRow[]> {
      for await (const people of roster.all()) {
        const rows: CheckedRow[] = [];
        for (const person of people) {
          if (person.userId === undefined && !(asks && needsQuestion(person.fields))) continue;
          const matched = await matcher.userOf(person);
          const { line, fields, userId } = person;
          const seen = 'user' in matched ? matched.user?.shown : undefined;
          // An id that no list has may be that of somebody who is pending.
          const id = seen ? seen.id : person.problems ? undefined : userId;
          const user = String(id ?? seen?.email ?? '');
          if (user === '') continue;
          const names = id === undefined ? { email: user } : { userId: user };
          const task = { line, action: 'update', user, ...names, fields, query: {}, warnings: [] } as const;
          rows.push({ kind: 'task', line, task });
        }
        yield rows;
      }
    },
  };
}

type Comparing = {
  readonly file: RosterFile;
  readonly roster: Roster;
  readonly view: AccountView;
  readonly counts: RosterCounts;
  readonly settings: RunRequest['settings'];
  readonly tally: SyncTally;
  readonly signal: AbortSignal;
};

async function writeActions(
  outDir: string,
  { file, roster, view, counts, settings, tally, signal }: Comparing,
): Promise<Pick<SyncReport, 'actionsFile' | 'problemsFile'>> {
  const actionsFile = path.join(outDir, 'actions.csv');
  const rules = {
    ...settings,
    graceDays: settings.grace,
    protection: new Protection(settings.protect),
    now: view.now,
    isHeldBack: counts.anybody.length > 0,
  };
  makeFolder(outDir);
  try {
    await using csv = await ActionsCsv.open(actionsFile, file);
    for await (const finding of compareRoster(roster, view.users, rules)) {
      signal.throwIfAborted();
      tally.add(finding);
      if (finding.kind === 'row') await csv.write(finding.row);
    }
    await csv.finish();
    tally.problems.sort((one, other) => one.line - other.line);
    if (tally.problems.length === 0) return { actionsFile, problemsFile: undefined };
    const problemsFile = path.join(outDir, 'roster-problems.csv');
    await writeProblemsCsv(problemsFile, tally.problems);
    return { actionsFile, problemsFile };
  } catch (error) {
    throw asFailure(error, 'report', outDir);
  }
}
