import path from 'node:path';
import { doubtsOfEnvFile } from '../config/env-file.ts';
import type { RunRequest } from '../config/run-request.ts';
import { storeRequest } from '../config/stored-request.ts';
import { describeUnread } from '../config/variable-names.ts';
import { readVersion } from '../config/version.ts';
import type { Ledger } from '../core/ledger.ts';
import type { Notice } from '../core/notice.ts';
import type { Input } from '../input/open-input.ts';
import { newSalt, rowDigester } from '../input/rows/row-digester.ts';
import type { EndedRun } from '../report/run-report.ts';
import { checkInput, type Known } from './check-input.ts';
import { expectToday } from './expect-today.ts';
import { unfinishedRunOfSameInput } from './open-runs.ts';
import { quotaLeft } from './quota-left.ts';
import { sendRows } from './send-rows.ts';
import type { Session } from './session.ts';

/** What a run begins with: an account that is held, and an input that is open. */
export type BegunRun = Pick<Session, 'operator' | 'access' | 'source' | 'ledger' | 'held'> & {
  readonly request: RunRequest;
  readonly input: Input;
  readonly id: string;
};

/**
 * Runs an input that is open, from the first look at its rows to the report.
 * @throws {UsageError} when a setting cannot be used, {GuardRefusal} when a guard refuses; in both cases nothing was sent
 */
export async function beginRun(begun: BegunRun, known: Known): Promise<EndedRun> {
  const { request, operator, access, source, ledger, held, input, id } = begun;
  const { settings, environment } = request;
  const { listen } = operator;
  await using resources = new AsyncDisposableStack();
  const startedAt = Date.now();

  const notices = [
    ...[...(settings.simulate ? [] : describeUnread(environment)), ...doubtsOfEnvFile(settings.envFile)].map(
      (text): Notice => ({ kind: 'environment', text }),
    ),
    ...input.warnings.map((text): Notice => ({ kind: 'input', text })),
    ...(await betterWay(ledger, held.account, input.digest)),
  ];
  for (const notice of notices) listen({ type: 'notice', notice });
  const salt = newSalt();
  const record = await held.insertRun({
    id,
    input: request.input,
    digest: input.digest,
    salt,
    settings: storeRequest(request, input.delimiter),
    plan: settings.plan,
    version: readVersion(),
    outDir: path.resolve(settings.out ?? path.join('reports', id)),
    startedAt,
  });
  const digester = rowDigester(salt);
  const session = { settings, operator, access, source, input, digester, ledger, held, record };
  const { totals, log, rows, compared } = await checkInput(session, known);
  resources.defer(() => log.close());
  const left = await quotaLeft(ledger, held.account, settings, startedAt);
  const checked = {
    rows,
    invalid: totals.invalid,
    settled: totals.protectedRows + totals.unchanged,
    expected: expectToday(totals, left),
  };
  return await sendRows({ ...session, isFirst: true }, log, checked, compared?.effort);
}

/** Somebody who starts a file again, because its run died, is told of the better way. */
async function betterWay(ledger: Ledger, account: string, digest: string): Promise<Notice[]> {
  const unfinished = await unfinishedRunOfSameInput(ledger, account, digest);
  return unfinished ? [{ kind: 'unfinishedRun', runId: unfinished.id }] : [];
}
