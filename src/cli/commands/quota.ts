import type { Command } from 'commander';
import { openDatabase } from '../../ledger/sqlite/open-database.ts';
import { nextUtcDay, QuotaStore, utcDay } from '../../ledger/sqlite/quota-store.ts';
import { listRuns } from '../../ledger/sqlite/run-store.ts';
import { alignTable } from '../../report/terminal/layout.ts';
import { describeCount, describeMoment } from '../../report/terminal/wording.ts';
import { isSimulated } from '../../runs/simulated-account.ts';
import { PLANS } from '../../zoom/plans.ts';
import { addOptions } from '../add-options.ts';
import { EXIT } from '../exit-codes.ts';
import type { Host } from '../host.ts';
import { readLedgerOptions } from '../ledger-options.ts';

type AccountQuota = {
  readonly account: string;
  readonly plan: string;
  readonly used: number;
  readonly limit: number;
  readonly left: number;
  readonly resets_at: string;
};

export function setUpQuota(command: Command, host: Host, exit: (code: number) => void): void {
  addOptions(command, [], ['plan', 'state', 'envFile', 'json']).action((options: Record<string, unknown>) =>
    exit(quota(options, host)),
  );
}

function quota(options: Record<string, unknown>, host: Host): number {
  const { settings, folder } = readLedgerOptions(options, host.env);
  const database = openDatabase(folder);
  try {
    const now = Date.now();
    const store = new QuotaStore(database);
    const runs = listRuns(database).filter(({ account }) => !isSimulated(account));
    const named = host.env.ZOOM_ACCOUNT_ID?.trim();
    const accounts = new Set([...(named ? [named] : []), ...runs.map(({ account }) => account)]);
    const quotas = [...accounts].map((account): AccountQuota => {
      // As its newest run was told, unless this command is told otherwise.
      const known = runs.find((run) => run.account === account)?.plan ?? settings.plan;
      const plan = options.plan === undefined ? known : settings.plan;
      const limit = PLANS[plan].createsPerDay;
      const { used, closed } = store.get(account, utcDay(now), 'create');
      const left = closed ? 0 : Math.max(0, limit - used);
      return { account, plan, used, limit, left, resets_at: new Date(nextUtcDay(now)).toISOString() };
    });
    host.stdout.write(settings.json ? `${JSON.stringify(quotas)}\n` : `${describe(quotas)}\n`);
    return EXIT.ok;
  } finally {
    database.close();
  }
}

function describe(quotas: readonly AccountQuota[]): string {
  const [first] = quotas;
  if (!first) return 'No account has been used yet: every plan has its whole create quota.';
  const table = alignTable(
    [
      ['account', 'plan', 'left today', 'sent', 'of'],
      ...quotas.map(({ account, plan, left, used, limit }) => [
        account,
        plan,
        describeCount(left),
        describeCount(used),
        describeCount(limit),
      ]),
    ],
    [2, 3, 4],
  );
  return [...table, '', `The create quota resets ${describeMoment(first.resets_at)}.`].join('\n');
}
