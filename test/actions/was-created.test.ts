import { describe, expect, it } from 'vitest';
import { wasCreatedByUs } from '../../src/actions/was-created.ts';
import type { ActionContext, CallResult } from '../../src/core/action.ts';
import type { JsonObject } from '../../src/core/json.ts';
import type { ActionName } from '../../src/core/vocabulary.ts';
import { ZoomError } from '../../src/core/zoom-error.ts';
import { makeContext, makeTask } from '../support/perform.ts';

/** By Zoom's clock. */
const NOW = Date.UTC(2026, 0, 31, 12, 0, 0, 100);
const LEFT = NOW - 6_000;
const iso = (time: number) => new Date(Math.floor(time / 1000) * 1000).toISOString().replace('.000', '');
const SENT = { type: 1, first_name: 'Ann', last_name: 'Lee', display_name: 'Ann Lee' };

type Given = Partial<Pick<ActionContext, 'mayBePending' | 'latestZoomNow'>> & {
  readonly action?: ActionName;
  /** undefined: nobody knows. */
  readonly since?: number | undefined;
  readonly sent?: JsonObject;
};

/** What becomes of a create that left at `LEFT` when the account shows this user: `created`, `exists`, or why nobody can tell. */
async function verdictOn(user: JsonObject, given: Given = {}): Promise<string> {
  const { action = 'ssoCreate', sent = SENT, ...more } = given;
  const body = { id: 'a-user', status: 'active', ...user };
  const reply: CallResult = { settled: false, status: 200, body, trackingId: '', rateLimit: undefined };
  const context = makeContext(async () => reply, { latestZoomNow: () => NOW, ...more });
  const since = 'since' in given ? given.since : LEFT;
  try {
    return (await wasCreatedByUs(makeTask(action, sent), context, since)) === reply ? 'created' : 'nobody';
  } catch (error) {
    if (!(error instanceof ZoomError)) throw error;
    const { kind, status, code, inDoubt, reason } = error;
    if (kind === 'exists') return `exists ${status} ${code} ${inDoubt}`;
    return reason.kind === 'whoseIsUnclear' && inDoubt ? reason.why : kind;
  }
}

const EXISTS = 'exists 409 1005 false';

describe('an active user whom the account shows after the answer to a create was lost', () => {
  it.each<[string, JsonObject, Given, string]>([
    ['was made since', { created_at: iso(NOW - 5_000) }, {}, 'created'],
    ['was made in the second of the request', { created_at: iso(LEFT) }, {}, 'created'],
    ['was made as long before as clocks differ', { created_at: iso(LEFT - 1_000) }, {}, 'created'],
    ['was made before', { created_at: iso(LEFT - 4_000) }, {}, EXISTS],
    ['was made long before', { created_at: '2020-01-01T00:00:00Z' }, {}, EXISTS],
    [
      'has a newer login than itself',
      { created_at: iso(NOW - 5_000), user_created_at: '2020-01-01T00:00:00Z' },
      {},
      EXISTS,
    ],
    ['is made at a time to come', { created_at: iso(NOW + 60_000) }, {}, 'future'],
    ['was made nobody knows when', {}, {}, 'noTime'],
    ['was made nobody understands when', { created_at: 'yesterday' }, {}, 'noTime'],
    ['was made since, as far as anybody knows', { created_at: iso(NOW) }, { since: undefined }, 'noSince'],
    [
      'was made since, by a clock that has not told',
      { created_at: iso(NOW) },
      { latestZoomNow: () => undefined },
      'noSince',
    ],
    ['was made since by another name', { created_at: iso(NOW), first_name: 'Bob' }, {}, 'otherUser'],
    ['was made since by another type', { created_at: iso(NOW), type: 2 }, {}, 'otherUser'],
    ['was made since, to be shown otherwise', { created_at: iso(NOW), display_name: 'A.' }, {}, 'otherUser'],
    ['was made before by another name', { created_at: iso(LEFT - 60_000), first_name: 'Bob' }, {}, EXISTS],
    [
      'is written a little otherwise',
      { created_at: iso(NOW), first_name: ' ann', last_name: 'LEE', type: '1' },
      {},
      'created',
    ],
    ['has no name at all', { created_at: iso(NOW), first_name: '', last_name: null }, {}, 'created'],
    [
      'has licences in another order',
      { created_at: iso(NOW), division_ids: ['b', 'a'], feature: { zoom_phone: true, more: 1 } },
      { sent: { type: 1, division_ids: ['a', 'b'], feature: { zoom_phone: true } } },
      'created',
    ],
    [
      'has another division',
      { created_at: iso(NOW), division_ids: ['c'] },
      { sent: { type: 1, division_ids: ['a'] } },
      'otherUser',
    ],
  ])('%s', async (_what, user, given, expected) => {
    expect(await verdictOn(user, given)).toBe(expected);
  });
});

describe('a pending user, of whom the account shows the time of the question,', () => {
  const PENDING = { status: 'pending', created_at: iso(NOW) };
  const invite = { action: 'create' } as const;
  it.each<[string, JsonObject, Given, string]>([
    ['is ours when all agrees', PENDING, invite, 'created'],
    ['is ours whatever the clock is', PENDING, { ...invite, since: undefined }, 'created'],
    ['was there when it has another name', { ...PENDING, first_name: 'Bob' }, invite, EXISTS],
    [
      'was there when the account knows better',
      { ...PENDING, user_created_at: iso(LEFT - 9_000) },
      invite,
      EXISTS,
    ],
    ['may be one whom an earlier run invited', PENDING, { ...invite, mayBePending: true }, 'invitedBefore'],
  ])('%s', async (_what, user, given, expected) => {
    expect(await verdictOn(user, given)).toBe(expected);
  });
});
