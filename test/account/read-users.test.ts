import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Aborted } from '../../src/core/aborted.ts';
import { AccountUnread } from '../../src/core/account-unread.ts';
import type { RunEvent } from '../../src/core/events.ts';
import { preview } from '../../src/runs/library.ts';
import { type Fault, Simulator, type SimulatorOptions } from '../../src/simulator/simulator.ts';
import { folderWith } from '../support/folder.ts';

const WITHOUT_LIMITS = { light: Number.POSITIVE_INFINITY, medium: Number.POSITIVE_INFINITY };

type More = { readonly signal?: AbortSignal; readonly live?: 'list' };

/** A simulated account with so many active users beside one inactive and one pending, and previews over it. */
async function startAccount(count: number, options: SimulatorOptions = {}) {
  const simulator = await Simulator.start({ perSecond: WITHOUT_LIMITS, ...options });
  onTestFinished(() => simulator.close());
  for (let at = 1; at <= count; at++) {
    simulator.seed({ email: `u${at}@example.com`, fields: { dept: 'Sales', job_title: 'Clerk' } });
  }
  simulator.seed({ email: 'off@example.com', status: 'inactive' });
  simulator.seed({ email: 'pen@example.com', status: 'pending' });
  const state = folderWith();
  const pages = () =>
    simulator.journal.filter(({ method, path }) => method === 'GET' && /\/users\?/.test(path));
  return {
    simulator,
    pages,
    /** GETs of single users. */
    questions: () =>
      simulator.journal.filter(({ path }) => /\/users\/(?!summary)[^?]/.test(path)).map(({ user }) => user),
    look: (
      rows: readonly string[],
      { signal, ...more }: More = {},
      listen: (event: RunEvent) => void = () => {},
    ) => {
      const folder = folderWith({ 'people.csv': `${rows.join('\n')}\n` });
      const job = {
        input: path.join(folder, 'people.csv'),
        state,
        out: path.join(folder, 'out'),
        plan: 'business',
        live: true,
        ...more,
      } as const;
      return preview(job, { environment: simulator.env, listen, ...(signal && { signal }) });
    },
  };
}

const UPDATE = ['action,email,dept', 'update,u1@example.com,Finance'];

describe('the lists of users', () => {
  it('are read to their ends, page by page', async () => {
    const { look, pages } = await startAccount(650);
    const report = await look(UPDATE);
    expect(report.live?.users).toEqual({ active: 650, inactive: 1, pending: 1 });
    // One refused question for pages of 2,000, three pages of 300, and one for each of the other lists.
    expect(pages().map(({ status }) => status)).toEqual([400, 200, 200, 200, 200, 200]);
  });

  it('are read in pages of 2,000 where Zoom takes that', async () => {
    const { look, pages } = await startAccount(650, { usersPerPage: 2_000 });
    expect((await look(UPDATE)).live?.users.active).toBe(650);
    expect(pages()).toHaveLength(3);
  });

  it('begin again when the token of a page has run out', async () => {
    const { look, pages, simulator } = await startAccount(650);
    const expired = { code: 300, message: 'The next page token is invalid or expired.' };
    simulator.fault({
      kind: 'status',
      status: 400,
      body: expired,
      match: { path: /next_page_token/ },
      after: 1,
    });
    expect((await look(UPDATE)).live?.users).toEqual({ active: 650, inactive: 1, pending: 1 });
    expect(pages().map(({ status }) => status)).toEqual([400, 200, 200, 400, 200, 200, 200, 200, 200]);
  });

  it('are given up when their tokens run out again and again', async () => {
    const { look, simulator } = await startAccount(650);
    const expired = { code: 300, message: 'The next page token is invalid or expired.' };
    simulator.fault({
      kind: 'status',
      status: 400,
      body: expired,
      match: { path: /next_page_token/ },
      times: Infinity,
    });
    await expect(look(UPDATE)).rejects.toThrow('could not be read to its end in time');
  });

  it.each<[string, Fault]>([
    ['HTML in the place of JSON', { kind: 'html', match: { path: '/users' }, times: 2 }],
    ['connections that are cut', { kind: 'reset-before', match: { path: '/users' }, times: 2 }],
    ['answers that are cut', { kind: 'cut', match: { path: '/users' }, times: 2 }],
    ['a limit without headers', { kind: 'per-second', headers: {}, match: { path: '/users' }, times: 3 }],
    ['tokens that die', { kind: 'token-death', match: { path: '/users' }, times: 2 }],
  ])('are whole in spite of %s', async (_, fault) => {
    const { look, simulator } = await startAccount(350);
    simulator.fault(fault);
    expect((await look(UPDATE)).live?.users).toEqual({ active: 350, inactive: 1, pending: 1 });
  });

  it('are taken up where a reading was cut short', async () => {
    const { look, pages } = await startAccount(950);
    const stop = new AbortController();
    const cut = look(UPDATE, { signal: stop.signal }, (event) => {
      if (event.type === 'reading' && event.done >= 600) stop.abort();
    });
    await expect(cut).rejects.toThrow(Aborted);
    const before = pages().length;
    expect((await look(UPDATE)).live?.users).toEqual({ active: 950, inactive: 1, pending: 1 });
    const after = pages().slice(before);
    expect(after.filter(({ path }) => path.includes('status=active'))).toHaveLength(2);
  });
});

describe('users are asked about one by one', () => {
  const TITLES = ['action,email,job_title', 'update,u1@example.com,Boss', 'update,u2@example.com,Clerk'];

  it('only where the file says more than the lists show', async () => {
    const { look, questions } = await startAccount(5);
    await look(UPDATE);
    expect(questions()).toEqual([]);
    const { live } = await look(TITLES);
    expect(questions()).toHaveLength(2);
    expect(live?.groups).toMatchObject([
      { what: 'changes', first: { message: 'would change job_title: Clerk → Boss' } },
      { what: 'nothing', count: 1 },
    ]);
  });

  it('once each, however many rows they have, and not while they are pending', async () => {
    const { look, questions } = await startAccount(5);
    await look([...TITLES, 'update,u1@example.com,Chief', 'update,pen@example.com,Clerk']);
    expect(questions()).toHaveLength(2);
  });

  it('not with `list`, which says what was not compared', async () => {
    const { look, questions } = await startAccount(5);
    const { live } = await look(TITLES, { live: 'list' });
    expect(questions()).toEqual([]);
    expect(live).toMatchObject({ notCompared: true, groups: [{ what: 'changes', count: 2 }] });
    expect(live?.groups[0]?.first.message).toBe('would change job_title: (not compared) → Boss');
  });

  it('by an id that no list has, since that may be somebody who is pending', async () => {
    const { look, simulator } = await startAccount(1);
    const { id } = simulator.seed({ email: 'pen2@example.com', status: 'pending' });
    const rows = ['action,user_id,dept', `update,${id},IT`, 'update,nobodyAtAll0000000000,IT'];
    expect((await look(rows, { live: 'list' })).live?.groups.map(({ what }) => what)).toEqual([
      'noSuchUser',
      'waits',
    ]);
  });

  it('and who was removed meanwhile is nobody', async () => {
    const { look, simulator } = await startAccount(3);
    simulator.fault({
      kind: 'status',
      status: 404,
      body: { code: 1001, message: 'User does not exist: u1@example.com.' },
      match: { method: 'GET', path: '/users/{userId}' },
    });
    const { live } = await look(TITLES);
    expect(live?.groups.map(({ what }) => what)).toEqual(['noSuchUser', 'nothing']);
  });

  it('after it was said how many they are', async () => {
    const { look } = await startAccount(3);
    const events: RunEvent[] = [];
    await look(TITLES, {}, (event) => events.push(event));
    const told = events.findIndex(
      (event) => event.type === 'notice' && event.notice.kind === 'asksAboutUsers',
    );
    const first = events.findIndex(({ type }) => type === 'attempt');
    expect(events[told]).toEqual({
      type: 'notice',
      notice: { kind: 'asksAboutUsers', users: 2, seconds: 2 / 80 },
    });
    expect(told).toBeLessThan(first);
  });
});

describe('an account that cannot be read', () => {
  it('is refused with the scope that the app lacks, and what can be done without it', async () => {
    const { look } = await startAccount(1, { scopes: ['user:write:user:admin'] });
    const error: unknown = await look(UPDATE).then(undefined, (thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(AccountUnread);
    expect(String(error)).toContain('lacks the scope user:read:list_users:admin');
    expect(String(error)).toContain('`zoom-provision preview` checks the file');
  });

  it('in part, is refused with what can be done without asking about users', async () => {
    const { look } = await startAccount(1, { scopes: ['user:read:list_users:admin'] });
    const rows = ['action,email,job_title', 'update,u1@example.com,Boss'];
    await expect(look(rows)).rejects.toThrow(
      /lacks the scope user:read:user:admin.*live=list asks about no user/s,
    );
    expect((await look(rows, { live: 'list' })).live?.notCompared).toBe(true);
  });
});
