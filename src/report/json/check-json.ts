import type { Checkup } from '../../core/checkup.ts';
import type { ActionName } from '../../core/vocabulary.ts';
import { actionsWithout, checkProblems, checkWarnings } from '../check-problems.ts';

/** What `check --json` says. */
export function checkJson(checkup: Checkup, needed: readonly ActionName[], exitCode: number): object {
  const { account, apiUrl, oauthUrl, failure, scopes, plan, clock, proxy, state } = checkup;
  return {
    account: account.id,
    account_name: account.name ?? null,
    simulated: account.simulated,
    api_url: apiUrl,
    oauth_url: oauthUrl ?? null,
    signed_in: failure === undefined,
    scopes: scopes.map((finding) => ({
      scope: finding.scope,
      status: finding.status,
      granted_by: finding.by ?? (finding.status === 'granted' ? finding.scope : null),
      lacks_permission: finding.permission ?? null,
      needed_for: actionsWithout(finding, needed),
    })),
    plan: { said: plan.said, seen: plan.seen, rather: plan.rather },
    clock_ahead_ms: clock?.aheadMs ?? null,
    proxy: proxy.place ?? null,
    state: {
      folder: state.folder,
      usable: state.problem === undefined,
      free_bytes: state.freeBytes ?? null,
    },
    warnings: checkWarnings(checkup),
    problems: checkProblems(checkup, needed),
    exit_code: exitCode,
  };
}
