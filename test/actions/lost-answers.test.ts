import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/core/json.ts';
import type { Fault } from '../../src/simulator/simulator.ts';
import { EMAIL, makeTask, perform, type Result } from '../support/perform.ts';
import { type Rig, startRig } from '../support/zoom-rig.ts';

/** Ways to lose an answer. Those with an effect have done the work before. */
const LOSSES = [
  { kind: 'reset-before' },
  { kind: 'reset-after' },
  { kind: 'hang' },
  { kind: 'hang-after' },
  { kind: 'cut' },
  { kind: 'html', status: 200 },
  { kind: 'html', status: 200, effect: true },
  { kind: 'html', status: 502 },
  { kind: 'html', status: 502, effect: true },
  { kind: 'status', status: 500, effect: true },
  { kind: 'status', status: 503 },
] as const satisfies Fault[];
type Loss = (typeof LOSSES)[number];

const nameOf = (loss: Loss) => Object.values(loss).join(' ');
const ONCE = LOSSES.map((loss) => [`${nameOf(loss)}, once`, loss, 1] as const);
const ALWAYS = LOSSES.map((loss) => [`${nameOf(loss)}, always`, loss, Number.POSITIVE_INFINITY] as const);
const TABLE = [...ONCE, ...ALWAYS];
/** Without those that take long, where a reset tells as much. */
const QUICK = TABLE.filter(([, { kind }, times]) => times === 1 || !kind.startsWith('hang'));

/** Time is short where answers hang, and plenty everywhere else. */
function rigOfLosses({ kind }: Pick<Loss, 'kind'>): Promise<Rig> {
  return startRig({ timeoutMs: kind.startsWith('hang') ? 80 : 5000 });
}

const errorOf = (result: Result) => ('error' in result ? result.error : undefined);
const isRefusedByServer = (result: Result) => errorOf(result)?.kind === 'server';

/** What the account did because of the requests. */
const effects = ({ simulator }: Rig) => simulator.journal.filter(({ effect }) => effect).length;

describe.each([
  ['create', TABLE],
  ['autoCreate', ONCE],
  ['custCreate', ONCE],
  ['ssoCreate', ONCE],
] as const)('%s', (action, table) => {
  const fields = { type: 1, first_name: 'Ann', last_name: 'Lee' };

  it.each(table)('says what the account holds: %s', async (_name, loss, times) => {
    const rig = await rigOfLosses(loss);
    rig.simulator.fault({ ...loss, times, match: { method: 'POST' } });
    const result = await perform(rig, makeTask(action, fields));
    const user = rig.simulator.user(EMAIL);
    if (user) {
      expect(result).toMatchObject({ outcome: 'created', userId: user.id });
      expect(effects(rig)).toBe(1);
    } else {
      expect([times, errorOf(result)?.inDoubt]).toEqual([Number.POSITIVE_INFINITY, false]);
    }
  });

  it.each(table)('does not claim a user who existed before: %s', async (_name, loss, times) => {
    const rig = await rigOfLosses(loss);
    rig.simulator.seed({ email: EMAIL, fields: { first_name: 'Ann', last_name: 'Lee' } });
    rig.simulator.fault({ ...loss, times, match: { method: 'POST' } });
    const result = await perform(rig, makeTask(action, fields));
    expect(errorOf(result)).toMatchObject({ inDoubt: false });
    if (times === 1) expect(errorOf(result)).toMatchObject({ kind: 'exists', status: 409, code: 1005 });
    expect(effects(rig)).toBe(0);
  });
});

describe('a create', () => {
  it.each(ONCE)('is in doubt when nobody can be asked: %s', async (_name, loss) => {
    const rig = await rigOfLosses(loss);
    rig.simulator.fault({ ...loss, match: { method: 'POST' } });
    rig.simulator.fault({
      kind: 'reset-before',
      match: { method: 'GET' },
      times: Number.POSITIVE_INFINITY,
    });
    const result = await perform(rig, makeTask('create', { type: 1 }));
    expect(errorOf(result)).toMatchObject({ kind: 'reset', inDoubt: true });
    expect(errorOf(result)?.message).toMatch(/; and the account could not be asked what came of it: /);
    expect(rig.simulator.journal.filter(({ method }) => method === 'POST').length).toBe(1);
  });

  it('is not sent twice while the account still works on the first', async () => {
    const rig = await startRig({ timeoutMs: 80, random: () => 0 });
    rig.simulator.fault({ kind: 'slow', delayMs: 200, match: { method: 'POST' } });
    const result = await perform(rig, makeTask('ssoCreate', { type: 1 }));
    expect(result).toMatchObject({ outcome: 'created' });
    expect([effects(rig), rig.simulator.users().length]).toEqual([1, 1]);
  });

  it('takes a pending user for its own who cannot be told from it', async () => {
    const rig = await startRig();
    rig.simulator.seed({ email: EMAIL, id: 'A1', status: 'pending' });
    rig.simulator.fault({ kind: 'reset-before', match: { method: 'POST' } });
    const result = await perform(rig, makeTask('create', { type: 1 }));
    expect(result).toMatchObject({ outcome: 'created', userId: 'A1' });
  });

  it('does not claim a pending user of another name, nor invite again', async () => {
    const rig = await startRig();
    rig.simulator.seed({ email: EMAIL, status: 'pending', fields: { first_name: 'Bob' } });
    rig.simulator.fault({ kind: 'reset-before', match: { method: 'POST' } });
    const result = await perform(rig, makeTask('create', { type: 1, first_name: 'Ann' }));
    expect(errorOf(result)).toMatchObject({ kind: 'exists', inDoubt: false });
    expect(rig.sent.map(({ method }) => method)).toEqual(['POST', 'GET']);
  });

  it.each(QUICK)(
    'of two calls whose second is lost says what the account holds: %s',
    async (_name, loss, times) => {
      const rig = await rigOfLosses(loss);
      rig.simulator.fault({ ...loss, times, match: { method: 'PATCH' } });
      const result = await perform(rig, makeTask('ssoCreate', { type: 1, dept: 'IT' }));
      const user = rig.simulator.user(EMAIL);
      expect(result.recorded).toEqual([user?.id]);
      if (user?.fields.dept === 'IT') expect(result).toMatchObject({ outcome: 'created', userId: user.id });
      else {
        expect(errorOf(result)).toMatchObject({
          inDoubt: false,
          message: expect.stringMatching(
            /^the user was created, but the update with the other columns did not/,
          ),
        });
      }
    },
  );
});

describe('update', () => {
  it.each(TABLE)('says what the account holds: %s', async (_name, loss, times) => {
    const rig = await rigOfLosses(loss);
    rig.simulator.seed({ email: EMAIL, fields: { first_name: 'Ann' } });
    rig.simulator.fault({ ...loss, times, match: { method: 'PATCH' } });
    const result = await perform(rig, makeTask('update', { first_name: 'Ann', dept: 'IT', type: 2 }));
    if (rig.simulator.user(EMAIL)?.fields.dept === 'IT') expect(result).toMatchObject({ outcome: 'updated' });
    else expect(errorOf(result)).toMatchObject({ inDoubt: false });
  });

  const hidden: [string, JsonObject][] = [
    ['a list', { dept: 'IT', phone_numbers: [{ label: 'Fax', number: '5550100' }] }],
    ['what the account does not show', { dept: 'IT', host_key: '123456' }],
    ['a licence', { dept: 'IT', plan_united_type: 'none' }],
  ];
  it.each(hidden)('with %s is not taken for done because the rest was so before', async (_what, fields) => {
    for (const kind of ['reset-before', 'reset-after'] as const) {
      const rig = await startRig();
      rig.simulator.seed({ email: EMAIL, fields: { dept: 'IT' } });
      rig.simulator.fault({ kind, times: Number.POSITIVE_INFINITY, match: { method: 'PATCH' } });
      expect(errorOf(await perform(rig, makeTask('update', fields)))).toMatchObject({
        kind: 'reset',
        inDoubt: true,
      });
    }
  });

  it('is in doubt when the account cannot be asked either', async () => {
    const rig = await startRig();
    rig.simulator.seed({ email: EMAIL });
    rig.simulator.fault({ kind: 'reset-after', times: Number.POSITIVE_INFINITY });
    const result = await perform(rig, makeTask('update', { dept: 'IT' }));
    expect(errorOf(result)).toMatchObject({ kind: 'reset', inDoubt: true });
  });

  it('of a user who is not there did nothing', async () => {
    const rig = await startRig();
    rig.simulator.fault({
      kind: 'reset-before',
      times: Number.POSITIVE_INFINITY,
      match: { method: 'PATCH' },
    });
    const result = await perform(rig, makeTask('update', { dept: 'IT' }));
    expect(errorOf(result)).toMatchObject({ kind: 'reset', inDoubt: false });
  });
});

describe.each([
  ['activate', 'activated', 'inactive', 'active'],
  ['deactivate', 'deactivated', 'active', 'inactive'],
] as const)('%s', (action, outcome, before, after) => {
  it.each(QUICK)('says what the account holds: %s', async (_name, loss, times) => {
    const rig = await rigOfLosses(loss);
    rig.simulator.seed({ email: EMAIL, status: before });
    rig.simulator.fault({ ...loss, times, match: { method: 'PUT' } });
    const result = await perform(rig, makeTask(action));
    if (rig.simulator.user(EMAIL)?.status === after) expect(result).toMatchObject({ outcome });
    else expect(errorOf(result)).toMatchObject({ inDoubt: false });
    if (times === 1) expect(result).toMatchObject({ outcome });
  });
});

describe('password', () => {
  it.each(QUICK)(
    'is not said to be set when it is not, nor the other way round: %s',
    async (_name, loss, times) => {
      const rig = await rigOfLosses(loss);
      rig.simulator.seed({ email: EMAIL, password: 'Old-s3cret' });
      rig.simulator.fault({ ...loss, times, match: { method: 'PUT' } });
      const result = await perform(rig, makeTask('password', { password: 'N3w-secret' }));
      if (times === 1) {
        expect(result).toMatchObject({ outcome: 'password_set' });
        expect(rig.simulator.passwordIs(EMAIL, 'N3w-secret')).toBe(true);
        expect(rig.simulator.user(EMAIL)?.passwordChanges).toBe(1);
      } else {
        // A password cannot be looked up; but a 5xx is Zoom's word that it failed.
        expect(errorOf(result)?.inDoubt).toBe(!isRefusedByServer(result));
      }
    },
  );
});
