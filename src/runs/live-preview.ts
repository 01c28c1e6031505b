import path from 'node:path';
import { foreseeRows } from '../account/foresee-rows.ts';
import { NearestAddress } from '../account/nearest-address.ts';
import { Rehearsal } from '../account/rehearsal.ts';
import { ACTIONS } from '../actions/index.ts';
import type { RunRequest } from '../config/run-request.ts';
import { stateFolder } from '../config/state-folder.ts';
import type { ResultRow } from '../core/result-row.ts';
import type { CreateCalendar } from '../engine/forecast.ts';
import type { InputTotals } from '../engine/input-totals.ts';
import type { Protection } from '../engine/protection.ts';
import type { Input } from '../input/open-input.ts';
import { ForeseenTally } from '../report/foreseen-tally.ts';
import type { LiveFindings } from '../report/run-report.ts';
import { accessOf, tellBeginning } from './access-of.ts';
import { type AccountView, countQuestions, readAccountUsers } from './account-view.ts';
import { CountedRequests } from './counted-requests.ts';
import { holdAccount } from './hold-account.ts';
import { openLedger } from './open-ledger.ts';
import type { Operator } from './operator.ts';
import { PlanWriter } from './plan-file.ts';
import { openSimulatedAccount } from './simulated-account.ts';
import { tellQuestions } from './tell-questions.ts';

type Watcher = Pick<Operator, 'stop' | 'listen' | 'own'>;

/** An account that was read, and the rows of an input beside it. */
export type LivePreview = {
  rows(
    totals: InputTotals,
    rules: { readonly protection: Protection; readonly calendar: CreateCalendar },
  ): AsyncGenerator<ResultRow[]>;
  /** Active users of the account. */
  readonly activeUsers: number;
  readonly requests: number;
  /** What there is to tell once all rows were seen. */
  readonly found: LiveFindings;
  /** Once all rows were seen: into the report's folder, if there is one. @returns its file */
  writePlan(folder: string | undefined): Promise<string | undefined>;
};

/** What is said where the app may not read. */
const WITHOUT_READING = {
  lists: 'Without it `zoom-provision preview` checks the file, and leave out --live.',
  users: '--live=list asks about no user by itself, and compares what the lists show.',
};

/**
 * Reads the account for a preview; it sends nothing but questions.
 * @param id of the preview
 * @throws {UsageError} when credentials or ledger cannot be used, {Locked} when a run of the account goes on, {AccountUnread}
 */
export async function openLivePreview(
  request: RunRequest,
  input: Input,
  id: string,
  { stop, listen, own }: Watcher,
  resources: AsyncDisposableStack,
): Promise<LivePreview> {
  const { settings, environment } = request;
  const { signal } = stop;
  const real = settings.simulate ? undefined : await accessOf(environment, own);
  tellBeginning(real, own ? { listen, own } : { listen });
  const ledger = resources.adopt(await openLedger(stateFolder(settings.state, environment)), (its) =>
    its.close(),
  );
  const { access, source } = real
    ? { access: real, source: input }
    : resources.adopt(await openSimulatedAccount(input, settings.plan, id), (its) => its.close());
  const patience = { waitMs: settings.wait ?? 0, signal, listen };
  const held = resources.adopt(await holdAccount(ledger, access.account, patience), (its) => its.release());
  const questions = await countQuestions(source, signal);
  const asked = settings.live === 'list' ? 0 : questions;
  tellQuestions(asked, settings, listen);
  const requests = new CountedRequests(listen);
  const operator = own ? { stop, own } : { stop };
  const session = { settings, access, held, source, operator, record: { plan: settings.plan } };
  const view: AccountView = await readAccountUsers(
    session,
    asked,
    requests.emit,
    requests.counter,
    WITHOUT_READING,
  );
  resources.defer(() => view.users.forget());
  const tally = new ForeseenTally();
  const plan = new PlanWriter(request, input.digest, access.account);
  return {
    async *rows(totals, { protection, calendar }) {
      const rehearsal = new Rehearsal(view.users, {
        actions: ACTIONS,
        protection,
        onExists: settings.onExists,
      });
      const rules = { rehearsal, calendar, nearest: new NearestAddress(view.users) };
      for await (const batch of foreseeRows(source, totals, rules, signal)) {
        tally.add(batch);
        plan.add(batch);
        yield batch;
      }
    },
    activeUsers: view.counts.active,
    get requests() {
      return requests.count;
    },
    get found() {
      return {
        account: access.account,
        users: view.counts,
        groups: tally.groups,
        refused: tally.refused,
        seats: { ...tally.seats, now: view.licensed },
        notCompared: settings.live === 'list' && questions > 0,
      };
    },
    async writePlan(folder) {
      const file = folder === undefined ? undefined : path.join(folder, 'plan.json');
      if (file !== undefined) await plan.write(file, id, tally.groups);
      return file;
    },
  };
}
