import { describe, expect, it } from 'vitest';
import { wasCreatedByUs } from '../../src/actions/was-created.ts';
import type { CallResult } from '../../src/core/action.ts';
import type { JsonObject } from '../../src/core/json.ts';
import { makeContext, makeTask } from '../support/perform.ts';

const NOW = Date.UTC(2026, 0, 31, 12, 0, 0, 100);
const iso = (time: number) => new Date(Math.floor(time / 1000) * 1000).toISOString().replace('.000', '');

/** Whether a user whom the account shows is taken for the one that a create since `since` made. */
async function isOurs(user: JsonObject, since: number, serverTime: number | undefined): Promise<boolean> {
  const reply: CallResult = {
    settled: false,
    status: 200,
    body: { id: 'a-user', status: 'active', type: 1, ...user },
    trackingId: '',
    rateLimit: undefined,
    serverTime,
  };
  const context = makeContext(async () => reply, { now: () => NOW });
  const found = await wasCreatedByUs(makeTask('ssoCreate', { type: 1, first_name: 'Ann' }), context, since);
  return found === reply;
}

describe('a user whom the account shows after an answer was lost', () => {
  it.each<[string, JsonObject, number, number | undefined, boolean]>([
    ['was made since', { created_at: iso(NOW - 5000) }, NOW - 6000, NOW, true],
    [
      'was made in the second before, as far as whole seconds tell',
      { created_at: iso(NOW - 200) },
      NOW - 150,
      NOW,
      true,
    ],
    ['was made long before', { created_at: iso(NOW - 60_000) }, NOW - 6000, NOW, false],
    [
      'was made since, by the only clock there is',
      { created_at: iso(NOW - 5000) },
      NOW - 6000,
      undefined,
      true,
    ],
    [
      'was made before, by the only clock there is',
      { created_at: iso(NOW - 60_000) },
      NOW - 6000,
      undefined,
      false,
    ],
    ['was made at a time under another name', { user_created_at: iso(NOW - 60_000) }, NOW - 6000, NOW, false],
    ['was made nobody knows when', {}, NOW - 6000, NOW, true],
    ['was made nobody understands when', { created_at: 'yesterday' }, NOW - 6000, NOW, true],
    ['has the same name', { first_name: 'Ann', last_name: 'Lee' }, NOW, NOW, true],
    ['has another name', { first_name: 'Bob' }, NOW, NOW, false],
    ['has another type', { type: 2 }, NOW, NOW, false],
  ])('%s', async (_what, user, since, serverTime, expected) => {
    expect(await isOurs(user, since, serverTime)).toBe(expected);
  });
});
