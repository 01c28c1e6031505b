import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { requestFromCommandLine, requestFromValue } from '../../src/config/run-request.ts';
import { realPath } from '../../src/support/files/real-path.ts';
import { complaintOf, folderWith } from '../support/folder.ts';

const NOTHING_SET = {};

describe('a request on the command line', () => {
  it.each([
    ['people.csv', path.resolve('people.csv')],
    ['people', path.resolve('people')],
    ['/data/people.tsv', '/data/people.tsv'],
    ['-', '-'],
  ])('for %s is to read that input', async (given, input) => {
    const request = await requestFromCommandLine(given, { plan: 'free' }, { ZOOM_ACCOUNT_ID: 'acme' });
    expect(request).toEqual({
      input,
      mapping: {},
      settings: expect.objectContaining({ plan: 'free', onExists: 'fail' }),
      given: { plan: 'free' },
      environment: { ZOOM_ACCOUNT_ID: 'acme' },
    });
  });

  it('for a job is to do what the job says, where the command line and the environment say nothing', async () => {
    const text = `export default {
      input: 'people.csv', columns: { Abteilung: 'dept' }, plan: 'business', timeout: 7, onExists: 'skip', envFile: '.env',
    };`;
    const folder = folderWith({ 'nightly.ts': text, '.env': 'ZOOM_ACCOUNT_ID=acme\n' });
    const file = path.join(folder, 'nightly.ts');
    const environment = { ZOOM_PROVISION_PLAN: 'pro', ZOOM_PROVISION_TIMEOUT: '8' };
    const envFile = path.join(folder, '.env');
    expect(await requestFromCommandLine(file, { plan: 'free' }, environment)).toEqual({
      input: path.join(folder, 'people.csv'),
      mapping: { columns: { Abteilung: 'dept' } },
      job: expect.objectContaining({ file }),
      settings: expect.objectContaining({ plan: 'free', timeout: 8, onExists: 'skip', envFile }),
      given: { plan: 'free', timeout: '8', onExists: 'skip', envFile },
      environment: { ...environment, ZOOM_ACCOUNT_ID: 'acme' },
      limits: { folders: [realPath(folder), realPath('.')], options: ['envFile'] },
    });
  });

  it.each([
    ['people.csv', { plan: 'gold' }, '--plan: found "gold"; write one of free, pro, business.'],
    [
      'missing.ts',
      {},
      'The job missing.ts cannot be read: there is no such file: check the spelling and the folder.',
    ],
  ])('that cannot be carried out is refused: %s, %j', async (given, commandLine, complaint) => {
    expect(await complaintOf(() => requestFromCommandLine(given, commandLine, NOTHING_SET))).toBe(complaint);
  });

  it('names the job and the option when the job has a bad value', async () => {
    const file = path.join(folderWith({ 'a.json': '{ "input": "a.csv", "plan": "gold" }' }), 'a.json');
    expect(await complaintOf(() => requestFromCommandLine(file, {}, NOTHING_SET))).toBe(
      `The job ${file}: plan: found "gold"; write one of free, pro, business.`,
    );
  });
});

describe('a request of the library', () => {
  it('is to do what the job says, its paths relative to a folder', () => {
    const job = { input: 'people.csv', ignore: ['Cost'], out: 'reports', yes: true };
    expect(requestFromValue(job, '/srv', { ZOOM_PROVISION_PLAN: 'free' })).toEqual({
      input: '/srv/people.csv',
      mapping: { ignore: ['Cost'] },
      job: expect.not.objectContaining({ file: expect.anything() }),
      settings: expect.objectContaining({ plan: 'free', out: '/srv/reports', yes: true }),
      given: { plan: 'free', out: '/srv/reports', yes: true },
      environment: { ZOOM_PROVISION_PLAN: 'free' },
    });
  });

  it.each([
    [{ input: 7 }, /^The job cannot be used:\n {2}input: found 7; write the path/],
    [{ input: 'a.csv', body: 'xml' }, /^The job: body: found "xml"; write one of json, multipart\.$/],
  ])('that is none is refused: %j', async (job, complaint) => {
    expect(await complaintOf(() => requestFromValue(job, '/srv', NOTHING_SET))).toMatch(complaint);
  });
});
