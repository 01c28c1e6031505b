import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { requestFromCommandLine, requestFromValue } from '../../src/config/run-request.ts';
import { storeRequest } from '../../src/config/stored-request.ts';
import { complaintOf, folderWith } from '../support/folder.ts';
import { beginAndResume, DEFAULTS, resumeOf } from '../support/resume-request.ts';

describe('a run that goes on', () => {
  it('does what it began with, from whatever folder it is resumed', async () => {
    const given = {
      plan: 'free',
      share: '50%',
      out: 'reports/1',
      state: '/var/lib/zp',
      logFile: 'run.log',
      protect: ['boss@x.org'],
      default: ['action=update', 'dept=Sales'],
    };
    expect(await beginAndResume('people.csv', { commandLine: given })).toEqual({
      input: path.resolve('people.csv'),
      mapping: {},
      settings: expect.objectContaining({
        plan: 'free',
        share: 0.5,
        out: path.resolve('reports/1'),
        state: '/var/lib/zp',
        logFile: path.resolve('run.log'),
        protect: ['boss@x.org'],
        default: { action: 'update', dept: 'Sales' },
      }),
      given: expect.objectContaining({ plan: 'free', share: '50%', out: path.resolve('reports/1') }),
      environment: {},
    });
    expect(JSON.parse(storeRequest({ settings: DEFAULTS, given, mapping: {} }))).toMatchObject({
      given: { out: path.resolve('reports/1'), logFile: path.resolve('run.log'), state: '/var/lib/zp' },
    });
  });

  it('that was told nothing has the defaults', async () => {
    const request = await requestFromCommandLine('/data/people.csv', {}, {});
    expect(await resumeOf(storeRequest(request), request.input)).toEqual({
      ...request,
      given: { default: {} },
    });
  });

  it('does what the command line says now, else the environment, else what it began with', async () => {
    const began = { commandLine: { plan: 'free', timeout: '7', onExists: 'skip', onQuota: 'wait' } };
    const { settings, environment } = await beginAndResume('/data/people.csv', began, {
      commandLine: { timeout: '8' },
      environment: { ZOOM_PROVISION_TIMEOUT: '9', ZOOM_PROVISION_ON_EXISTS: 'update' },
    });
    expect(settings).toMatchObject({ plan: 'free', timeout: 8, onExists: 'update', onQuota: 'wait' });
    expect(environment).toEqual({ ZOOM_PROVISION_TIMEOUT: '9', ZOOM_PROVISION_ON_EXISTS: 'update' });
  });

  it('protects whom it protected, and whoever is protected now', async () => {
    const began = { commandLine: { protect: ['boss@x.org', 'cfo@x.org'] } };
    const now = { commandLine: { protect: ['cfo@x.org', 'ceo@x.org'] } };
    const { settings } = await beginAndResume('/data/people.csv', began, now);
    expect(settings.protect).toEqual(['boss@x.org', 'cfo@x.org', 'ceo@x.org']);
  });

  it('keeps what an environment said that is another one now', async () => {
    const environment = { ZOOM_PROVISION_PLAN: 'business', ZOOM_PROVISION_DEFAULT: 'dept=Sales' };
    const { settings } = await beginAndResume('/data/people.csv', { environment });
    expect(settings).toMatchObject({ plan: 'business', default: { dept: 'Sales' } });
  });

  it.each([
    [{ commandLine: { plan: 'gold' } }, '--plan: found "gold"; write one of free, pro, business.'],
    [
      { environment: { ZOOM_PROVISION_PLAN: 'gold' } },
      'ZOOM_PROVISION_PLAN: found "gold"; write one of free, pro, business.',
    ],
    [
      { commandLine: { default: ['dept'] } },
      '--default: write <column>=<value>, such as action=update; in a job, texts by column.',
    ],
  ])('is refused with %j, with where it stands', async (now, complaint) => {
    expect(await complaintOf(() => beginAndResume('/data/people.csv', {}, now))).toBe(complaint);
  });

  it('names itself when what it began with cannot be used any more', async () => {
    const settings = storeRequest({
      settings: DEFAULTS,
      given: { plan: 'starter', timeout: 7 },
      mapping: {},
    });
    expect(await complaintOf(() => resumeOf(settings, '/data/people.csv'))).toBe(
      'Run r-1: plan: found "starter"; write one of free, pro, business.',
    );
  });
});

describe('its input', () => {
  it('is read where it was, or where --input says it is now', async () => {
    expect((await beginAndResume('/data/people.csv', {})).input).toBe('/data/people.csv');
    const moved = await beginAndResume('/data/people.csv', {}, { input: 'moved.csv' });
    expect(moved.input).toBe(path.resolve('moved.csv'));
  });

  it('is that of a job which --input names, and the job is used for nothing else', async () => {
    const folder = folderWith({
      'other.json': '{ "input": "other.csv", "plan": "free", "ignore": ["Cost"] }',
    });
    const file = path.join(folder, 'other.json');
    const { input, settings, mapping, job } = await beginAndResume('/data/people.csv', {}, { input: file });
    expect({ input, plan: settings.plan, mapping, job }).toEqual({
      input: path.join(folder, 'other.csv'),
      plan: 'pro',
      mapping: {},
      job: undefined,
    });
  });

  it('has to be given again when it was standard input', async () => {
    expect(await complaintOf(() => beginAndResume('-', {}))).toBe(
      'Run r-1 read standard input, which is gone: give the same rows again with --input <file> (or --input -).',
    );
    expect((await beginAndResume('-', {}, { input: '-' })).input).toBe('-');
    expect((await beginAndResume('-', {}, { input: '/data/people.csv' })).input).toBe('/data/people.csv');
  });
});

describe('its job', () => {
  const JOB = `export default {
    input: 'people.csv',
    columns: { Abteilung: 'dept' },
    compute: { display_name: (row) => row.first_name },
    default: { company: 'Example Ltd' },
    plan: 'free',
  };`;
  const NIGHTLY = "export default { input: 'people.csv', plan: 'business', ignore: ['Cost'] };";

  it('is read again for the columns that it maps and computes', async () => {
    const folder = folderWith({ 'job.mjs': JOB });
    const file = path.join(folder, 'job.mjs');
    const { input, mapping, settings, job } = await beginAndResume(file, {});
    expect({ input, mapping, plan: settings.plan, defaults: settings.default, file: job?.file }).toEqual({
      input: path.join(folder, 'people.csv'),
      mapping: { columns: { Abteilung: 'dept' }, compute: { display_name: expect.any(Function) } },
      plan: 'free',
      defaults: { company: 'Example Ltd' },
      file,
    });
  });

  it('does not change the settings that the run began with', async () => {
    const file = path.join(folderWith({ 'job.mjs': NIGHTLY }), 'job.mjs');
    const settings = storeRequest({
      settings: DEFAULTS,
      given: { plan: 'free' },
      mapping: {},
      job: { file, options: {} },
    });
    const restored = await resumeOf(settings, '/data/people.csv');
    expect(restored).toMatchObject({ settings: { plan: 'free' }, mapping: { ignore: ['Cost'] } });
  });

  it('does not add its defaults to those of the command line, which held in their place', async () => {
    const file = path.join(folderWith({ 'job.mjs': JOB }), 'job.mjs');
    const { settings } = await beginAndResume(file, { commandLine: { default: ['dept=Sales'] } });
    expect(settings.default).toEqual({ dept: 'Sales' });
  });

  it('that is gone is named', async () => {
    const settings = storeRequest({
      settings: DEFAULTS,
      given: {},
      mapping: {},
      job: { file: '/gone/job.ts', options: {} },
    });
    expect(await complaintOf(() => resumeOf(settings, '/data/people.csv'))).toBe(
      'The job /gone/job.ts cannot be read: there is no such file: check the spelling and the folder.',
    );
  });

  it('that came from no file has its mapping kept, but for what it computes', async () => {
    const mapping = { columns: { Abteilung: 'dept' }, ignore: ['Cost'] };
    const job = { input: 'people.csv', ...mapping, compute: { dept: () => 'IT' } };
    const request = requestFromValue(job, '/data', {});
    const restored = await resumeOf(storeRequest(request), request.input);
    expect(restored.mapping).toEqual(mapping);
  });
});

describe('its columns', () => {
  const began = {
    commandLine: { map: ['Abteilung=dept'], ignore: ['Grade'] },
    environment: { ZOOM_PROVISION_IGNORE_UNKNOWN: 'true' },
  };

  it('mean what they meant when it began, whatever the environment says now', async () => {
    const now = {
      environment: { ZOOM_PROVISION_MAP: 'Abteilung=company', ZOOM_PROVISION_IGNORE: 'Abteilung' },
    };
    const { settings } = await beginAndResume('/data/people.csv', began, now);
    expect(settings).toMatchObject({ map: { Abteilung: 'dept' }, ignore: ['Grade'], ignoreUnknown: true });
    const plain = await beginAndResume('/data/people.csv', {}, now);
    expect(plain.settings).toMatchObject({ map: {}, ignore: [], ignoreUnknown: false });
  });

  it('go above those of its job, which is read again', async () => {
    const file = path.join(
      folderWith({ 'job.json': '{ "input": "a.csv", "ignore": ["Cost"] }' }),
      'job.json',
    );
    const { settings, mapping } = await beginAndResume(file, began);
    expect(settings.ignore).toEqual(['Grade']);
    expect(mapping).toEqual({ ignore: ['Cost'] });
  });
});

describe('defaults that are said now', () => {
  it('go above those that the run began with, column by column', async () => {
    const began = { commandLine: { default: ['dept=Sales', 'company=Example Ltd'] } };
    const now = { commandLine: { default: ['dept=IT'] }, environment: { ZOOM_PROVISION_DEFAULT: 'dept=HR' } };
    const { settings } = await beginAndResume('/data/people.csv', began, now);
    expect(settings.default).toEqual({ dept: 'IT', company: 'Example Ltd' });
  });
});

describe('the env file', () => {
  const folder = () =>
    folderWith({
      'first.env': 'ZOOM_ACCOUNT_ID=acme\nZOOM_PROVISION_DEFAULT=dept=Sales\n',
      'second.env': 'ZOOM_ACCOUNT_ID=other\nZOOM_PROVISION_DEFAULT=dept=IT\n',
      'plain.env': 'ZOOM_ACCOUNT_ID=plain\n',
    });

  it('that the run began with is read again, with the default in it', async () => {
    const envFile = path.join(folder(), 'first.env');
    const { settings, environment } = await beginAndResume('/data/people.csv', { commandLine: { envFile } });
    expect(settings).toMatchObject({ envFile, default: { dept: 'Sales' } });
    expect(environment).toMatchObject({ ZOOM_ACCOUNT_ID: 'acme' });
  });

  it('that is said now is read in its place', async () => {
    const its = folder();
    const began = { commandLine: { envFile: path.join(its, 'first.env') } };
    const now = { commandLine: { envFile: path.join(its, 'second.env') } };
    const { settings, environment } = await beginAndResume('/data/people.csv', began, now);
    expect(settings).toMatchObject({ ...now.commandLine, default: { dept: 'IT' } });
    expect(environment).toMatchObject({ ZOOM_ACCOUNT_ID: 'other' });
  });

  it.each(['second.env', 'gone.env'])(
    'of the command line is the only one, although a variable names %s',
    async (name) => {
      const its = folder();
      const now = {
        commandLine: { envFile: path.join(its, 'plain.env') },
        environment: { ZOOM_PROVISION_ENV_FILE: path.join(its, name) },
      };
      const { settings, environment } = await beginAndResume('/data/people.csv', {}, now);
      expect(settings).toMatchObject({ ...now.commandLine, default: {} });
      expect(environment.ZOOM_ACCOUNT_ID).toBe('plain');
    },
  );
});
