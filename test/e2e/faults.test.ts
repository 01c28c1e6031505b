import { describe, expect, it } from 'vitest';
import type { Fault } from '../../src/simulator/simulator.ts';
import { AT_ONCE, manyRows, Rig } from '../support/cli-rig.ts';

const FAULTS: Readonly<Record<string, Fault>> = {
  none: { kind: 'slow', delayMs: 0 },
  slow: { kind: 'slow', delayMs: 150 },
  'reset-before': { kind: 'reset-before' },
  'reset-after': { kind: 'reset-after' },
  'status-500': { kind: 'status', status: 500, body: { code: 500, message: 'Internal error' } },
  'status-503-after': { kind: 'status', status: 503, body: 'unavailable', effect: true },
  'html-502': { kind: 'html' },
  'html-200': { kind: 'html', status: 200 },
  'html-200-after': { kind: 'html', status: 200, effect: true },
  cut: { kind: 'cut' },
  hang: { kind: 'hang' },
  'hang-after': { kind: 'hang-after' },
  'token-death': { kind: 'token-death' },
  'per-second': { kind: 'per-second' },
  'per-second-bare': { kind: 'per-second', headers: {} },
  concurrent: { kind: 'concurrent' },
};

/** What of a request with a fault took effect. */
const DONE = ['reset-after', 'status-503-after', 'html-200-after', 'cut', 'hang-after'];
const NOT_DONE = ['reset-before', 'status-500', 'html-502', 'html-200', 'hang'];
/** Answers that say that nothing was done, so that the request is sent again without another thought. */
const REFUSED = ['token-death', 'per-second', 'per-second-bare', 'concurrent'];

const AGAIN = 'sent again, since an answer was lost';

/** A create of which no answer came is only sent again when the account says that it has no such user. */
const CASES = [
  {
    action: 'ssoCreate',
    method: 'POST',
    word: 'created 201',
    done: 'created 201 2 the answer was lost; the account shows that the user was created',
    notDone: `created 201 3 ${AGAIN}`,
  },
  {
    action: 'update',
    method: 'PATCH',
    word: 'updated 204',
    done: `updated 204 2 ${AGAIN}`,
    notDone: `updated 204 2 ${AGAIN}`,
  },
  {
    action: 'deactivate',
    method: 'PUT',
    word: 'deactivated 204',
    done: `deactivated 204 2 ${AGAIN}`,
    notDone: `deactivated 204 2 ${AGAIN}`,
  },
  {
    action: 'password',
    method: 'PUT',
    word: 'password_set 204',
    done: 'password_set 204 2 the first answer was lost; Zoom then said that this is the password already',
    notDone: `password_set 204 2 ${AGAIN}`,
  },
] as const;

describe('faults', AT_ONCE, () => {
  // The longest first.
  it('that do not go away fail the row in the end, and resume sends it when they are over', async () => {
    await using rig = await Rig.open();
    rig.simulator.seed({ email: 'ann@example.com' });
    rig.simulator.fault({ kind: 'reset-before', match: { method: 'PATCH' }, times: 6 });
    const input = rig.write('input.csv', [
      'action,email,dept',
      'update,ann@example.com,Sales',
      'deactivate,ann@example.com,',
    ]);
    expect((await rig.run(input, '--yes')).code).toBe(1);
    expect(rig.cells(['outcome', 'attempts', 'message'])).toEqual([
      'failed 7 the connection broke before the whole answer came (ECONNRESET)',
      'skipped 0 line 2, an earlier row of the same user, did not go through (failed)',
    ]);
    expect(rig.effects()).toEqual([]);
    expect((await rig.cli(['resume'])).code).toBe(0);
    expect(rig.cells(['outcome', 'attempts'])).toEqual(['updated 8', 'deactivated 1']);
    expect(rig.effects()).toEqual(['PATCH ann@example.com', 'PUT ann@example.com']);
  });

  it.each(CASES)('of every kind cost $action rows a little time and nothing else', async (its) => {
    const { action, method } = its;
    await using rig = await Rig.open();
    const { simulator } = rig;
    const names = Object.keys(FAULTS);
    for (const name of names) {
      const email = `${name}@example.com`;
      if (action !== 'ssoCreate') simulator.seed({ email, password: 'Former-Teapot-1' });
      simulator.fault({ ...(FAULTS[name] as Fault), match: { user: email } });
    }
    const rows = names.map((name) =>
      [
        action,
        `${name}@example.com`,
        action === 'ssoCreate' ? 'basic' : '',
        action === 'update' ? 'Sales' : '',
        action === 'password' ? 'Granite-Pillow-92' : '',
      ].join(','),
    );
    const input = rig.write('input.csv', ['action,email,type,dept,password', ...rows]);
    const end = await rig.run(
      input,
      '--yes',
      '--max-deactivate',
      '100%',
      '--timeout',
      '1',
      '--concurrency',
      '1',
    );

    expect(rig.cells(['user', 'outcome', 'http_status', 'attempts', 'message'])).toEqual(
      names.map((name) => `${name}@example.com ${wordOn(name, its)}`),
    );
    expect(end.code).toBe(0);
    for (const name of names) {
      const email = `${name}@example.com`;
      const made = rig.effects().filter((effect) => effect === `${method} ${email}`).length;
      // To update twice comes to the same; whatever else is sent twice has its effect once.
      expect(made, name).toBe(action === 'update' && DONE.includes(name) ? 2 : 1);
      expect(simulator.user(email)?.status, name).toBe(action === 'deactivate' ? 'inactive' : 'active');
      if (action === 'update') expect(simulator.user(email)?.fields.dept, name).toBe('Sales');
      if (action === 'password') expect(simulator.passwordIs(email, 'Granite-Pillow-92'), name).toBe(true);
    }
    const summary = rig.summary();
    expect(summary).toMatchObject({
      status: 'completed',
      outcomes: { [its.word.split(' ')[0] as string]: names.length },
      rate_limited: { per_second: 2, daily: 0, concurrent: 1 },
      requests: simulator.stats().requests + simulator.stats().tokenRequests,
    });
  });

  it('of every kind cost a sign-in nothing but time', async () => {
    await using rig = await Rig.open();
    const kinds = [
      { kind: 'reset-before' },
      { kind: 'status', status: 500, body: '' },
      { kind: 'html' },
    ] as const;
    for (const fault of kinds) rig.simulator.fault({ ...fault, match: { path: '/oauth/token' } });
    const input = rig.write('input.csv', manyRows(3));
    expect((await rig.run(input)).code).toBe(0);
    expect(rig.cells(['outcome', 'attempts'])).toEqual(['created 1', 'created 1', 'created 1']);
    // One request more: the question whether anything gets through.
    expect(rig.simulator.stats()).toMatchObject({ requests: 4, tokens: 1, tokenRequests: 4 });
  });
});

function wordOn(name: string, { word, done, notDone }: (typeof CASES)[number]): string {
  if (DONE.includes(name)) return done;
  if (NOT_DONE.includes(name)) return notDone;
  return REFUSED.includes(name) ? `${word} 2` : `${word} 1`;
}
