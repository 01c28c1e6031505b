import { expect, it } from 'vitest';
import { ACTIONS } from '../../src/actions/index.ts';
import type { ActionContext } from '../../src/core/action.ts';
import type { JsonObject } from '../../src/core/json.ts';
import { type Call, type Reply, ZoomError } from '../../src/core/zoom-api.ts';
import { EMAIL, makeContext, makeTask, perform } from '../support/perform.ts';
import { startRig } from '../support/zoom-rig.ts';

const NOW = Date.UTC(2026, 10, 22, 12);

function reply(status: number, body: JsonObject): Reply {
  return { status, body, trackingId: '', rateLimit: undefined, serverTime: NOW, resent: false };
}

/** A context that gives the answers in order, and remembers what was asked. */
function conductOf(answers: readonly (Reply | ZoomError)[], more: Partial<ActionContext> = {}) {
  const asked: string[] = [];
  const left = [...answers];
  const call = async ({ endpoint }: Call) => {
    asked.push(endpoint);
    const answer = left.shift();
    if (answer instanceof ZoomError) throw answer;
    if (!answer) throw new Error(`no answer for ${endpoint}`);
    return answer;
  };
  return { context: makeContext(call, { now: () => NOW, ...more }), asked };
}

const NOT_FOUND = new ZoomError({
  kind: 'notFound',
  message: 'User does not exist',
  status: 404,
  code: 1001,
});
const EXISTS = new ZoomError({ kind: 'exists', message: 'already been used', status: 409, code: 1005 });
const FOUND = reply(200, {
  id: 'made-late',
  status: 'active',
  type: 1,
  created_at: new Date(NOW - 1000).toISOString(),
});

it('knows its own create again whose effect came only after the account was asked', async () => {
  const { context, asked } = conductOf([NOT_FOUND, EXISTS, FOUND], { doubtSince: NOW - 5_000 });
  const result = await ACTIONS.ssoCreate.perform(makeTask('ssoCreate', { type: 1 }), context);
  expect(result).toMatchObject({ outcome: 'created', httpStatus: 201, userId: 'made-late' });
  expect(asked).toEqual(['getUser', 'createUser', 'getUser']);
});

it('takes a 409 for the last word when nothing was in doubt', async () => {
  const { context, asked } = conductOf([EXISTS]);
  await expect(ACTIONS.ssoCreate.perform(makeTask('ssoCreate', { type: 1 }), context)).rejects.toThrow(
    EXISTS,
  );
  expect(asked).toEqual(['createUser']);
});

it('does not take an answer that names no user for one', async () => {
  const { context } = conductOf([reply(200, { status: 'ok' })], { doubtSince: NOW - 5_000 });
  const result = ACTIONS.ssoCreate.perform(makeTask('ssoCreate', { type: 1 }), context);
  await expect(result).rejects.toMatchObject({ kind: 'unreadable', inDoubt: true });
});

it.each([
  ['no answer', new ZoomError({ kind: 'server', message: 'Internal error', status: 500 })],
  ['an expired invitation', new ZoomError({ kind: 'rejected', message: 'expired', status: 400, code: 1120 })],
])('stays created when asking about the invitation ends with %s', async (_what, error) => {
  const { context } = conductOf([error], { alreadyCreated: { userId: 'pending' } });
  const result = await ACTIONS.create.perform(makeTask('create', { type: 1, dept: 'Sales' }), context);
  expect(result).toMatchObject({ outcome: 'created', userId: 'pending', awaitingInvitation: true });
});

it.each([401, 429])('asks before it repeats a create that a page with status %i answered', async (status) => {
  const rig = await startRig();
  rig.simulator.fault({ kind: 'html', status, effect: true, match: { method: 'POST' } });
  const result = await perform(rig, makeTask('create', { type: 1 }));
  expect(result).toMatchObject({ outcome: 'created', userId: rig.simulator.user(EMAIL)?.id });
  expect(rig.simulator.journal.filter(({ method }) => method === 'POST')).toHaveLength(1);
});
