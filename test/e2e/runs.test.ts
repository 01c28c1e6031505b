import { describe, expect, it } from 'vitest';
import { AT_ONCE, manyRows, Rig, runArgs, until } from '../support/cli-rig.ts';

/** A run in which one row of so many gets no answer. */
async function hangingRun(rig: Rig, rows: number, ...more: readonly string[]) {
  rig.simulator.fault({ kind: 'hang', match: { user: `u${rows}@example.com` } });
  const input = rig.write('hanging.csv', manyRows(rows));
  const run = rig.start(runArgs(input, '--timeout', '60', ...more));
  await until(() => rig.simulator.stats().requests === rows, 'all rows are sent');
  return run;
}

const requests = (rig: Rig) => rig.simulator.stats().requests + rig.simulator.stats().tokenRequests;

describe('a run without an end', AT_ONCE, () => {
  it('is under way while its process lives, and crashed after that, with all that it counted', async () => {
    await using rig = await Rig.open();
    const run = await hangingRun(rig, 5);
    await until(() => rig.effects().length === 4, 'the others are done');
    const live = await rig.cli(['runs']);
    expect(live.stdout).toMatch(
      new RegExp(
        `is under way \\(pid ${run.child.pid} on \\S+ since \\S+ \\S+ UTC, [34] of 5 rows\\)\\.\\n$`,
      ),
    );
    const [listed] = JSON.parse((await rig.cli(['runs', '--json'])).stdout).runs;
    expect(listed).toMatchObject({
      status: 'running',
      under_way: { pid: run.child.pid },
      continue_with: null,
    });
    const meanwhile = await rig.cli(['report', '--out', 'meanwhile']);
    expect(meanwhile.stderr).toContain('Under way: 4 of 5 rows went through.');
    expect(meanwhile.stderr).not.toContain('resume');
    expect((await rig.cli(['runs', '--forget', listed.id, '--yes'])).code).toBe(5);

    run.child.kill('SIGKILL');
    await run.ended;
    const dead = await rig.cli(['runs']);
    expect(dead.stdout).toMatch(/crashed \(last heard of \S+ \S+ UTC, 4 of 5 rows\)\.\n/);
    expect(dead.stdout).toContain(`zoom-provision resume ${listed.id}`);
    const report = await rig.cli(['report', '--json']);
    const sent = requests(rig);
    expect(JSON.parse(report.stdout)).toMatchObject({ status: 'interrupted', requests: sent, retries: 0 });
    expect(report.stderr).toContain(
      'Crashed: 4 of 5 rows went through.\nThe run crashed: its process was killed',
    );
    expect(report.stderr).toMatch(new RegExp(`Time +at least \\S+ s, ${sent} requests`));
    expect(report.stderr).not.toContain('Ctrl-C');

    expect((await rig.cli(['resume'])).code).toBe(0);
    expect(rig.summary()).toMatchObject({ status: 'completed', requests: requests(rig) });
    expect((await rig.cli(['runs', '--prune', '0'])).stderr).toBe(
      '1 settled run older than 0 days forgotten.\n',
    );
  });

  it('says of rows that a killed session did not reach that it crashed, whatever ended the one before', async () => {
    await using rig = await Rig.open();
    const first = await hangingRun(rig, 3, '--concurrency', '3');
    first.child.kill('SIGINT');
    await until(() => first.stderr().includes('once more ends at once'), 'the first signal is told');
    first.child.kill('SIGINT');
    expect((await first.ended).code).toBe(130);
    rig.simulator.fault({ kind: 'hang', match: { user: 'u3@example.com' } });
    const before = rig.simulator.stats().requests;
    const second = rig.start(['resume']);
    await until(() => rig.simulator.stats().requests > before, 'the second session asks');
    second.child.kill('SIGKILL');
    await second.ended;
    const report = await rig.cli(['report']);
    expect(report.stderr).not.toContain('Ctrl-C');
    expect(rig.cells(['user', 'outcome', 'message'])[2]).toMatch(
      /^u3@example\.com unknown perhaps sent: the run ended/,
    );
  });
});

describe('two accounts in one ledger', AT_ONCE, () => {
  it('are resumed each with its own credentials, wherever those come from', async () => {
    await using one = await Rig.open({ accountId: 'one' });
    await using two = await Rig.open({ accountId: 'two' });
    const start = async (rig: Rig, name: string) => {
      const email = `${name}@example.com`;
      rig.simulator.seed({ email });
      rig.simulator.fault({ kind: 'daily', headers: {}, match: { user: email } });
      const input = one.write(`${name}.csv`, ['action,email,dept', `update,${email},Sales`]);
      const { env } = rig.simulator;
      expect((await one.cli(['run', input, '--out', name], { env })).code).toBe(3);
    };
    for (const [rig, name] of [
      [one, 'a'],
      [two, 'b'],
      [one, 'c'],
      [two, 'd'],
    ] as const)
      await start(rig, name);
    const listed = (await one.cli(['runs'])).stdout.split('\n').slice(1, 5);
    expect(listed.map((line) => line.split(/ +/)[1])).toEqual(['two', 'one', 'two', 'one']);

    expect((await one.cli(['resume'], { env: one.simulator.env })).code).toBe(0);
    expect([one.effects(), two.effects()]).toEqual([['PATCH c@example.com'], []]);
    // The two addresses must not come from a file.
    const { ZOOM_API_URL = '', ZOOM_OAUTH_URL = '', ...credentials } = two.simulator.env;
    const lines = Object.entries(credentials).map(([name, value]) => `${name}=${value}`);
    const all = ['resume', '--all', '--env-file', one.write('two.env', lines)];
    const end = await one.cli(all, { env: { ZOOM_API_URL, ZOOM_OAUTH_URL } });
    expect(end.code).toBe(0);
    expect(end.stderr.match(/Passed over: .*/g)).toEqual([
      'Passed over: 1 unfinished run of another account (one). Its own credentials are needed to resume it.',
    ]);
    expect([one.effects(), two.effects()]).toEqual([
      ['PATCH c@example.com'],
      ['PATCH b@example.com', 'PATCH d@example.com'],
    ]);
  });
});

describe('--wait', AT_ONCE, () => {
  it('waits for the end of another run, says so, and goes on', async () => {
    await using rig = await Rig.open();
    const first = await hangingRun(rig, 2);
    const second = rig.start([
      'run',
      rig.write('second.csv', manyRows(3)),
      '--out',
      'second',
      '--wait',
      '1h',
    ]);
    await until(() => second.stderr().includes('Waiting for the end of another run'), 'it waits');
    expect(rig.simulator.stats().requests).toBe(2);
    first.child.kill('SIGKILL');
    await first.ended;
    expect((await second.ended).code).toBe(1);
    expect(rig.cells(['user', 'outcome'], 'second')).toContain('u3@example.com created');
  });

  it('ends with exit code 5 after its time, and with that of the signal when it is interrupted', async () => {
    await using rig = await Rig.open();
    await hangingRun(rig, 2);
    const input = rig.write('second.csv', manyRows(3));
    expect((await rig.cli(['run', input, '--wait', '1s'])).code).toBe(5);
    const waiting = rig.start(['resume', '--wait', '1h']);
    await until(() => waiting.stderr().includes('Waiting for the end of another run'), 'it waits');
    waiting.child.kill('SIGINT');
    const end = await waiting.ended;
    expect(end.code).toBe(130);
    expect(end.stderr).toContain('Interrupted before the run could begin. Nothing was sent.\n');
    expect(rig.simulator.stats().requests).toBe(2);
  });
});

describe('runs --check', AT_ONCE, () => {
  it('says that a ledger is sound', async () => {
    await using rig = await Rig.open();
    await rig.run(rig.write('input.csv', manyRows(3)));
    expect(await rig.cli(['runs', '--check'])).toMatchObject({ code: 0, stdout: 'The ledger is sound.\n' });
    const json = await rig.cli(['runs', '--check', '--json']);
    expect(JSON.parse(json.stdout)).toEqual({ sound: true, faults: [] });
  });
});
