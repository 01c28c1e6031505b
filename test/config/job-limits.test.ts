import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { requestFromCommandLine, requestFromValue } from '../../src/config/run-request.ts';
import { storeRequest } from '../../src/config/stored-request.ts';
import { realPath } from '../../src/support/files/real-path.ts';
import { complaintOf, folderWith } from '../support/folder.ts';
import { resumeOf } from '../support/resume-request.ts';

type Said = Readonly<Record<string, unknown>>;

/** A job in a folder of its own, and a folder that is none of its business. */
function fileFor(options: Said, files: Readonly<Record<string, string>> = {}) {
  const folder = realPath(
    folderWith({ 'job.json': JSON.stringify({ input: 'a.csv', ...options }), ...files }),
  );
  return { folder, job: path.join(folder, 'job.json'), other: realPath(folderWith()) };
}

const request = (job: string, commandLine: Said = {}, environment: Readonly<Record<string, string>> = {}) =>
  requestFromCommandLine(job, commandLine, environment);

describe('a path of a job', () => {
  it.each(['out', 'state', 'logFile', 'envFile', 'input'])(
    'that leads out of its folder and the working folder is refused: %s',
    async (name) => {
      for (const given of ['../elsewhere/x', '/etc/zoom/x', 'sub/../../x', '..', '/']) {
        const { job } = fileFor({ [name]: given });
        const complaint = await complaintOf(() => request(job));
        expect(complaint).toContain(
          `The job ${job}: ${name}: found "${path.resolve(path.dirname(job), given)}"`,
        );
        expect(complaint).toMatch(/outside of \S+ and \S+: if the job may use it, .*--allow-path '/);
      }
    },
  );

  it('may lie in its folder, however it is written, and in the working folder', async () => {
    for (const out of ['reports', './reports/', 'a/../reports', path.resolve('reports'), '.', '..today']) {
      const { job, folder } = fileFor({ out });
      expect((await request(job)).settings.out).toBe(path.resolve(folder, out));
    }
  });

  it('that is a link is where the link leads, whether that is there yet or not', async () => {
    for (const target of ['.', 'not-there.log']) {
      const { job, folder, other } = fileFor({ logFile: 'link' });
      symlinkSync(path.join(other, target), path.join(folder, 'link'));
      expect(await complaintOf(() => request(job))).toContain(
        `, which is ${path.join(other, target)}, outside of`,
      );
    }
    const { job, folder } = fileFor({ out: 'link/reports' });
    mkdirSync(path.join(folder, 'in'));
    symlinkSync('in', path.join(folder, 'link'));
    expect((await request(job)).settings.out).toBe(path.join(folder, 'link', 'reports'));
  });

  it('may not have the log of its report lead out', async () => {
    const { job, folder, other } = fileFor({ out: 'reports' });
    mkdirSync(path.join(folder, 'reports'));
    symlinkSync(path.join(other, 'profile'), path.join(folder, 'reports', 'run.log'));
    expect(await complaintOf(() => request(job))).toContain(`which is ${path.join(other, 'profile')}`);
  });

  it('does not mean a home folder by ~', async () => {
    const { job } = fileFor({ out: '~/reports' });
    expect(await complaintOf(() => request(job))).toContain('~ is a folder of that name here');
  });

  it('may lie where the command line or the environment allows it', async () => {
    const { job, other } = fileFor({});
    const wide = fileFor({ out: path.join(other, 'reports'), logFile: path.join(other, 'log') });
    expect((await request(wide.job, { allowPath: [other] })).settings.out).toBe(path.join(other, 'reports'));
    await request(wide.job, {}, { ZOOM_PROVISION_ALLOW_PATH: other });
    expect(await complaintOf(() => request(wide.job, { allowPath: [path.join(other, 'reports')] }))).toMatch(
      /^The job \S+: logFile: [^\n]+$/,
    );
    await request(job, { out: path.join(other, 'mine'), logFile: '/var/log/mine', state: '/var/lib/mine' });
    await request(wide.job, { out: 'mine', logFile: 'mine.log' });
  });

  it('is not allowed by the job itself', async () => {
    const { job } = fileFor({ allowPath: ['/'], out: '/etc' });
    expect(await complaintOf(() => request(job))).toBe(
      `The job ${job} cannot be used:\n  "allowPath" is for whoever starts a job to say, with --allow-path or ZOOM_PROVISION_ALLOW_PATH: delete it.`,
    );
  });

  it('is free where a program gives the job as a value', () => {
    expect(requestFromValue({ input: '/a.csv', out: '/etc' }, '/data', {}).settings.out).toBe('/etc');
  });
});

describe('the env file of a job', () => {
  it.each([
    'ZOOM_API_URL=https://evil.example/v2',
    'export ZOOM_API_URL=https://evil.example/v2',
    '  ZOOM_API_URL = "https://evil.example/v2" # Zoom',
    'zoom_api_url=https://evil.example/v2',
    'ZOOM_APIURL=https://evil.example/v2',
    'ZOOM_OAUTH_URL=https://evil.example/token',
    'HTTPS_PROXY=http://evil.example:8080',
    'https_proxy=http://evil.example:8080',
    'NO_PROXY=zoom.us',
    'NODE_TLS_REJECT_UNAUTHORIZED=0',
    'NODE_EXTRA_CA_CERTS=/tmp/ca.pem',
    'ZOOM_PROVISION_ENV_FILE=/etc/zoom.env',
    'ZOOM_PROVISION_ALLOW_PATH=/',
    'ZOOM_PROVISION_DEFAULT_FILE=password=/etc/shadow',
    'XDG_STATE_HOME=/tmp/evil',
  ])('cannot say where the credentials go, whom to trust and what is allowed: %s', async (line) => {
    const { job, folder } = fileFor({ envFile: 'job.env' }, { 'job.env': `# first\nOTHER=1\n${line}\n` });
    const complaint = await complaintOf(() => request(job));
    expect(complaint).toMatch(
      /\n {2}line 3: \w+ (says where the credentials go or whom to trust|is for whoever starts a job to say), and not for the env file of a job: delete the line, or set it in the environment, or in a file given with --env-file$/,
    );
    expect(complaint).toContain(`The job ${job}: envFile: ${path.join(folder, 'job.env')} cannot be used:`);
    expect(complaint).not.toMatch(/evil|tmp\/ca|shadow/);
  });

  it('may have them empty, in comments and in the values of other variables', async () => {
    const env =
      '#ZOOM_API_URL=https://a.example\nZOOM_OAUTH_URL=\nOTHER="see ZOOM_API_URL=https://b.example"\n';
    const { job } = fileFor({ envFile: 'job.env' }, { 'job.env': env });
    expect((await request(job)).environment).toEqual({ OTHER: expect.stringContaining('b.example') });
  });

  it('is one of the operator when the command line or the environment names it', async () => {
    const env = 'ZOOM_API_URL=https://zoom.example/v2\nZOOM_PROVISION_OUT=/var/reports\n';
    const { job, folder } = fileFor({ envFile: 'job.env' }, { 'job.env': env });
    const envFile = path.join(folder, 'job.env');
    for (const its of [
      await request(job, { envFile }),
      await request(job, {}, { ZOOM_PROVISION_ENV_FILE: envFile }),
    ]) {
      expect(its.environment.ZOOM_API_URL).toBe('https://zoom.example/v2');
      expect(its.settings.out).toBe('/var/reports');
    }
  });

  it.each(['OUT', 'STATE', 'LOG_FILE'])('has the limits of the job for ZOOM_PROVISION_%s', async (name) => {
    const { job } = fileFor({ envFile: 'job.env' }, { 'job.env': `ZOOM_PROVISION_${name}=/etc/x\n` });
    expect(await complaintOf(() => request(job))).toMatch(
      new RegExp(`^ZOOM_PROVISION_${name}: found "/etc/x" outside of `),
    );
  });

  const APP = { ZOOM_ACCOUNT_ID: 'acme', ZOOM_CLIENT_ID: 'id', ZOOM_CLIENT_SECRET: 'secret' };
  const lines = (variables: object) =>
    Object.entries(variables)
      .map(([name, value]) => `${name}=${value}\n`)
      .join('');

  it.each<[string, string, Readonly<Record<string, string>>, object]>([
    ['gives credentials', lines(APP), {}, APP],
    ['gives them whole beside the same account', lines(APP), { ZOOM_ACCOUNT_ID: 'acme' }, APP],
    ['gives none where the environment has them', 'ZOOM_ACCOUNT_ID=x\nZOOM_ACCESS_TOKEN=y\n', APP, APP],
    ['gives none beside a token', lines(APP), { ZOOM_ACCESS_TOKEN: 'mine' }, { ZOOM_ACCESS_TOKEN: 'mine' }],
  ])('%s', async (_, env, environment, found) => {
    const { job } = fileFor({ envFile: 'job.env' }, { 'job.env': env });
    expect((await request(job, {}, environment)).environment).toEqual(found);
  });

  it('does not add to half of the credentials', async () => {
    const { ZOOM_CLIENT_SECRET, ...others } = APP;
    const { job, folder } = fileFor({ envFile: 'job.env' }, { 'job.env': lines(others) });
    expect(await complaintOf(() => request(job, {}, { ZOOM_CLIENT_SECRET }))).toBe(
      `The job ${job}: envFile: ${path.join(folder, 'job.env')} has ZOOM_ACCOUNT_ID, ZOOM_CLIENT_ID, and the environment ZOOM_CLIENT_SECRET: credentials are not put together from two places, so give all of them in one.`,
    );
  });
});

describe('a run of a job that goes on', () => {
  it('has the limits that it began with, and what is allowed now', async () => {
    const { job, folder, other } = fileFor({ out: 'reports', envFile: 'job.env' }, { 'job.env': '' });
    const stored = storeRequest(await request(job));
    const { settings } = await resumeOf(stored, path.join(folder, 'a.csv'));
    expect(settings.out).toBe(path.join(folder, 'reports'));
    symlinkSync(other, path.join(folder, 'reports'));
    const again = (commandLine: Said) => resumeOf(stored, path.join(folder, 'a.csv'), { commandLine });
    expect(await complaintOf(() => again({}))).toContain(`which is ${other}, outside of`);
    await again({ allowPath: [other] });
    await again({ out: other });
  });

  it('keeps what was allowed, and does not take the word of the job for that of the operator', async () => {
    const { job, folder, other } = fileFor({}, {});
    const began = { out: path.join(other, 'mine'), envFile: path.join(folder, 'mine.env') };
    writeFileSync(began.envFile, 'ZOOM_API_URL=https://zoom.example/v2\n');
    const resumed = await resumeOf(storeRequest(await request(job, began)), path.join(folder, 'a.csv'));
    expect(resumed.settings.out).toBe(began.out);
    expect(resumed.environment.ZOOM_API_URL).toBe('https://zoom.example/v2');
  });

  it('reads the env file of the job with the same eyes', async () => {
    const { job, folder } = fileFor({ envFile: 'job.env' }, { 'job.env': '' });
    const stored = storeRequest(await request(job));
    writeFileSync(path.join(folder, 'job.env'), 'ZOOM_API_URL=https://evil.example/v2\n');
    const complaint = await complaintOf(() => resumeOf(stored, path.join(folder, 'a.csv')));
    expect(complaint).toContain('line 1: ZOOM_API_URL says where the credentials go');
  });

  it('of an older version, which does not tell, reads the env file so as well', async () => {
    const { job, folder } = fileFor({}, { 'job.env': 'ZOOM_API_URL=https://evil.example/v2\n' });
    const stored = JSON.stringify({
      given: { envFile: path.join(folder, 'job.env'), out: '/var/r' },
      mapping: {},
      job,
    });
    const complaint = await complaintOf(() => resumeOf(stored, path.join(folder, 'a.csv')));
    expect(complaint).toContain('line 1: ZOOM_API_URL says where the credentials go');
  });
});
