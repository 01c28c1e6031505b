import { getEventListeners } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Job } from '../../src/config/job.ts';
import { Aborted } from '../../src/core/aborted.ts';
import type { Listener, RunEvent } from '../../src/core/events.ts';
import { GuardRefusal } from '../../src/core/guard-refusal.ts';
import { preview, provision, report } from '../../src/runs/library.ts';
import { complaintOf, folderWith } from '../support/folder.ts';
import { openLedger } from '../support/ledger-rig.ts';

const UPDATES = 'action,email,dept\nupdate,ann@example.com,Sales\nupdate,ben@example.com,IT\n';
const LEAVER = 'action,email\ndeactivate,ann@example.com\n';

/** A job over this input that meets a simulated account, with ledger and report in a folder of its own. */
function jobOver(text: string, changes: Omit<Partial<Job>, 'state' | 'out'> = {}) {
  const folder = folderWith({ 'people.csv': text });
  const state = path.join(folder, 'state');
  const out = path.join(folder, 'out');
  return { input: path.join(folder, 'people.csv'), simulate: true, state, out, ...changes };
}

/** More than are sent in a second. */
function manyUpdates(): string {
  const rows = Array.from({ length: 500 }, (_, at) => `update,u${at}@example.com,Sales`);
  return path.join(folderWith({ 'many.csv': ['action,email,dept', ...rows, ''].join('\n') }), 'many.csv');
}

describe('provision', () => {
  it('runs a job from its input to its report, and tells of what happens on the way', async () => {
    const job = jobOver(UPDATES);
    const events: RunEvent[] = [];
    const ended = await provision(job, { listen: (event) => events.push(event) });
    expect(ended).toMatchObject({
      kind: 'run',
      simulated: true,
      outDir: job.out,
      stop: undefined,
      summary: { status: 'completed', rows: 2, outcomes: { updated: 2 } },
    });
    expect(readFileSync(path.join(job.out, 'results.csv'), 'utf8')).toContain('ann@example.com,updated');
    expect(events[0]).toMatchObject({ type: 'checked', rows: 2, invalid: 0, settled: 0 });
    expect(events.flatMap((event) => (event.type === 'row' ? event.result.line : [])).sort()).toEqual([2, 3]);
    const [run] = await (await openLedger(job.state)).runs();
    expect(run).toMatchObject({ id: ended.summary.run_id, status: 'completed', input: job.input });
  });

  it('sends nothing that cannot be taken back unless the job says yes', async () => {
    const job = jobOver(LEAVER);
    const refused: unknown = await provision(job).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(GuardRefusal);
    expect(String(refused)).toContain(
      'The input deactivates 1 user (they lose their licences). Nothing was sent. If this is meant, say yes: true in the job.',
    );
    expect(await (await openLedger(job.state)).runs(), 'a refused run leaves nothing behind').toEqual([]);
    const { summary } = await provision({ ...job, yes: true });
    expect(summary.outcomes).toEqual({ deactivated: 1 });
  });

  it('ends gently when its signal is aborted, with a report of what was done', async () => {
    const controller = new AbortController();
    const rows = Array.from({ length: 200 }, (_, at) => `update,u${at}@example.com,Sales`).join('\n');
    const ended = await provision(jobOver(`action,email,dept\n${rows}\n`, { concurrency: 2 }), {
      signal: controller.signal,
      listen: ({ type }) => type === 'row' && controller.abort(),
    });
    const { updated = 0, not_attempted = 0 } = ended.summary.outcomes;
    expect(ended).toMatchObject({
      stop: { kind: 'aborted', message: 'This operation was aborted' },
      summary: { status: 'interrupted' },
    });
    expect(updated).toBeGreaterThan(0);
    expect(updated + not_attempted).toBe(200);
  });

  it.each([
    ['aborted already', () => AbortSignal.abort(), 'This operation was aborted'],
    ['aborted with a reason', () => AbortSignal.abort(new Error('no time left.')), 'no time left'],
    ['aborted with a text', () => AbortSignal.abort('enough'), 'enough'],
  ])('rejects with an error of its own when its signal is %s', async (_, signalOf, why) => {
    const job = jobOver(UPDATES);
    const signal = signalOf();
    for (const work of [provision, preview]) {
      const error: unknown = await work(job, { signal }).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(Aborted);
      expect(error).toMatchObject({
        name: 'AbortError',
        code: 'aborted',
        message: `Aborted: ${why}. Nothing was sent.`,
        cause: signal.reason,
      });
    }
    expect(existsSync(job.out)).toBe(false);
    expect(existsSync(job.state)).toBe(false);
  });

  it('records that its time was up as that', async () => {
    const job = jobOver(UPDATES, { input: manyUpdates() });
    const ended = await provision(job, { signal: AbortSignal.timeout(1_000) });
    expect(ended).toMatchObject({
      stop: { kind: 'aborted', message: 'The operation was aborted due to timeout' },
      summary: { status: 'interrupted' },
    });
    const written = await report({ state: job.state, out: job.out });
    expect(written.stop).toEqual('stop' in ended && ended.stop);
  });

  const BOOM = new Error('boom');
  it.each<[string, Listener, unknown]>([
    [
      'throws',
      () => {
        throw BOOM;
      },
      BOOM,
    ],
    [
      'throws no error',
      () => {
        throw 'boom';
      },
      'boom',
    ],
    [
      'rejects',
      async () => {
        throw BOOM;
      },
      BOOM,
    ],
  ])('writes its report before it rejects when the listener %s', async (_, listener, thrown) => {
    const job = jobOver(UPDATES, { input: manyUpdates() });
    const listen: Listener = (event) => (event.type === 'row' ? listener(event) : undefined);
    await expect(provision(job, { listen })).rejects.toBe(thrown);
    const summary = JSON.parse(readFileSync(path.join(job.out, 'summary.json'), 'utf8'));
    expect(summary).toMatchObject({ status: 'interrupted', rows: 500 });
    expect(summary.outcomes.not_attempted).toBeGreaterThan(0);
    const [run] = await (await openLedger(job.state)).runs();
    expect(run?.stop).toEqual({ kind: 'aborted', message: 'the listener failed: boom' });
  });

  it('rejects with the error of a listener that throws before anything is sent', async () => {
    const job = jobOver(UPDATES.replace('dept', 'dept,Notes'), { ignoreUnknown: true });
    const listen: Listener = ({ type }) => {
      if (type === 'notice') throw BOOM;
    };
    await expect(provision(job, { listen })).rejects.toBe(BOOM);
    expect(await (await openLedger(job.state)).runs()).toEqual([]);
  });

  it('lets go of a signal that outlives it', async () => {
    const { signal } = new AbortController();
    await provision(jobOver(UPDATES), { signal });
    await expect(provision(jobOver(UPDATES, { input: '/gone.csv' }), { signal })).rejects.toThrow();
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it.each<[string, Partial<Job>, RegExp]>([
    ['has a bad setting', { timeout: 0 }, /^The job: timeout: found 0; write whole seconds/],
    ['needs credentials and has none', { simulate: false }, /^Not set: ZOOM_ACCOUNT_ID, ZOOM_CLIENT_ID/],
    ['names an input that is not there', { input: '/gone/people.csv' }, /\/gone\/people\.csv/],
  ])('refuses a job that %s', async (_, changes, complaint) => {
    expect(await complaintOf(() => provision(jobOver(UPDATES, changes)))).toMatch(complaint);
  });

  it('takes settings from the environment that it is given', async () => {
    const job = jobOver(UPDATES);
    const environment = { ZOOM_PROVISION_PLAN: 'business' };
    expect((await provision(job, { environment })).summary.plan).toBe('business');
  });
});

describe('preview', () => {
  it('checks a job and says what a run would do, and leaves the ledger alone', async () => {
    const job = jobOver(`${UPDATES}deactivate,cem@example.com,\nupdate,no address,x\n`);
    const told = await preview(job);
    expect(told).toMatchObject({
      kind: 'preview',
      outDir: job.out,
      totals: { rows: 4, valid: 3, invalid: 1, users: 3 },
      invalid: [{ line: 5 }],
      refusal: undefined,
    });
    expect(existsSync(path.join(job.out, 'results.csv'))).toBe(true);
    expect(existsSync(job.state)).toBe(false);
  });
});
