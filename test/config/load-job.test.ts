import { chmodSync, chownSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { limitsOf } from '../../src/config/job-paths.ts';
import { isJobFile, jobFrom, loadJob } from '../../src/config/load-job.ts';
import type { JobRow } from '../../src/input/job-row.ts';
import { complaintOf, folderWith } from '../support/folder.ts';
import { ON_WINDOWS } from '../support/platform.ts';

describe('what a command is pointed at', () => {
  it.each(['nightly.ts', 'a/b.mts', 'b.js', 'b.mjs', 'b.json', 'b.cjs', 'b.cts', 'NIGHTLY.TS'])(
    'is a job: %s',
    (given) => {
      expect(isJobFile(given)).toBe(true);
    },
  );

  it.each(['people.csv', 'people.tsv', 'people.txt', 'people', '-', 'ts', 'people.ts.csv', 'people.jsonl'])(
    'is an input: %s',
    (given) => {
      expect(isJobFile(given)).toBe(false);
    },
  );
});

describe('a job', () => {
  it('in TypeScript is read with its mapping and options, its paths relative to its own folder', async () => {
    const folder = folderWith({
      'nightly.ts': `
        const input: string = 'export/people.csv';
        export default {
          input,
          description: 'The cron job.',
          columns: { Abteilung: 'dept' },
          ignore: ['Cost'],
          compute: { display_name: (row: Record<string, string>) => row.first_name },
          plan: 'free',
          out: '../reports',
          state: '/var/lib/zp',
          logFile: 'run.log',
          envFile: '.env',
          protect: ['boss@x.org'],
        };`,
    });
    const file = path.join(folder, 'nightly.ts');
    const job = await loadJob(file);
    expect(job).toEqual({
      name: `The job ${file}`,
      file,
      description: 'The cron job.',
      input: path.join(folder, 'export', 'people.csv'),
      mapping: {
        columns: { Abteilung: 'dept' },
        ignore: ['Cost'],
        compute: { display_name: expect.any(Function) },
      },
      options: {
        plan: 'free',
        out: path.join(folder, '..', 'reports'),
        state: '/var/lib/zp',
        logFile: path.join(folder, 'run.log'),
        envFile: path.join(folder, '.env'),
        protect: ['boss@x.org'],
      },
      limits: limitsOf(folder),
    });
    expect(job.mapping.compute?.display_name?.({ first_name: 'Anna' } as JobRow)).toBe('Anna');
  });

  it.each(['utf8', 'utf16le'] as const)('in JSON is read as Windows writes it: %s', async (encoding) => {
    const file = path.join(folderWith(), 'a.json');
    writeFileSync(file, Buffer.from('\ufeff{ "input": "Müller.csv" }\r\n', encoding));
    expect(await loadJob(file)).toMatchObject({ input: path.join(path.dirname(file), 'Müller.csv') });
  });

  it('in JSON or JavaScript is read, too', async () => {
    const folder = folderWith({
      'a.json': '{ "input": "-", "yes": true }',
      'b.mjs': "export default { input: 'b.csv' };",
    });
    const [a, b] = ['a.json', 'b.mjs'].map((name) => path.join(folder, name));
    const limits = limitsOf(folder);
    expect(await Promise.all([a, b].map((file = '') => loadJob(file)))).toEqual([
      { name: `The job ${a}`, file: a, input: '-', mapping: {}, options: { yes: true }, limits },
      { name: `The job ${b}`, file: b, input: path.join(folder, 'b.csv'), mapping: {}, options: {}, limits },
    ]);
  });

  it('that is no file has paths relative to the folder that is named', () => {
    const value = { input: 'people.csv', out: 'reports', state: '/var/lib/zp' };
    expect(jobFrom(value, 'The job', '/srv/jobs')).toEqual({
      name: 'The job',
      input: '/srv/jobs/people.csv',
      mapping: {},
      options: { out: '/srv/jobs/reports', state: '/var/lib/zp' },
    });
  });

  it('is left as it was by whoever reads it', () => {
    const value = { input: 'people.csv', out: 'reports' };
    jobFrom(value, 'The job', '/srv/jobs');
    expect(value).toEqual({ input: 'people.csv', out: 'reports' });
  });

  it.each<[string, Readonly<Record<string, string>>, string, RegExp]>([
    ['that is not there', {}, 'job.ts', /cannot be read: there is no such file: check the spelling/],
    ['in JSON that is not there', {}, 'job.json', /cannot be read: there is no such file: check the/],
    ['that is a folder', {}, 'folder.json/', /cannot be read: it is a folder/],
    [
      'that is no JSON',
      { 'job.json': '{ input: 1 }' },
      'job.json',
      /cannot be read: line 1, column 3: .*JSON/,
    ],
    [
      'in JSON with a comma too few',
      { 'job.json': '{\n"input": "a"\n"plan": 1}' },
      'job.json',
      /line 3, column 1: /,
    ],
    [
      'in JSON with a comma too many',
      { 'job.json': '{\n"input": "a",\n}' },
      'job.json',
      /line 3, column 1: /,
    ],
    [
      'in JSON with a word',
      { 'job.json': '{\n"input": "a",\n"plan": pro}' },
      'job.json',
      /line 3, column 9: /,
    ],
    ['in JSON with a comment', { 'job.json': '{}\n// no' }, 'job.json', /line 2, column 1: /],
    ['in JSON that ends too early', { 'job.json': '{ "input": "a"' }, 'job.json', /line 1, column 15: /],
    ['in JSON that is empty', { 'job.json': '' }, 'job.json', /line 1, column 1: /],
    ['that does not parse', { 'job.mjs': 'export default {' }, 'job.mjs', /cannot be read: /],
    [
      'that throws',
      { 'job.mjs': "throw new Error('no such team');" },
      'job.mjs',
      /cannot be read: no such team$/,
    ],
    [
      'that exports nothing by default',
      { 'job.mjs': 'export const job = {};' },
      'job.mjs',
      /exports nothing by default; write: export default defineJob/,
    ],
    [
      'that imports this package where it is not installed',
      {
        'job.ts': "import { defineJob } from 'zoom-provision'; export default defineJob({ input: 'a.csv' });",
      },
      'job.ts',
      /cannot be read: the package zoom-provision is not installed beside it\. Install it there, or leave defineJob out/,
    ],
    [
      'that imports what is not there',
      { 'job.mjs': "import other from './gone.mjs'; export default other;" },
      'job.mjs',
      /cannot be read: .*gone\.mjs/,
    ],
    ['that is a list', { 'job.json': '[]' }, 'job.json', /cannot be used: found a list; write an object/],
    ['that is nothing', { 'job.json': 'null' }, 'job.json', /cannot be used: found null; write an object/],
    [
      'without an input',
      { 'job.json': '{}' },
      'job.json',
      /cannot be used:\n {2}input: write the path of the file/,
    ],
  ])('%s cannot be used', async (_, files, name, complaint) => {
    const file = path.join(folderWith(files), name);
    if (name.endsWith('/')) mkdirSync(file);
    const told = await complaintOf(() => loadJob(path.resolve(file)));
    expect(told).toMatch(complaint);
    expect(told).toContain(`The job ${path.resolve(file)} `);
  });

  it('is complained of all at once, and is told what it may have meant', async () => {
    const complaint = await complaintOf(() =>
      jobFrom(
        { input: 7, columns: { Abteilung: 1 }, ignore: 'Cost', compute: { dept: 'IT' }, onExist: 'skip' },
        'The job x.ts',
        '/',
      ),
    );
    expect(complaint.split('\n')).toEqual([
      'The job x.ts cannot be used:',
      '  input: found 7; write the path of the file, or - for standard input.',
      '  columns.Abteilung: found 1; write the headers of the file with their columns, such as { "Cost Centre Code": "cost_center" }.',
      '  ignore: found "Cost"; write a list of headers, such as ["Hire Date", "Comments"].',
      '  compute.dept: found "IT"; write functions by column, such as { display_name: (row) => row.first_name }, in a .ts or .js job.',
      '  "onExist" is nothing that a job can say: did you mean onExists?',
    ]);
  });
});

describe.skipIf(ON_WINDOWS)('a job that others may change', () => {
  const MODULES = {
    'job.mjs': "import { input } from './input.mjs';\nexport default { input };\n",
    'input.mjs': "export const input = 'people.csv';\n",
  };

  it.each(['job.mjs', 'input.mjs', ''])(
    'is not run, whoever names it: %j is open to everybody',
    async (open) => {
      const folder = folderWith(MODULES);
      const file = path.join(folder, 'job.mjs');
      const place = path.join(folder, open);
      chmodSync(place, 0o777);
      const says = `The job ${file} cannot be read: ${place.replace(/\/$/, '')} may be changed by everybody on this machine`;
      for (const by of ['user', 'record'] as const) {
        expect(await complaintOf(() => loadJob(file, by))).toContain(says);
      }
    },
  );

  // skip: only root may give a file to a group that it is not in
  it.skipIf(process.getuid?.() !== 0).each(['job.mjs', 'input.mjs'])(
    'is run for whoever names it, and not for a record: a group may change %s',
    async (open) => {
      const folder = folderWith(MODULES);
      const file = path.join(folder, 'job.mjs');
      const place = path.join(folder, open);
      chownSync(place, 0, 4321);
      chmodSync(place, 0o664);
      expect((await loadJob(file)).input).toBe(path.join(folder, 'people.csv'));
      const says = `${place} may be changed by everybody in the group 4321`;
      expect(await complaintOf(() => loadJob(file, 'record'))).toContain(says);
    },
  );
});
