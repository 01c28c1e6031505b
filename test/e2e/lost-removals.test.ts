import { describe, expect, it } from 'vitest';
import type { Fault } from '../../src/simulator/simulator.ts';
import { AT_ONCE, Rig, runArgs, until } from '../support/cli-rig.ts';

const ALLOWED = ['--yes', '--max-remove', '100%', '--timeout', '1'];

/** Nobody sees an answer, and the work was done. */
const DONE: Readonly<Record<string, Fault>> = {
  'reset-after': { kind: 'reset-after' },
  'status-503-after': { kind: 'status', status: 503, body: 'unavailable', effect: true },
  'html-200-after': { kind: 'html', status: 200, effect: true },
  cut: { kind: 'cut' },
  'hang-after': { kind: 'hang-after' },
};
/** The same, and it was not. */
const NOT_DONE: Readonly<Record<string, Fault>> = {
  'reset-before': { kind: 'reset-before' },
  'status-500': { kind: 'status', status: 500, body: { code: 500, message: 'Internal error' } },
  'html-502': { kind: 'html' },
  'html-200': { kind: 'html', status: 200 },
  hang: { kind: 'hang' },
};
/** Zoom's word that it was not. */
const REFUSED: Readonly<Record<string, Fault>> = {
  'token-death': { kind: 'token-death' },
  'per-second': { kind: 'per-second' },
  concurrent: { kind: 'concurrent' },
};

/** To see that a request took effect, the account is asked about one address, or about the new one and the old one; the last answer is what the report shows. */
const CASES = [
  { action: 'delete', outcome: 'deleted', method: 'DELETE', asks: 1, answer: 204 },
  { action: 'disassociate', outcome: 'disassociated', method: 'DELETE', asks: 1, answer: 204 },
  { action: 'change_email', outcome: 'email_changed', method: 'PUT', asks: 2, answer: 200 },
] as const;
type Case = (typeof CASES)[number];

const SHOWN = 'the answer was lost; the account shows that the change was made';
const AGAIN = 'sent again, since an answer was lost';

function row({ action }: Case, name: string): string {
  return `${action},${name}@example.com,${action === 'change_email' ? `new-${name}@example.com` : ''}`;
}

/** Nobody has the old address, and nothing was done twice. */
function expectOnce(rig: Rig, { action, method }: Case, name: string): void {
  const { simulator } = rig;
  expect(rig.effects(), name).toContain(`${method} ${name}@example.com`);
  expect(new Set(rig.effects()).size).toBe(rig.effects().length);
  expect(simulator.user(`${name}@example.com`), name).toBeUndefined();
  if (action === 'change_email') expect(simulator.user(`new-${name}@example.com`)?.id).toBe(name);
  else expect(simulator.removed(), name).toContainEqual({ email: `${name}@example.com`, id: name, action });
}

describe.each(CASES)('a row of $action', AT_ONCE, (its) => {
  const { method, outcome, asks, answer } = its;

  it('is done once whatever becomes of its request, and sent again only when it did not take effect', async () => {
    await using rig = await Rig.open();
    const faults = { ...DONE, ...NOT_DONE, ...REFUSED };
    const names = Object.keys(faults);
    for (const name of names) {
      rig.simulator.seed({ email: `${name}@example.com`, id: name });
      rig.simulator.fault({ ...(faults[name] as Fault), match: { method, user: `${name}@example.com` } });
    }
    const rows = names.map((name) => row(its, name));
    const input = rig.write('input.csv', ['action,email,new_email', ...rows]);
    const end = await rig.run(input, ...ALLOWED, '--concurrency', '1');
    const word = (name: string) => {
      if (name in DONE) return `${answer} ${2 + asks} ${SHOWN}`;
      return name in NOT_DONE ? `204 4 ${AGAIN}` : '204 3';
    };
    expect(rig.cells(['user', 'outcome', 'http_status', 'attempts', 'message'])).toEqual(
      names.map((name) => `${name}@example.com ${outcome} ${word(name)}`),
    );
    expect(end.code).toBe(0);
    for (const name of names) expectOnce(rig, its, name);
  });

  it.each([
    ['took effect', 'hang-after', `${2 + asks} ${SHOWN}`],
    ['did not', 'hang', `4 ${AGAIN}`],
  ] as const)(
    'that a kill cut off and whose request %s is done once by resume',
    async (_what, kind, word) => {
      await using rig = await Rig.open();
      rig.simulator.seed({ email: 'ann@example.com', id: 'ann' });
      rig.simulator.fault({ kind, match: { method } });
      const input = rig.write('input.csv', ['action,email,new_email', row(its, 'ann')]);
      const run = rig.start(runArgs(input, ...ALLOWED));
      await until(() => rig.simulator.journal.some((entry) => entry.method === method), 'it is sent');
      run.child.kill('SIGKILL');
      await run.ended;
      expect((await rig.cli(['resume'])).code).toBe(0);
      expect(rig.cells(['outcome', 'attempts', 'message'])).toEqual([`${outcome} ${word}`]);
      expectOnce(rig, its, 'ann');
    },
  );

  it('is done when its second request meets nobody, and it was there before the first', async () => {
    await using rig = await Rig.open();
    rig.simulator.seed({ email: 'ann@example.com', id: 'ann' });
    rig.simulator.fault({ kind: 'reset-before', match: { method } });
    const body = { code: 1001, message: 'User does not exist: ann@example.com.' };
    rig.simulator.fault({ kind: 'status', status: 404, body, effect: true, match: { method } });
    const input = rig.write('input.csv', ['action,email,new_email', row(its, 'ann')]);
    expect((await rig.run(input, ...ALLOWED)).code).toBe(0);
    expect(rig.cells(['outcome', 'message'])).toEqual([`${outcome} ${SHOWN}`]);
    expectOnce(rig, its, 'ann');
  });

  it('of who is not there claims nothing when the first question got no answer, today or with resume', async () => {
    await using rig = await Rig.open();
    rig.simulator.seed({ email: 'new-ann@example.com' });
    rig.simulator.fault({
      kind: 'status',
      status: 500,
      body: '',
      times: 6,
      match: { method: 'GET', user: 'ann@example.com' },
    });
    const input = rig.write('input.csv', ['action,email,new_email', row(its, 'ann')]);
    await rig.run(input, ...ALLOWED);
    expect(rig.cells(['outcome', 'attempts'])).toEqual(['failed 6']);
    await rig.cli(['resume']);
    expect(rig.cells(['outcome', 'attempts'])).toEqual(['not_found 7']);
    expect(rig.effects()).toEqual([]);
  });

  it('waits for resume as unknown when nobody can be asked what came of its request', async () => {
    await using rig = await Rig.open();
    rig.simulator.seed({ email: 'ann@example.com', id: 'ann' });
    rig.simulator.fault({ kind: 'reset-after', match: { method } });
    rig.simulator.fault({ kind: 'daily', headers: {}, after: 1, match: { method: 'GET' } });
    const input = rig.write('input.csv', ['action,email,new_email', row(its, 'ann')]);
    expect((await rig.run(input, ...ALLOWED)).code).toBe(1);
    expect(rig.cells(['outcome', 'attempts'])).toEqual(['unknown 3']);
    expect((await rig.cli(['resume'])).code).toBe(0);
    expect(rig.cells(['outcome', 'attempts', 'message'])).toEqual([`${outcome} ${3 + asks} ${SHOWN}`]);
    expectOnce(rig, its, 'ann');
  });
});
