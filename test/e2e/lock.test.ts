import { globSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { AT_ONCE, manyRows, Rig, runArgs, until } from '../support/cli-rig.ts';
import { ON_WINDOWS } from '../support/platform.ts';

describe('the lock of an account', AT_ONCE, () => {
  it('refuses a second run with 5, says which run holds it, and is gone when that ends', async () => {
    await using rig = await Rig.open();
    rig.simulator.fault({ kind: 'hang', match: { user: 'u1@example.com' } });
    const first = rig.start(runArgs(rig.write('first.csv', manyRows(1)), '--timeout', '60'));
    await until(() => rig.simulator.stats().requests === 1, 'the first run sends');

    const second = ['run', rig.write('second.csv', manyRows(2)), '--out', 'second'];
    const resume = await rig.cli(['resume']);
    const refused = await rig.cli(second);
    for (const end of [refused, resume]) {
      expect(end).toMatchObject({ code: 5, stdout: '' });
      expect(end.stderr).toMatch(
        /Another run of the account simulated-account is going on: run (\d{8}-\d{6}-[0-9a-f]{4}) \(\S+first\.csv\) since \d{4}-\d\d-\d\dT[\d:.]+Z\. Nothing was sent\./,
      );
    }
    expect(rig.simulator.stats().requests).toBe(1);

    first.child.kill('SIGKILL');
    await first.ended;
    expect((await rig.cli(second)).code).toBe(0);
    expect(rig.cells(['user', 'outcome'], 'second')).toEqual([
      'u1@example.com created',
      'u2@example.com created',
    ]);
  });

  it('does not keep the runs of other accounts waiting, on the same ledger', async () => {
    await using rig = await Rig.open({ accountId: 'one', latencyMs: 60 });
    await using other = await Rig.open({ accountId: 'two', latencyMs: 60 });
    const input = rig.write('input.csv', manyRows(60));
    const start = (env: Readonly<Record<string, string>>, out: string) =>
      rig.start(['run', input, '--out', out, '--plan', 'business', '--json'], { env });
    const runs = [start(rig.simulator.env, 'one'), start(other.simulator.env, 'two')];
    const ends = await Promise.all(runs.map(({ ended }) => ended));
    expect(ends.map(({ code }) => code)).toEqual([0, 0]);
    for (const simulator of [rig.simulator, other.simulator]) {
      expect(simulator.stats()).toMatchObject({ requests: 60, byStatus: { 201: 60 } });
    }
    const [one, two] = ends.map(({ stdout }) => JSON.parse(stdout));
    expect(one.started_at < two.finished_at && two.started_at < one.finished_at).toBe(true);
    const { runs: listed } = JSON.parse((await rig.cli(['runs', '--json'])).stdout);
    expect(
      listed.map(({ account, rows, status }: Record<string, unknown>) => [account, rows, status]).sort(),
    ).toEqual([
      ['one', 60, 'completed'],
      ['two', 60, 'completed'],
    ]);
  });
});

it.skipIf(ON_WINDOWS)(
  'keeps ledger, lock and report for their owner only while a run goes on and after, whatever the umask',
  AT_ONCE,
  async () => {
    await using rig = await Rig.open();
    rig.simulator.fault({ kind: 'slow', delayMs: 1_000, match: { user: 'u2@example.com' } });
    const input = rig.write('input.csv', manyRows(2));
    const run = rig.start(runArgs(input), { before: ['sh', '-c', 'umask 000 && exec "$@"', 'sh'] });
    await until(() => rig.simulator.stats().requests === 2, 'the run sends');
    expect(modes(rig)).toEqual([
      '600 account.lock',
      '600 account.lock-journal',
      '600 ledger.db',
      '600 ledger.db-shm',
      '600 ledger.db-wal',
      '600 ledger.mark',
      '600 run.log',
      '700 out',
      '700 zoom-provision',
    ]);
    expect((await run.ended).code).toBe(0);
    expect(modes(rig)).toEqual([
      '600 account.lock',
      '600 ledger.db',
      '600 ledger.mark',
      '600 report.html',
      '600 results.csv',
      '600 run.log',
      '600 summary.json',
      '700 out',
      '700 zoom-provision',
    ]);
  },
);

function modes(rig: Rig): string[] {
  return globSync(['.local/state/zoom-provision/**', 'out/**'], { cwd: rig.folder })
    .map((name) => {
      const mode = (statSync(rig.path(name)).mode & 0o777).toString(8);
      return `${mode} ${path.basename(name).replace(/-[0-9a-f]{16}/, '')}`;
    })
    .sort();
}
