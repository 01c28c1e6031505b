import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../src/core/vocabulary.ts';
import { ZoomError } from '../../src/core/zoom-error.ts';
import { AT, DAY_MS, makeEngine, task } from '../support/engine-rig.ts';
import { type Answer, failing, OK } from '../support/fake-zoom.ts';

const STOPPED = { kind: 'signal', signal: 'SIGINT' } as const;
/** As often as a request is sent that is not reached. */
const SIX = 6;

const REJECTED = new ZoomError({ kind: 'rejected', status: 400, message: 'no' });
const UNREACHABLE = new ZoomError({ kind: 'unreachable', message: 'no' });
/** Left out after line 2, which was rejected. */
const AFTER_2 = { kind: 'earlierRow', line: 2, outcome: 'rejected', awaitsInvitation: false } as const;
const DAILY = new ZoomError({ kind: 'rateDaily', status: 429, message: 'tomorrow' });

describe('a run that goes on', () => {
  const tasks = [2, 3, 4].map((line) => task(line, 'update', 'a@x.org', { fields: { dept: `${line}` } }));

  it('sends nothing of rows that are settled', async () => {
    const engine = await makeEngine({ tasks, answer: failing({ 'updateUser a@x.org': REJECTED }) });
    await engine.run();
    const before = await engine.results();
    await engine.session().run();
    expect(await engine.results()).toEqual(before);
    expect(engine.zoom.sent.length).toBe(1);
  });

  it.each([
    ['failed', UNREACHABLE],
    ['deferred', DAILY],
  ] as const)(
    'takes up rows that are %s, and those that were left out after them',
    async (outcome, failure) => {
      const failures: Record<string, ZoomError> = { 'updateUser a@x.org': failure };
      const engine = await makeEngine({ tasks, answer: (request) => failing(failures)(request) });
      await engine.run();
      const later = outcome === 'deferred' ? 'deferred' : 'skipped';
      expect(await engine.outcomes()).toEqual([`2 ${outcome}`, `3 ${later}`, `4 ${later}`]);
      delete failures['updateUser a@x.org'];
      engine.clock.now += DAY_MS;
      await engine.session().run();
      expect(await engine.outcomes()).toEqual(['2 updated', '3 updated', '4 updated']);
      const first = Array(outcome === 'failed' ? SIX : 1).fill('2');
      expect(engine.zoom.sent.map(({ body }) => body?.dept)).toEqual([...first, '2', '3', '4']);
    },
  );

  it('takes up what was left out when the earlier row went through in a session that was stopped then', async () => {
    const failures: Record<string, ZoomError> = { 'updateUser a@x.org': UNREACHABLE };
    const engine = await makeEngine({ tasks, answer: (request) => failing(failures)(request) });
    await engine.run();
    delete failures['updateUser a@x.org'];
    const second = engine.session({
      emit: (event) => {
        if (event.type === 'row') second.stop.stop(STOPPED);
      },
    });
    await second.run();
    expect(await engine.outcomes()).toEqual(['2 updated', '3 skipped', '4 skipped']);
    expect(await engine.counts()).toMatchObject({ open: 2, deferred: 0 });
    await engine.session().run();
    expect(await engine.outcomes()).toEqual(['2 updated', '3 updated', '4 updated']);
    expect(await engine.counts()).toMatchObject({ open: 0, deferred: 0 });
  });

  it('leaves out again what comes after a row that is refused now', async () => {
    const failures: Record<string, ZoomError> = { 'updateUser a@x.org': UNREACHABLE };
    const engine = await makeEngine({ tasks, answer: (request) => failing(failures)(request) });
    await engine.run();
    failures['updateUser a@x.org'] = REJECTED;
    await engine.session().run();
    expect((await engine.results()).map(({ outcome, reason }) => [outcome, reason])).toEqual([
      ['rejected', { kind: 'refused', message: 'no' }],
      ['skipped', AFTER_2],
      ['skipped', AFTER_2],
    ]);
  });

  it('goes on counting attempts, and keeps when the first one left', async () => {
    const failures: Record<string, ZoomError> = { 'updateUser a@x.org': UNREACHABLE };
    const engine = await makeEngine({ tasks, answer: (request) => failing(failures)(request) });
    await engine.run();
    delete failures['updateUser a@x.org'];
    engine.clock.now += 60_000;
    await engine.session().run();
    expect((await engine.results())[0]).toMatchObject({
      attempts: SIX + 1,
      startedAt: '2026-11-22T21:00:00.000Z',
      finishedAt: '2026-11-22T21:01:00.000Z',
    });
  });

  it.each<[string, Answer, string[], Outcome]>([
    [
      'asks, and sends it when the account has no such user',
      (request) => {
        if (request.endpoint !== 'getUser') return OK(request);
        throw new ZoomError({ kind: 'notFound', status: 404, message: 'no' });
      },
      ['getUser a@x.org', 'createUser a@x.org'],
      'created',
    ],
    [
      'asks, and does not send it when the account has the user since',
      () => ({ status: 200, body: { id: 'id-a', type: 1, created_at: new Date(AT).toISOString() } }),
      ['getUser a@x.org'],
      'created',
    ],
  ])('with a create in doubt %s', async (_, answer, asked, outcome) => {
    const engine = await makeEngine({
      tasks: [task(2, 'ssoCreate', 'a@x.org', { fields: { type: 1 } })],
      answer,
    });
    await engine.rows.start(2, 1, AT, AT);
    engine.clock.now = AT + 60_000;
    await engine.run();
    expect(engine.zoom.asked).toEqual(asked);
    expect(await engine.outcomes()).toEqual([`2 ${outcome}`]);
  });
});

describe('a row that an earlier session left in doubt', () => {
  const GONE = new ZoomError({ kind: 'notFound', status: 404, message: 'no' });
  const create = task(2, 'create', 'a@x.org', { fields: { type: 1 } });
  const update = task(2, 'update', 'a@x.org', { fields: { dept: 'IT' } });

  it.each([
    ['a create, when the account cannot be asked today', create, { 'getUser a@x.org': DAILY }, 'getUser'],
    [
      'a create, when the account does not let itself be asked',
      create,
      { 'getUser a@x.org': REJECTED },
      'getUser',
    ],
    ['a create, when the account is not reached', create, { 'getUser a@x.org': UNREACHABLE }, 'getUser'],
    ['an update, when it cannot be sent again today', update, { 'updateUser a@x.org': DAILY }, 'updateUser'],
    [
      'an update, when the account is not reached',
      update,
      { 'updateUser a@x.org': UNREACHABLE },
      'updateUser',
    ],
  ])('stays in doubt: %s', async (_, its, failures: Record<string, ZoomError>, asked) => {
    const answers: Record<string, ZoomError> = { ...failures };
    const engine = await makeEngine({ tasks: [its], answer: (request) => failing(answers)(request) });
    await engine.rows.start(2, 1, AT);
    await engine.run();
    const failure = failures[`${asked} a@x.org`];
    expect(await engine.results()).toMatchObject([
      { outcome: 'unknown', reason: { kind: 'unsettled', message: failure?.message } },
    ]);
    const times = failure === UNREACHABLE ? SIX : 1;
    expect(engine.zoom.asked).toEqual(Array(times).fill(`${asked} a@x.org`));
    expect(await engine.counts()).toMatchObject({ open: 1, deferred: 0 });

    // The next session asks, or sends again, as if there had been none between.
    delete answers[`${asked} a@x.org`];
    if (asked === 'getUser') answers['getUser a@x.org'] = GONE;
    engine.clock.now += DAY_MS;
    await engine.session().run();
    expect(engine.zoom.asked.slice(times)).toEqual(
      its === create ? ['getUser a@x.org', 'createUser a@x.org'] : ['updateUser a@x.org'],
    );
    expect(await engine.results()).toMatchObject([
      {
        outcome: its === create ? 'created' : 'updated',
        reason: { kind: 'settled', by: 'sendingAgain' },
      },
    ]);
  });

  it('stays in doubt: a password that gets nothing but errors of Zoom’s own, which settle nothing before them', async () => {
    const its = task(2, 'password', 'a@x.org', { fields: { password: 'Secret#1' } });
    const busy = new ZoomError({ kind: 'server', status: 503, message: 'busy' });
    const engine = await makeEngine({ tasks: [its], answer: failing({ 'setPassword a@x.org': busy }) });
    await engine.rows.start(2, 1, AT);
    await engine.run();
    expect(engine.zoom.asked.length).toBe(SIX);
    expect(await engine.results()).toMatchObject([
      { outcome: 'unknown', reason: { kind: 'unsettled', message: 'busy' } },
    ]);
  });

  it.each([
    [
      'a create that the account knows nothing of',
      create,
      { 'getUser a@x.org': GONE, 'createUser a@x.org': DAILY },
      'deferred',
    ],
    [
      'a create that is refused now',
      create,
      { 'getUser a@x.org': GONE, 'createUser a@x.org': REJECTED },
      'rejected',
    ],
    ['an update that is refused now', update, { 'updateUser a@x.org': REJECTED }, 'rejected'],
    ['an update of nobody', update, { 'updateUser a@x.org': GONE }, 'not_found'],
  ])('is in doubt no more: %s', async (_, its, failures: Record<string, ZoomError>, outcome) => {
    const engine = await makeEngine({ tasks: [its], answer: failing(failures) });
    await engine.rows.start(2, 1, AT);
    await engine.run();
    expect(await engine.outcomes()).toEqual([`2 ${outcome}`]);
  });

  it('does not stop the run for want of answers when there are many, and no call is left today', async () => {
    const tasks = Array.from({ length: 60 }, (_, i) => task(i + 2, 'update', `u${i}@x.org`));
    const engine = await makeEngine({
      tasks,
      answer: () => {
        throw DAILY;
      },
    });
    for (const { line } of tasks) await engine.rows.start(line, 1, AT);
    await engine.run();
    expect(engine.stop.reason).toBeUndefined();
    expect(new Set((await engine.results()).map(({ outcome }) => outcome))).toEqual(new Set(['unknown']));
  });
});
