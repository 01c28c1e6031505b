import type { Command } from 'commander';
import { jsonLine } from '../../report/json/json-line.ts';
import { alignTable } from '../../report/terminal/layout.ts';
import { describeCount, describeMoment } from '../../report/terminal/wording.ts';
import { type AccountQuota, accountQuotas } from '../../runs/account-quotas.ts';
import { addOptions } from '../add-options.ts';
import { carryOut } from '../carry-out.ts';
import { EXIT } from '../exit-codes.ts';
import type { Host } from '../host.ts';
import { type LedgerOptions, readLedgerOptions, withLedger } from '../ledger-options.ts';

export function setUpQuota(command: Command, host: Host, exit: (code: number) => void): void {
  addOptions(command, [], ['plan', 'state', 'envFile', 'json'], {
    plan: "that of the account's newest run",
  }).action(async (options: Record<string, unknown>) => exit(await quota(options, host)));
}

async function quota(options: Record<string, unknown>, host: Host): Promise<number> {
  const asked = readLedgerOptions(options, host.env);
  return carryOut(asked.settings.json, host, () => tellQuotas(asked, host));
}

async function tellQuotas({ settings, given, folder }: LedgerOptions, host: Host): Promise<number> {
  const named = host.env.ZOOM_ACCOUNT_ID?.trim();
  // As the account's newest run was told, unless this command is told otherwise.
  const planOf = (known = settings.plan) => (given.plan === undefined ? known : settings.plan);
  const quotas = await withLedger(folder, (ledger) => accountQuotas(ledger, named, planOf, Date.now()));
  host.stdout.write(settings.json ? jsonLine({ quotas }) : `${describe(quotas)}\n`);
  return EXIT.ok;
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
