import { expect, it } from 'vitest';
import type { JsonObject } from '../../src/core/json.ts';
import type { Reply } from '../../src/core/zoom-api.ts';
import { ZoomError } from '../../src/core/zoom-error.ts';
import { FakeZoom, inTurn, reply } from '../support/fake-zoom.ts';
import { EMAIL, makeTask, perform } from '../support/perform.ts';
import { startRig } from '../support/zoom-rig.ts';

const NOW = Date.UTC(2026, 10, 22, 12);

/** A Zoom that gives these answers in order. */
function zoomThatSays(...answers: readonly (Reply | ZoomError)[]) {
  const zoom = new FakeZoom(
    inTurn(
      ...answers.map((answer) => () => {
        if (answer instanceof ZoomError) throw answer;
        return answer;
      }),
      () => {
        throw new Error('it was not to be asked so often');
      },
    ),
  );
  return { zoom };
}

const found = (body: JsonObject) => reply({ status: 200, body });
const now = () => NOW;

const NOT_FOUND = new ZoomError({ kind: 'notFound', message: 'no such user', status: 404, code: 1001 });
const EXISTS = new ZoomError({ kind: 'exists', message: 'already been used', status: 409, code: 1005 });
const FOUND = found({
  id: 'made-late',
  status: 'active',
  type: 1,
  created_at: new Date(NOW - 1000).toISOString(),
});
const SSO_CREATE = makeTask('ssoCreate', { type: 1 });

it('knows its own create again whose effect came only after the account was asked', async () => {
  const services = zoomThatSays(NOT_FOUND, EXISTS, FOUND);
  expect(await perform(services, SSO_CREATE, { doubtSince: NOW - 5_000, now })).toEqual({
    outcome: 'created',
    httpStatus: 201,
    userId: 'made-late',
    reason: { kind: 'settled', by: 'asking' },
  });
  expect(services.zoom.asked).toEqual([`getUser ${EMAIL}`, `createUser ${EMAIL}`, `getUser ${EMAIL}`]);
});

it('takes a 409 for the last word when nothing was in doubt', async () => {
  const services = zoomThatSays(EXISTS);
  expect(await perform(services, SSO_CREATE, { now })).toMatchObject({
    error: { kind: 'exists', status: 409, code: 1005, inDoubt: false },
  });
  expect(services.zoom.asked).toEqual([`createUser ${EMAIL}`]);
});

it('takes a 409 for the last word when the account shows an older user', async () => {
  const older = found({ id: 'older', status: 'active', created_at: '2020-01-01T00:00:00Z' });
  const services = zoomThatSays(NOT_FOUND, EXISTS, older);
  expect(await perform(services, SSO_CREATE, { doubtSince: NOW - 5_000, now })).toMatchObject({
    error: { kind: 'exists', status: 409, code: 1005, inDoubt: false },
  });
});

it('does not take an answer that names no user for one', async () => {
  const services = zoomThatSays(found({ status: 'ok' }));
  expect(await perform(services, SSO_CREATE, { doubtSince: NOW - 5_000, now })).toMatchObject({
    error: { kind: 'unreadable', inDoubt: true },
  });
  expect(services.zoom.asked).toEqual([`getUser ${EMAIL}`]);
});

it.each([
  [
    'no answer, try after try',
    Array(6).fill(new ZoomError({ kind: 'server', message: 'Internal error', status: 500 })),
  ],
  [
    'an expired invitation',
    [new ZoomError({ kind: 'rejected', message: 'expired', status: 400, code: 1120 })],
  ],
])('stays created when asking about the invitation ends with %s', async (_what, errors) => {
  const services = zoomThatSays(...errors);
  const task = makeTask('create', { type: 1, dept: 'Sales' });
  expect(await perform(services, task, { alreadyCreated: { userId: 'pending' }, now })).toEqual({
    outcome: 'created',
    httpStatus: 201,
    userId: 'pending',
    reason: { kind: 'awaitsInvitation', what: 'profile' },
    awaitsInvitation: true,
    left: { dept: 'Sales' },
  });
  expect(services.zoom.asked.length).toBe(errors.length);
});

it.each([401, 429])('asks before it repeats a create that a page with status %i answered', async (status) => {
  const rig = await startRig();
  rig.simulator.fault({ kind: 'html', status, effect: true, match: { method: 'POST' } });
  const result = await perform(rig, makeTask('create', { type: 1 }));
  expect(result).toMatchObject({ outcome: 'created', userId: rig.simulator.user(EMAIL)?.id });
  expect(rig.simulator.journal.filter(({ method }) => method === 'POST')).toHaveLength(1);
});
