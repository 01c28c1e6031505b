import { describe, expect, it } from 'vitest';
import type { Task } from '../../src/core/task.ts';
import { ZoomError, type ZoomErrorDetails } from '../../src/core/zoom-error.ts';
import { AT, task } from '../support/engine-rig.ts';
import { MINUTE_MS, outageRig, REFUSED } from '../support/outage-rig.ts';

const rows = (count: number, action: Task['action'], fields: Task['fields'], from = 2): Task[] =>
  Array.from({ length: count }, (_, i) => task(from + i, action, `u${from + i}@x.org`, { fields }));
const updates = (count: number) => rows(count, 'update', { dept: 'IT' });
const creates = (count: number) => rows(count, 'autoCreate', { type: 1, first_name: 'Ann' });
const passwords = (count: number, from: number) => rows(count, 'password', { password: 'Secret#1' }, from);

const fault = (kind: ZoomErrorDetails['kind'], more: Partial<ZoomErrorDetails> = {}) =>
  new ZoomError({ kind, message: `because of ${kind}`, ...more });
const BUSY = fault('server', { status: 503 });
const SEEN = { message: REFUSED.message, fault: 'ECONNREFUSED', place: 'api.zoom.us:443' };

/** Everything fails so from the one to the other moment. */
const between = (from: number, to: number, error: ZoomError) => (at: number) =>
  at >= from && at < to ? error : undefined;

const all = (count: number, outcome: string) =>
  Array.from({ length: count }, (_, i) => `${i + 2} ${outcome}`);

describe('while nothing gets through', () => {
  it.each([
    ['15 s', 15_000, ['1 out', '27 through'], 7],
    ['14 minutes', 14 * MINUTE_MS, ['1 out', '842 through'], 38],
  ])('for %s a run waits and probes, and no row is the worse for it', async (_, ms, told, failed) => {
    const rig = await outageRig({ tasks: updates(40), fault: between(50, 50 + ms, REFUSED), concurrency: 4 });
    await rig.run();
    expect(rig.told).toEqual(told);
    expect(await rig.engine.outcomes()).toEqual(all(40, 'updated'));
    // Those that were under way or in hand when it began, and one probe at a time.
    expect(rig.sent.filter(({ isThrough }) => !isThrough).length).toBe(failed);
    expect(Math.max(...(await rig.engine.results()).map(({ attempts }) => attempts))).toBe(2);
  });

  it.each<[string, ZoomError]>([
    ['a connection that is refused', REFUSED],
    ['a reset', fault('reset')],
    ['a time-out', fault('timeout')],
    ['a 503', BUSY],
    ['a 500 for everything', fault('server', { status: 500, code: 500 })],
    ['the page of a captive portal', fault('unreadable', { status: 200 })],
  ])('but %s, a run of one row waits as well', async (_, error) => {
    for (const tasks of [updates(1), creates(1)]) {
      const rig = await outageRig({ tasks, fault: between(0, 2 * MINUTE_MS, error), concurrency: 1 });
      await rig.run();
      expect(rig.told).toEqual([expect.stringMatching(/^[12] out$/), '133 through']);
      expect((await rig.engine.results()).map(({ outcome }) => outcome)).not.toContain('failed');
      expect(rig.stop.reason).toBeUndefined();
    }
  });

  it('the sign-in among it, no request leaves', async () => {
    const down = (at: number) => (at < MINUTE_MS ? fault('signInFailed', { status: 503 }) : undefined);
    const rig = await outageRig({ tasks: updates(20), signIn: down });
    await rig.run();
    expect(rig.told).toEqual(['2 out', '81 through']);
    expect(rig.sent[0]?.at).toBeGreaterThan(MINUTE_MS);
    expect((await rig.engine.results()).every(({ attempts }) => attempts === 1)).toBe(true);
  });

  it('and where it asks to be left alone for an hour, that is said after a minute', async () => {
    const busy = fault('signInFailed', { status: 429, retryAfterMs: 60 * MINUTE_MS });
    const rig = await outageRig({ tasks: updates(20), signIn: between(0, 10 * MINUTE_MS, busy) });
    await rig.run();
    expect(rig.told).toEqual(['60 out', '600 through']);
  });

  it('but a sign-in that all rows wait for and that fails once, nobody suspects an outage', async () => {
    const once = fault('signInFailed', { status: 503 });
    const rig = await outageRig({ tasks: creates(20), signIn: between(0, 100, once) });
    await rig.run();
    expect(rig.time.now).toBeLessThan(600);
  });

  it('now and again, no row uses up its tries', async () => {
    const flapping = (at: number) => (at % 10_000 >= 5_000 ? REFUSED : undefined);
    const rig = await outageRig({ tasks: updates(2_000), fault: flapping, concurrency: 1 });
    await rig.run();
    expect(await rig.engine.outcomes()).toEqual(all(2_000, 'updated'));
    expect(rig.told.filter((what) => what.endsWith('out')).length).toBeGreaterThan(4);
  });

  it('requests that may have taken effect are asked about, first of all, and never sent again blindly', async () => {
    const rig = await outageRig({
      tasks: creates(12),
      fault: between(10, 30_000, BUSY),
      hasEffect: true,
      concurrency: 4,
    });
    await rig.run();
    expect(await rig.engine.outcomes()).toEqual(all(12, 'created'));
    expect(rig.account.users.length).toBe(12);
    const posts = rig.sent.filter(({ name }) => name.startsWith('createUser'));
    expect(new Set(posts.map(({ name }) => name)).size).toBe(posts.length);
    const after = rig.sent.filter(({ at }) => at > 30_000).map(({ name }) => name.split(' ')[0]);
    expect(after.slice(0, 5)).toEqual(['getUser', 'getUser', 'getUser', 'createUser', 'createUser']);
  });

  it('nothing but probes leaves, further and further apart, and no sooner than Retry-After asks', async () => {
    const gaps = async (error: ZoomError) => {
      const rig = await outageRig({ tasks: updates(1), fault: between(0, 2 * MINUTE_MS, error) });
      await rig.run();
      const seconds = rig.sent.map(({ at }) => at / 1000);
      return seconds.slice(1).map((at, index) => Math.round((at - (seconds[index] ?? 0)) * 10) / 10);
    };
    expect(await gaps(REFUSED)).toEqual([0.4, 0.8, 0.9, 1.8, 3.5, 7, 14, 26.3, 26.3, 26.3, 26.3, 0, 0]);
    expect(await gaps(BUSY.with({ retryAfterMs: 25_000 }))).toEqual([25, 25, 25, 25, 25, 0, 0]);
  });
});

describe('when nothing has got through for as long as the run waits', () => {
  it('it stops, and what is left is sent by the next session', async () => {
    const rig = await outageRig({
      tasks: updates(20),
      fault: between(30, 20 * MINUTE_MS, REFUSED),
      concurrency: 2,
    });
    await rig.run();
    expect(Math.round(rig.time.now / 1000)).toBe(900);
    expect(rig.stop.reason).toEqual({ kind: 'outage', forMs: 900_000, since: AT + 60, seen: SEEN });
    const states = (await rig.engine.rows.between(0, 99)).map(({ state }) => state);
    expect(new Set(states)).toEqual(new Set(['done', 'pending']));
    rig.time.stall(10 * MINUTE_MS);
    await rig.session().run();
    expect(await rig.engine.outcomes()).toEqual(all(20, 'updated'));
  });

  it('with a create whose answer was lost that is settled by asking', async () => {
    const rig = await outageRig({
      tasks: creates(1),
      fault: between(0, 20 * MINUTE_MS, BUSY),
      hasEffect: true,
    });
    await rig.run();
    expect(rig.stop.reason?.kind).toBe('outage');
    expect((await rig.engine.rows.get(2))?.state).toBe('started');
    rig.time.stall(10 * MINUTE_MS);
    await rig.session().run();
    expect(await rig.engine.outcomes()).toEqual(['2 created']);
    expect(rig.account.users.length).toBe(1);
  });

  it('which may be no time at all', async () => {
    const rig = await outageRig({ tasks: updates(20), fault: () => REFUSED, patienceMs: 0 });
    await rig.run();
    expect(rig.stop.reason).toMatchObject({ kind: 'outage', forMs: 0 });
    expect(rig.told).toEqual([]);
    expect(rig.time.now).toBeLessThan(3_000);
  });

  it('however long a probe hangs', async () => {
    const rig = await outageRig({
      tasks: updates(3),
      fault: () => fault('timeout'),
      hangMs: 30_000,
      patienceMs: 40_000,
    });
    await rig.run();
    expect(rig.stop.reason?.kind).toBe('outage');
    expect(rig.time.now).toBeLessThan(140_000);
  });

  it('is not reckoned by a clock: a computer that slept has not waited', async () => {
    const rig = await outageRig({ tasks: updates(3), fault: between(0, 2 * 3_600_000, REFUSED) });
    const running = rig.start();
    await rig.time.pass(60_000);
    rig.time.stall(2 * 3_600_000);
    await rig.time.until(running);
    expect(await rig.engine.outcomes()).toEqual(all(3, 'updated'));
  });

  it('and a run that somebody stops meanwhile ends at once', async () => {
    const rig = await outageRig({ tasks: updates(3), fault: () => REFUSED });
    const running = rig.start();
    await rig.time.pass(60_000);
    rig.stop.stop({ kind: 'signal', signal: 'SIGINT' });
    await rig.time.until(running, 1);
    expect(await rig.engine.outcomes()).toEqual(all(3, 'not_attempted'));
  });
});

describe('one call that does not get through while others do', () => {
  const mixed = [...updates(30), ...passwords(10, 32)];
  const noPassword =
    (to: number) =>
    (at: number, { endpoint }: { readonly endpoint: string }) =>
      at < to && endpoint === 'setPassword' ? BUSY : undefined;

  it('holds up the rows that make it, and no others', async () => {
    const rig = await outageRig({ tasks: mixed, fault: noPassword(MINUTE_MS), concurrency: 16 });
    await rig.run();
    expect(await rig.engine.outcomes()).toEqual([
      ...all(30, 'updated'),
      ...passwords(10, 32).map(({ line }) => `${line} password_set`),
    ]);
    expect(rig.told).toEqual(['3 out setPassword', '82 through setPassword']);
    const updated = rig.sent.filter(({ name }) => name.startsWith('updateUser'));
    expect(updated.at(-1)?.at).toBeLessThan(3_000);
    // Nothing else is asked meanwhile.
    const meanwhile = rig.sent.filter(({ at }) => at > 4_000 && at < MINUTE_MS);
    expect(meanwhile.map(({ name }) => name.split(' ')[0])).toEqual(Array(5).fill('setPassword'));
  });

  it('holds them back when it lasts, and the run ends for want of other rows', async () => {
    const rig = await outageRig({ tasks: mixed, fault: noPassword(60 * MINUTE_MS), concurrency: 16 });
    await rig.run();
    expect(rig.stop.reason).toBeUndefined();
    expect(rig.breaker.heldBack).toMatchObject({ kind: 'outage', call: 'setPassword', forMs: 900_000 });
    expect(await rig.engine.outcomes()).toEqual([
      ...all(30, 'updated'),
      ...passwords(10, 32).map(({ line }) => `${line} not_attempted`),
    ]);
    rig.time.stall(60 * MINUTE_MS);
    await rig.session().run();
    expect((await rig.engine.results()).at(-1)?.outcome).toBe('password_set');
  });
});

it('a create that may have taken effect while creates alone are out is unknown, and settled by the next session', async () => {
  const hasLateEffect = (at: number, { endpoint }: { readonly endpoint: string }) =>
    at < 20 * MINUTE_MS && endpoint === 'createUser' ? BUSY : undefined;
  const tasks = [...updates(4), ...rows(6, 'autoCreate', { type: 1, first_name: 'Ann' }, 6)];
  const rig = await outageRig({ tasks, fault: hasLateEffect, concurrency: 4 });
  await rig.run();
  expect(rig.breaker.heldBack).toMatchObject({ kind: 'outage', call: 'createUser' });
  const left = (await rig.engine.results()).slice(4);
  expect(new Set(left.map(({ outcome }) => outcome))).toEqual(new Set(['unknown', 'not_attempted']));
  // The first of them took effect after all.
  rig.account.answer(
    {
      endpoint: 'createUser',
      body: { action: 'autoCreate', user_info: { email: 'u6@x.org', type: 1, first_name: 'Ann' } },
    },
    AT + rig.time.now,
  );
  rig.time.stall(10 * MINUTE_MS);
  await rig.session().run();
  expect((await rig.engine.outcomes()).slice(4)).toEqual(
    [6, 7, 8, 9, 10, 11].map((line) => `${line} created`),
  );
  expect(rig.account.users.length).toBe(10);
});

describe('a row whose requests all fail', () => {
  const CRASH = fault('server', { status: 500, code: 500 });
  const poison = (_: number, { user, endpoint }: { readonly user?: string; readonly endpoint: string }) =>
    user === 'u5@x.org' && endpoint === 'updateUser' ? CRASH : undefined;

  it('among others fails after its tries, and holds nobody up', async () => {
    const rig = await outageRig({ tasks: updates(400), fault: poison, concurrency: 2 });
    await rig.run();
    expect(rig.told).toEqual([]);
    expect((await rig.engine.outcomes()).filter((its) => !its.endsWith('updated'))).toEqual(['5 failed']);
    expect(rig.sent.filter(({ name }) => name === 'updateUser u5@x.org').length).toBe(6);
  });

  it.each([1, 8])('and has nothing beside it fails as well, %i in hand', async (concurrency) => {
    const rig = await outageRig({ tasks: updates(4), fault: poison, concurrency });
    await rig.run();
    expect(rig.told).toEqual([]);
    expect(await rig.engine.outcomes()).toEqual(['2 updated', '3 updated', '4 updated', '5 failed']);
  });

  it('fails although some like it are all that is left, since others had got through beside them', async () => {
    const bad = ['u2@x.org', 'u3@x.org', 'u4@x.org', 'u5@x.org'];
    const rig = await outageRig({
      tasks: updates(400),
      fault: (_, { user = '', endpoint }) =>
        endpoint === 'updateUser' && bad.includes(user) ? CRASH : undefined,
    });
    await rig.run();
    expect((await rig.engine.outcomes()).filter((its) => !its.endsWith('updated'))).toEqual(all(4, 'failed'));
    expect(rig.told).toEqual([]);
  });

  it('is not given up while an outage is suspected', async () => {
    let updatesSent = 0;
    let outAt = Number.POSITIVE_INFINITY;
    const rig = await outageRig({
      tasks: updates(1),
      fault: (at, { endpoint }) => {
        if (endpoint === 'updateUser') updatesSent++;
        if (updatesSent === 6 && outAt > at) outAt = at;
        if (at >= outAt && at < outAt + MINUTE_MS) return BUSY;
        return endpoint === 'updateUser' && updatesSent < 6 ? CRASH : undefined;
      },
    });
    await rig.run();
    expect([rig.told.length, await rig.engine.outcomes()]).toEqual([2, ['2 updated']]);
  });

  it('and is all that there is fails as well', async () => {
    const tasks = [task(2, 'update', 'u5@x.org', { fields: { dept: 'IT' } })];
    const rig = await outageRig({ tasks, fault: poison });
    await rig.run();
    expect([rig.told, await rig.engine.outcomes()]).toEqual([[], ['2 failed']]);
    // The account cannot even be asked about that user.
    const other = await outageRig({ tasks, fault: (_, { user }) => (user ? CRASH : undefined) });
    await other.run();
    expect([other.told, await other.engine.outcomes()]).toEqual([[], ['2 unknown']]);
  });
});

describe('when nothing has ever got through', () => {
  const at = (code: string, place: string) =>
    REFUSED.with({ fault: code, place, address: `https://${place}` });

  it.each([
    ['a host that is none', at('ENOTFOUND', 'api.zoom.example:443'), 'unknownAddress'],
    ['a certificate that nobody vouches for', at('SELF_SIGNED_CERT_IN_CHAIN', 'api.zoom.us:443'), 'outage'],
    ['a proxy that wants a password', at('PROXY_407', 'api.zoom.us:443'), 'outage'],
  ])('there is nothing to wait for with %s', async (_, error, kind) => {
    const rig = await outageRig({ tasks: updates(20), fault: () => error });
    await rig.run();
    expect(rig.stop.reason?.kind).toBe(kind);
    expect(rig.time.now).toBeLessThan(3_000);
    expect(await rig.engine.outcomes()).toEqual(all(20, 'not_attempted'));
  });

  it.each([
    ['Zoom’s own name', at('ENOTFOUND', 'api.zoom.us:443')],
    ['a name server that does not answer', at('EAI_AGAIN', 'api.zoom.example:443')],
    ['a proxy that fails', at('PROXY_502', 'api.zoom.us:443')],
    ['nobody who listens', at('ECONNREFUSED', '127.0.0.1:9777')],
  ])('it is waited for with %s', async (_, error) => {
    const rig = await outageRig({ tasks: updates(20), fault: between(0, MINUTE_MS, error) });
    await rig.run();
    expect(await rig.engine.outcomes()).toEqual(all(20, 'updated'));
  });

  it('a sign-in at an address that has none ends the run, and one that answers otherwise does not', async () => {
    const page = fault('signInFailed', { status: 404, address: 'https://zoom.example/oauth' });
    const wrong = await outageRig({ tasks: updates(3), signIn: () => page.with({}) });
    await wrong.run();
    expect(wrong.stop.reason).toMatchObject({ kind: 'unknownAddress', signIn: true, address: page.address });
  });
});
