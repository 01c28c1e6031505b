import { describe, expect, it } from 'vitest';
import { AT_ONCE, manyRows, Rig, runArgs, until } from '../support/cli-rig.ts';

const created = (rig: Rig) => rig.simulator.journal.filter(({ effect }) => effect).length;

/** Every row is there once, and in the report. */
function expectAllOnce(rig: Rig, rows: number): void {
  const users = Array.from({ length: rows }, (_, index) => `POST u${index + 1}@example.com`);
  expect(rig.effects().sort()).toEqual(users.sort());
  expect(new Set(rig.cells(['outcome', 'http_status']))).toEqual(new Set(['created 201']));
}

describe('an outage', AT_ONCE, () => {
  it('of some seconds in the middle of a run costs time and nothing else', async () => {
    await using rig = await Rig.open({ latencyMs: 150 });
    const running = rig.start(runArgs(rig.write('input.csv', manyRows(40)), '--concurrency', '4'));
    await until(() => created(rig) >= 8, 'some rows are made');
    rig.simulator.goDown(4_000);
    const { code, stderr } = await running.ended;
    expect(code).toBe(0);
    expectAllOnce(rig, 40);
    expect(stderr).toMatch(
      /Nothing gets through \(connection refused by 127\.0\.0\.1:\d+\); trying again, for 15 minutes at most\./,
    );
    expect(stderr).toMatch(/Through again after \d(\.\d)? s\./);
    const attempts = rig.results().map((row) => Number(row.attempts));
    expect(Math.max(...attempts)).toBeLessThanOrEqual(4);
  });

  it('that lasts stops the run, with what to do next, and resume does the rest', async () => {
    await using rig = await Rig.open({ latencyMs: 150 });
    const args = runArgs(
      rig.write('input.csv', manyRows(40)),
      '--concurrency',
      '4',
      '--outage',
      '3s',
      '--json',
    );
    const running = rig.start(args);
    await until(() => created(rig) >= 8, 'some rows are made');
    rig.simulator.goDown(8_000);
    const { code, stderr, stdout } = await running.ended;
    expect(code).toBe(1);
    const said = stderr.replaceAll(/\s+/g, ' ');
    expect(said).toMatch(
      /Nothing has got through to 127\.0\.0\.1:\d+ for 3 seconds \(connection refused\)\./,
    );
    expect(said).toMatch(/Go on with the \d+ rows not attempted yet.*`zoom-provision resume [\w-]+`/);
    expect(JSON.parse(stdout)).toMatchObject({ status: 'stopped', rows: 40 });
    const outcomes = new Set(rig.cells(['outcome']));
    outcomes.delete('unknown');
    expect(outcomes).toEqual(new Set(['created', 'not_attempted']));
    // The other half of the outage is that of the second session.
    expect((await rig.cli(['resume', '--outage', '1m'])).code).toBe(0);
    expectAllOnce(rig, 40);
  });

  it('from the very start is waited for like any other', async () => {
    await using rig = await Rig.open();
    rig.simulator.goDown(3_000);
    const { code } = await rig.run(rig.write('input.csv', manyRows(3)));
    expect(code).toBe(0);
    expectAllOnce(rig, 3);
  });

  it('that somebody does not wait for is over with Ctrl-C', async () => {
    await using rig = await Rig.open();
    rig.simulator.goDown(60_000);
    const running = rig.start(runArgs(rig.write('input.csv', manyRows(3))));
    await until(() => running.stderr().includes('Nothing gets through'), 'it is said');
    const at = performance.now();
    running.child.kill('SIGINT');
    expect((await running.ended).code).toBe(130);
    expect(performance.now() - at).toBeLessThan(2_000);
  });
});

describe('a token that is no good at once', AT_ONCE, () => {
  it.each([-1, 0, 0.001])('with a life of %d s ends the run after a few sign-ins', async (tokenSeconds) => {
    await using rig = await Rig.open({ tokenSeconds });
    const { code, stderr } = await rig.run(rig.write('input.csv', manyRows(30)));
    expect(code).toBe(4);
    expect(stderr.replaceAll(/\s+/g, ' ')).toContain('Zoom refused 3 new access tokens in a row');
    expect(rig.simulator.stats()).toMatchObject({ tokens: 3 });
    expect(rig.effects()).toEqual([]);
  });
});
