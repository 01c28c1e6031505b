import { describe, expect, it } from 'vitest';
import { AT_ONCE, manyRows, Rig } from '../support/cli-rig.ts';

/** The first moment of the next UTC day. */
function midnight(): string {
  return new Date(Math.ceil(Date.now() / 86_400_000) * 86_400_000).toISOString();
}

/** An answer to a create that is carried out, and says how much of the day's quota is left. */
function allowance(limit: number, remaining: number) {
  return {
    kind: 'status',
    status: 201,
    body: { id: 'A1' },
    effect: true,
    headers: { 'X-RateLimit-Limit': String(limit), 'X-RateLimit-Remaining': String(remaining) },
    match: { method: 'POST' },
  } as const;
}

async function quotaOf(rig: Rig): Promise<Record<string, unknown>> {
  return JSON.parse((await rig.cli(['quota', '--json'])).stdout).quotas[0];
}

describe('the create quota', AT_ONCE, () => {
  it('is closed by a 429 without headers: the creates are deferred, all else goes on, and the exit is 3', async () => {
    await using rig = await Rig.open({ createsPerDay: 2, rateHeaders: false });
    const { simulator } = rig;
    simulator.seed({ email: 'zoe@example.com' });
    const input = rig.write('input.csv', [
      'action,email,type,dept',
      'create,ann@example.com,basic,',
      'create,bob@example.com,basic,',
      'create,cem@example.com,basic,',
      'create,dan@example.com,basic,',
      'update,dan@example.com,,Sales',
      'update,zoe@example.com,,Sales',
      'ssoCreate,eve@example.com,basic,',
    ]);
    expect((await rig.run(input, '--concurrency', '1')).code).toBe(3);
    const message =
      'You have exceeded the daily rate limit (2) of user invite requests permitted for this account. You may resume these requests at GMT 00:00:00.';
    expect(rig.cells(['line', 'outcome', 'http_status', 'attempts', 'message'])).toEqual([
      '2 created 201 1',
      '3 created 201 1',
      `4 deferred 429 1 ${message}`,
      '5 deferred  0 not sent: no invitation is left for today (Zoom says that they are used up); the next day begins at 00:00 UTC',
      '6 deferred  0 waits for line 5, an earlier row of the same user, which is deferred',
      '7 updated 204 1',
      '8 created 201 1',
    ]);
    expect(rig.summary()).toMatchObject({
      status: 'deferred',
      outcomes: { created: 3, updated: 1, deferred: 3 },
      rate_limited: { per_second: 0, daily: 1, concurrent: 0 },
      resume_after: midnight(),
    });
    // One of them asks for pending users, since there is an update.
    expect(simulator.stats()).toMatchObject({ requests: 6, refused: { createQuota: 1 } });

    // Today there is nothing more to be had, and Zoom need not be asked again to know.
    expect((await rig.cli(['resume'])).code).toBe(3);
    expect(simulator.stats().requests).toBe(6);
    expect(await quotaOf(rig)).toMatchObject({ left: 0, resets_at: midnight() });
  });

  it('is corrected by what Zoom says is left, and counted on by the next run', async () => {
    await using rig = await Rig.open();
    rig.simulator.fault(allowance(10_000, 3));
    const first = rig.write('first.csv', manyRows(3, 'create'));
    expect((await rig.run(first, '--concurrency', '1')).code).toBe(0);
    expect(await quotaOf(rig)).toMatchObject({ used: 9_999, left: 1 });

    const second = rig.write('second.csv', manyRows(2, 'create', 'example.org'));
    expect((await rig.run(second, '--concurrency', '1')).code).toBe(3);
    expect(rig.cells(['user', 'outcome', 'message'])).toEqual([
      'u1@example.org created',
      'u2@example.org deferred not sent: no invitation is left for today (10000 of 10000 were used); the next day begins at 00:00 UTC',
    ]);
    expect(rig.simulator.stats()).toMatchObject({ requests: 4, creates: 4 });
    expect(await quotaOf(rig)).toMatchObject({ used: 10_000, left: 0 });
  });

  it('is each account its own', async () => {
    await using rig = await Rig.open({ accountId: 'one', createsPerDay: 0 });
    await using other = await Rig.open({ accountId: 'two' });
    const input = rig.write('input.csv', manyRows(1, 'create'));
    expect((await rig.run(input)).code).toBe(3);
    const end = await rig.cli(['run', input, '--out', 'two'], { env: other.simulator.env });
    expect(end.code).toBe(0);
    expect(other.simulator.stats().creates).toBe(1);
  });

  it('is taken by --share in its part, and a preview says so', async () => {
    await using rig = await Rig.open({ plan: 'free' });
    const input = rig.write('input.csv', manyRows(3, 'create'));
    const share = ['--plan', 'free', '--share', '4%'];
    const preview = await rig.cli(['preview', input, '--out', 'preview', ...share], { env: {} });
    expect(preview.stdout).toContain('2 UTC days');
    const today = midnight();
    expect(rig.cells(['message'], 'preview').map((message) => message.slice(-10))).toEqual([
      utcDay(today, -1),
      utcDay(today, -1),
      utcDay(today, 0),
    ]);
  });
});

it('a daily limit of calls defers the rows of its label, and no others', AT_ONCE, async () => {
  await using rig = await Rig.open({ perDay: { medium: 2 } });
  for (const name of ['u1', 'u2', 'u3']) rig.simulator.seed({ email: `${name}@example.com` });
  const input = rig.write('input.csv', [
    'action,email,password,dept',
    'password,u1@example.com,Granite-Pillow-92,',
    'password,u2@example.com,Granite-Pillow-92,',
    'password,u3@example.com,Granite-Pillow-92,',
    'update,u3@example.com,,Sales',
    'update,u1@example.com,,Sales',
  ]);
  expect((await rig.run(input, '--yes', '--concurrency', '1')).code).toBe(3);
  expect(rig.cells(['line', 'outcome', 'http_status', 'attempts'])).toEqual([
    '2 password_set 204 1',
    '3 deferred 429 1',
    '4 deferred  0',
    '5 deferred  0',
    '6 updated 204 1',
  ]);
  const { resume_after: resumeAfter, rate_limited: rateLimited } = rig.summary();
  expect(rateLimited).toMatchObject({ daily: 1 });
  expect(Math.abs(Date.parse(String(resumeAfter)) - Date.parse(midnight()))).toBeLessThan(1_000);
});

function utcDay(moment: string, plus: number): string {
  return new Date(Date.parse(moment) + plus * 86_400_000).toISOString().slice(0, 10);
}
