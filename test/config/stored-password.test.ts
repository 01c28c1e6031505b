import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { requestFromCommandLine } from '../../src/config/run-request.ts';
import { storeRequest } from '../../src/config/stored-request.ts';
import { complaintOf, folderWith } from '../support/folder.ts';
import { beginAndResume, DEFAULTS, resumeOf } from '../support/resume-request.ts';

const PASSWORD = 'Hidden#1=x';
const needs = (column = 'password') =>
  `Run r-1 began with a default for ${column}, which is not kept: give it again with --default-file ${column}=<file>, ` +
  'in ZOOM_PROVISION_DEFAULT, or on a terminal, where it is asked for.';

describe('a default password', () => {
  it.each([
    'password',
    'Password',
    ' password ',
    'PASS WORD',
    'pass_word',
    'Initial Password',
    'temporary-password',
    'pwd',
    'PWD',
  ])('given for the column %j is not in the ledger, and has to be given again', async (column) => {
    for (const given of [
      [`${column}=${PASSWORD}`, 'action=update'],
      { [column]: PASSWORD, action: 'update' },
    ]) {
      const settings = storeRequest({ settings: DEFAULTS, given: { default: given }, mapping: {} });
      expect(settings).not.toContain('Hidden');
      expect(await complaintOf(() => resumeOf(settings, '/data/people.csv'))).toBe(needs());

      const again = { commandLine: { default: [`${column}=${PASSWORD}`] } };
      const restored = await resumeOf(settings, '/data/people.csv', again);
      expect(restored.settings.default).toEqual({ [column.trim()]: PASSWORD, action: 'update' });
    }
  });

  it.each(['dept', 'custom.password', 'passport'])('is not one given for %s', async (column) => {
    const settings = storeRequest({ settings: DEFAULTS, given: { default: { [column]: 'x' } }, mapping: {} });
    expect((await resumeOf(settings, '/data/people.csv')).settings.default).toEqual({ [column]: 'x' });
  });

  it('can be given again by the environment or by an env file', async () => {
    const settings = storeRequest({
      settings: DEFAULTS,
      given: { default: [`password=${PASSWORD}`] },
      mapping: {},
    });
    const envFile = path.join(folderWith({ '.env': `ZOOM_PROVISION_DEFAULT='pwd=${PASSWORD}'\n` }), '.env');
    for (const now of [
      { environment: { ZOOM_PROVISION_DEFAULT: `pwd=${PASSWORD}` } },
      { commandLine: { envFile } },
      { environment: { ZOOM_PROVISION_ENV_FILE: envFile } },
    ]) {
      const restored = await resumeOf(settings, '/data/people.csv', now);
      expect(restored.settings.default).toEqual({ pwd: PASSWORD });
    }
  });

  const folder = () =>
    folderWith({
      'job.json': JSON.stringify({ input: 'a.csv', default: { dept: 'IT', password: PASSWORD } }),
    });

  it('of a job is taken from the job again, and is not in the ledger', async () => {
    const file = path.join(folder(), 'job.json');
    const request = await requestFromCommandLine(file, {}, {});
    expect(storeRequest(request)).not.toContain('Hidden');
    const { settings } = await resumeOf(storeRequest(request), request.input);
    expect(settings.default).toEqual({ dept: 'IT', password: PASSWORD });
  });

  it('of a job does not stand in for another that the command line gave', async () => {
    const began = { commandLine: { default: ['password=Another#1'] } };
    const file = path.join(folder(), 'job.json');
    expect(await complaintOf(() => beginAndResume(file, began))).toBe(needs());
    const { settings } = await beginAndResume(file, began, began);
    expect(settings.default).toEqual({ password: 'Another#1' });
  });

  it('of a job that has none any more has to be given', async () => {
    const file = path.join(folderWith({ 'job.json': '{ "input": "a.csv" }' }), 'job.json');
    const options = { default: { password: PASSWORD } };
    const settings = storeRequest({
      settings: DEFAULTS,
      given: options,
      mapping: {},
      job: { file, options },
    });
    expect(await complaintOf(() => resumeOf(settings, '/data/people.csv'))).toBe(needs());
  });
});
