import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { Agent } from 'undici';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  describeStop,
  type Outcome,
  provision,
  quota,
  report,
  resume,
  runs,
  type SimulatorOptions,
  simulate,
} from '../../src/index.ts';
import { folderWith } from '../support/folder.ts';

const PEOPLE = ['ann', 'ben', 'cem', 'dia', 'eva'].map((name) => `${name}@example.com`);
const CHANGES = PEOPLE.map((email) => ({ action: 'update', email, dept: 'Sales' }));
const MIXED = [
  ...CHANGES,
  { action: 'update', email: 'no address' },
  { action: 'update', email: 'gone@example.com', dept: 'x' },
];

async function account(options: SimulatorOptions = {}) {
  const simulator = await simulate({ plan: 'business', ...options });
  onTestFinished(() => simulator.close());
  for (const email of PEOPLE) simulator.seed({ email });
  const folder = folderWith();
  const job = { plan: 'business', state: path.join(folder, 'state'), out: path.join(folder, 'out') } as const;
  return { simulator, environment: simulator.env, folder, job };
}

async function all<T>(rows: AsyncIterable<T>): Promise<T[]> {
  return Array.fromAsync(rows);
}

describe('the rows of a run, by for await', () => {
  it('come once each, the invalid ones too, and with them the report', async () => {
    const { environment, job } = await account();
    const run = provision({ ...job, input: MIXED }, { environment });
    const rows = await all(run);
    const byLine = rows.map(({ line, outcome }) => `${line} ${outcome}`).sort();
    const updated = PEOPLE.map((_, at) => `${at + 2} updated`);
    expect(byLine).toEqual([...updated, '7 invalid', '8 not_found']);
    expect((await run).summary.outcomes).toEqual({ updated: 5, invalid: 1, not_found: 1 });
  });

  it('come before the run has ended', async () => {
    const { environment, job } = await account();
    const run = provision({ ...job, input: CHANGES }, { environment });
    let ended = false;
    run.finally(() => {
      ended = true;
    });
    for await (const _ of run) break;
    expect(ended, 'a loop that is left waits for the end').toBe(true);
    expect(await run).toMatchObject({ summary: { status: 'interrupted' }, stop: { kind: 'aborted' } });
  });

  it('come of a preview and of a resumed run as well', async () => {
    const { environment, job } = await account();
    const dry = await all(provision({ ...job, input: MIXED, dryRun: true }, { environment }));
    expect(new Set(dry.map(({ outcome }) => outcome))).toEqual(
      new Set<Outcome>(['not_attempted', 'invalid']),
    );
    const stopping = new AbortController();
    const listen = () => stopping.abort();
    await provision({ ...job, input: CHANGES }, { environment, listen, signal: stopping.signal });
    const resumed = await all(resume({ state: job.state, input: CHANGES }, { environment }));
    expect(resumed.map(({ outcome }) => outcome)).toEqual(PEOPLE.map(() => 'updated'));
  });

  it('cannot be gone through twice, nor begun too late', async () => {
    const { environment, job } = await account();
    const run = provision({ ...job, input: CHANGES }, { environment });
    await all(run);
    expect(() => run[Symbol.asyncIterator]()).toThrow('only once');
    const late = provision({ ...job, input: CHANGES }, { environment });
    await late;
    expect(() => late[Symbol.asyncIterator]()).toThrow('have gone by');
  });

  it('reject in the loop, and nowhere else, when the run does', async () => {
    const unhandled: unknown[] = [];
    const note = (error: unknown) => unhandled.push(error);
    process.on('unhandledRejection', note);
    onTestFinished(() => void process.off('unhandledRejection', note));
    const { job } = await account();
    const rows = provision({ ...job, input: CHANGES });
    await expect(all(rows)).rejects.toThrow('Not set: ZOOM_ACCOUNT_ID');
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(unhandled).toEqual([]);
  });
});

describe('rows of a program', () => {
  const STOP = new Error('time for lunch');

  async function interrupted() {
    const opened = await account();
    const stopping = new AbortController();
    const { environment, job } = opened;
    const listen = () => stopping.abort(STOP);
    const ended = await provision(
      { ...job, input: CHANGES },
      { environment, listen, signal: stopping.signal },
    );
    return { ...opened, ended, state: job.state };
  }

  it('are needed again to resume, and do the rest then', async () => {
    const { environment, state, simulator, ended } = await interrupted();
    expect(ended).toMatchObject({ summary: { status: 'interrupted', input: 'rows' } });
    expect('stop' in ended && ended.stop && describeStop(ended.stop)).toBe('Aborted: time for lunch.');
    const [run] = await runs({ state });
    expect(run?.counts.open).toBe(5);
    await expect(resume({ state }, { environment })).rejects.toThrow(
      `Run ${ended.summary.run_id} was given its rows by a program, which has to give the same again: resume({ run: '${ended.summary.run_id}', input: rows }).`,
    );
    await expect(resume({ state, input: CHANGES.slice(1) }, { environment })).rejects.toThrow(
      'The rows given are not those that run',
    );
    expect(simulator.stats().requests).toBe(0);
    const out = folderWith();
    const rest = await resume({ state, out, input: CHANGES.values() }, { environment });
    expect(rest?.outDir).toBe(out);
    expect(rest?.summary).toMatchObject({ status: 'completed', outcomes: { updated: 5 } });
    expect(await resume({ state, input: CHANGES }, { environment }), 'nothing is left').toBeUndefined();
  });

  it('are looked for in the account that is meant', async () => {
    const { environment, state } = await interrupted();
    const other = { ...environment, ZOOM_ACCOUNT_ID: 'other-account' };
    expect(await resume({ state, input: CHANGES }, { environment: other })).toBeUndefined();
  });
});

describe('what a program brings along', () => {
  it('is a logger, which hears what run.log would have', async () => {
    const { environment, job } = await account();
    const heard: unknown[] = [];
    const write = (level: string) => (fields: object, message: string) =>
      heard.push({ level, ...fields, message });
    const logger = { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
    const { summary } = await provision({ ...job, input: MIXED }, { environment, logger });
    expect(heard[0]).toMatchObject({ level: 'info', run: summary.run_id, message: 'the run begins' });
    expect(heard).toContainEqual(expect.objectContaining({ level: 'info', message: 'updated' }));
    expect(heard).toContainEqual(expect.objectContaining({ level: 'warn', message: 'not_found' }));
    expect(readdirSync(job.out).sort()).toEqual(['report.html', 'results.csv', 'summary.json']);
  });

  it('is a logger that fails, and stops the run as a full disk would', async () => {
    const { environment, job } = await account();
    const fail = () => {
      throw new Error('no log today');
    };
    const logger = { debug: fail, info: fail, warn: fail, error: fail };
    const ended = await provision({ ...job, input: CHANGES }, { environment, logger });
    expect(ended).toMatchObject({
      stop: { kind: 'broken', message: 'the log cannot be written: no log today' },
    });
  });

  it('is a dispatcher, which sends every request and stays open', async () => {
    const { environment, job, simulator } = await account();
    const dispatcher = new Agent();
    let sent = 0;
    const counting = dispatcher.compose((dispatch) => (options, handler) => {
      sent++;
      return dispatch(options, handler);
    });
    await provision({ ...job, input: CHANGES }, { environment, dispatcher: counting });
    const { requests, tokenRequests } = simulator.stats();
    expect(sent).toBe(requests + tokenRequests);
    expect(dispatcher.destroyed).toBe(false);
    await provision({ ...job, input: CHANGES, simulate: true }, { dispatcher: counting });
    expect(sent, 'a simulated account is not its business').toBe(requests + tokenRequests);
    await dispatcher.destroy();
  });

  it('is a token provider, which is asked again when Zoom refuses its token', async () => {
    const { simulator, job } = await account();
    const { ZOOM_API_URL = '', ZOOM_ACCOUNT_ID = '' } = simulator.env;
    const environment = { ZOOM_API_URL, ZOOM_ACCOUNT_ID };
    const given: string[] = [];
    const token = async () => {
      given.push(given.length === 0 ? 'stale' : await signIn(simulator.env));
      return given.at(-1) ?? '';
    };
    const ended = await provision({ ...job, input: CHANGES }, { environment, token });
    expect(ended.summary.outcomes).toEqual({ updated: 5 });
    expect(given).toHaveLength(2);
  });

  it('is a token provider that fails when the account must be learnt from it: nothing is begun', async () => {
    const { simulator, job } = await account();
    const { ZOOM_API_URL = '' } = simulator.env;
    const token = () => Promise.reject(new Error('the vault is shut'));
    await expect(
      provision({ ...job, input: CHANGES }, { environment: { ZOOM_API_URL }, token }),
    ).rejects.toThrow('the vault is shut');
    expect(await runs({ state: job.state })).toEqual([]);
  });

  it('is no wish for files: nothing but the ledger is written, and report writes them later', async () => {
    const { environment, job, folder } = await account();
    const ended = await provision({ ...job, input: MIXED }, { environment, files: false });
    await provision({ ...job, input: MIXED, dryRun: true }, { environment, files: false });
    expect(ended.outDir).toBeUndefined();
    expect(readdirSync(folder)).toEqual(['state']);
    const again = await report({ state: job.state }, { files: false });
    expect(again).toEqual(ended);
    const written = await report({ state: job.state, run: ended.summary.run_id });
    const why = 'its rows came from a program, and from no file';
    expect(written).toEqual({ ...ended, outDir: job.out, toFix: { ...ended.toFix, why } });
    expect(existsSync(path.join(job.out, 'results.csv'))).toBe(true);
  });
});

it('the quota is that of the plan of the account, as it stands', async () => {
  const { environment, job } = await account();
  const input = [{ action: 'create', email: 'new@example.com', type: 'basic' }];
  await provision({ ...job, input }, { environment, files: false });
  const [left] = await quota({ state: job.state });
  expect(left).toMatchObject({ account: environment.ZOOM_ACCOUNT_ID, plan: 'business', used: 1 });
  const [asPro] = await quota({ state: job.state }, { environment: { ZOOM_PROVISION_PLAN: 'pro' } });
  expect(asPro?.plan).toBe('pro');
});

async function signIn(env: Readonly<Record<string, string>>): Promise<string> {
  const { ZOOM_OAUTH_URL = '', ZOOM_ACCOUNT_ID = '', ZOOM_CLIENT_ID = '', ZOOM_CLIENT_SECRET = '' } = env;
  const answer = await fetch(ZOOM_OAUTH_URL, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${ZOOM_CLIENT_ID}:${ZOOM_CLIENT_SECRET}`)}` },
    body: new URLSearchParams({ grant_type: 'account_credentials', account_id: ZOOM_ACCOUNT_ID }),
  });
  const { access_token } = (await answer.json()) as { access_token: string };
  return access_token;
}
