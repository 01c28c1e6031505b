import { describe, expect, it } from 'vitest';
import type { CliEnd } from '../support/cli-process.ts';
import { AT_ONCE, manyRows, Rig, runArgs } from '../support/cli-rig.ts';
import { hasFaketime } from '../support/stepping-clock.ts';

const DAY_MS = 86_400_000;

it.runIf(process.env.CI === 'true' && process.platform === 'linux')(
  'faketime is installed, so that the tests below are not skipped',
  () => {
    expect(hasFaketime).toBe(true);
  },
);

/** An account and a command line that live at another time of day. */
class OtherDay implements AsyncDisposable {
  readonly rig: Rig;
  readonly #clock: { shiftMs: number };

  /** @param secondsLeft until the next midnight there */
  static async open(secondsLeft: number, createsPerDay: number): Promise<OtherDay> {
    const toMidnight = DAY_MS - (Date.now() % DAY_MS);
    const clock = { shiftMs: Math.round((toMidnight - secondsLeft * 1000) / 1000) * 1000 };
    const rig = await Rig.open({ createsPerDay, now: () => Date.now() + clock.shiftMs });
    return new OtherDay(rig, clock);
  }

  private constructor(rig: Rig, clock: { shiftMs: number }) {
    this.rig = rig;
    this.#clock = clock;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.rig[Symbol.asyncDispose]();
  }

  sleepADay(): void {
    this.#clock.shiftMs += DAY_MS;
  }

  today(): string {
    return new Date(Date.now() + this.#clock.shiftMs).toISOString().slice(0, 10);
  }

  cli(args: readonly string[]): Promise<CliEnd> {
    const seconds = this.#clock.shiftMs / 1000;
    const before = [
      'env',
      'FAKETIME_DONT_FAKE_MONOTONIC=1',
      'faketime',
      '-f',
      `${seconds < 0 ? '' : '+'}${seconds}s`,
    ];
    return this.rig.cli(args, { before });
  }
}

describe.skipIf(!hasFaketime)('across UTC midnight (needs faketime)', AT_ONCE, () => {
  it('resume sends the next day what was deferred, with the same ledger, until all is done', async () => {
    await using day = await OtherDay.open(3_600, 4);
    const { rig } = day;
    const { simulator } = rig;
    const first = day.today();
    const input = rig.write('input.csv', [...manyRows(9, 'create'), 'update,u9@example.com,licensed']);
    expect((await day.cli(runArgs(input, '--concurrency', '1'))).code).toBe(3);
    expect(rig.summary()).toMatchObject({ status: 'deferred', outcomes: { created: 4, deferred: 6 } });
    expect(rig.results()[0]?.started_at.slice(0, 10)).toBe(first);
    expect((await day.cli(['resume'])).code).toBe(3);
    expect(simulator.stats()).toMatchObject({ requests: 5, refused: { createQuota: 1 } });

    day.sleepADay();
    expect(rig.summary().resume_after).toBe(`${day.today()}T00:00:00.000Z`);
    expect((await day.cli(['resume'])).code).toBe(3);
    expect(rig.summary()).toMatchObject({ status: 'deferred', outcomes: { created: 8, deferred: 2 } });
    expect(simulator.stats().creates).toBe(4);

    day.sleepADay();
    simulator.acceptInvitation('u1@example.com');
    expect((await day.cli(['resume', '--all'])).code).toBe(3);
    expect(rig.cells(['outcome']).slice(-2)).toEqual(['created', 'deferred']);
    simulator.acceptInvitation('u9@example.com');
    expect((await day.cli(['resume'])).code).toBe(0);
    expect(rig.summary()).toMatchObject({
      status: 'completed',
      outcomes: { created: 9, updated: 1 },
      resume_after: null,
      rate_limited: { daily: 2 },
    });
    expect(rig.effects().sort()).toEqual(
      [
        'PATCH u9@example.com',
        ...Array.from({ length: 9 }, (_, index) => `POST u${index + 1}@example.com`),
      ].sort(),
    );
    const quota = JSON.parse((await day.cli(['quota', '--json'])).stdout).quotas;
    expect(quota).toMatchObject([{ used: 1, resets_at: expect.stringMatching(/T00:00:00\.000Z$/) }]);
  });

  it('--on-quota wait waits for the new day and goes on by itself', async () => {
    await using day = await OtherDay.open(10, 3);
    const { rig } = day;
    const input = rig.write('input.csv', [...manyRows(5, 'create'), 'ssoCreate,u6@example.com,basic']);
    const before = day.today();
    const end = await day.cli(runArgs(input, '--on-quota', 'wait', '--concurrency', '1'));
    expect(end.code).toBe(0);
    expect(day.today() > before).toBe(true);
    expect(end.stderr).toContain(`The rest waits until ${day.today()} 00:00 UTC.`);
    expect(rig.summary()).toMatchObject({
      status: 'completed',
      outcomes: { created: 6 },
      resume_after: null,
    });
    expect(rig.results().map((row) => row.finished_at.slice(0, 10))).toEqual([
      ...[before, before, before, day.today(), day.today()],
      before,
    ]);
    expect(rig.simulator.stats()).toMatchObject({ requests: 7, refused: { createQuota: 1 } });
  });

  it('a preview puts the creates on days from today on', async () => {
    await using day = await OtherDay.open(7_200, 0);
    const { rig } = day;
    const input = rig.write('input.csv', manyRows(60, 'create'));
    const end = await day.cli(['preview', input, '--plan', 'free', '--out', 'out']);
    const today = day.today();
    day.sleepADay();
    expect(end.stdout).toMatch(new RegExp(`${today} +50 +1 to 50\\n +${day.today()} +10 +51 to 60`));
  });
});
