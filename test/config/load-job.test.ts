import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadOrder, orderOf } from '../../src/config/load-job.ts';
import { complaintOf, folderWith } from '../support/folder.ts';

describe('an order', () => {
  it.each(['people.csv', 'people.tsv', 'people.txt', 'people'])(
    'for %s is to read that file',
    async (input) => {
      expect(await loadOrder(input)).toEqual({ input: path.resolve(input), mapping: {} });
    },
  );

  it('for - is to read standard input', async () => {
    expect(await loadOrder('-')).toEqual({ input: '-', mapping: {} });
  });
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
    const order = await loadOrder(file);
    expect(order).toEqual({
      input: path.join(folder, 'export', 'people.csv'),
      mapping: {
        columns: { Abteilung: 'dept' },
        ignore: ['Cost'],
        compute: { display_name: expect.any(Function) },
      },
      job: {
        name: `The job ${file}`,
        file,
        description: 'The cron job.',
        options: {
          plan: 'free',
          out: path.join(folder, '..', 'reports'),
          state: '/var/lib/zp',
          logFile: path.join(folder, 'run.log'),
          envFile: path.join(folder, '.env'),
          protect: ['boss@x.org'],
        },
      },
    });
    expect(order.mapping.compute?.display_name?.({ first_name: 'Anna' })).toBe('Anna');
  });

  it('in JSON or JavaScript is read, too', async () => {
    const folder = folderWith({
      'a.json': '{ "input": "-", "yes": true }',
      'b.mjs': "export default { input: 'b.csv' };",
    });
    const [json, js] = await Promise.all(
      ['a.json', 'b.mjs'].map((name) => loadOrder(path.join(folder, name))),
    );
    expect(json).toMatchObject({ input: '-', mapping: {}, job: { options: { yes: true } } });
    expect(js).toMatchObject({ input: path.join(folder, 'b.csv'), job: { options: {} } });
  });

  it('of the library has paths relative to the process', () => {
    const order = orderOf({ input: 'people.csv', out: 'reports' }, 'The job', '/srv/jobs');
    expect(order).toEqual({
      input: '/srv/jobs/people.csv',
      mapping: {},
      job: { name: 'The job', options: { out: '/srv/jobs/reports' } },
    });
  });

  it.each<[string, Readonly<Record<string, string>>, string, RegExp]>([
    ['that is not there', {}, 'job.ts', /cannot be read: there is no such file: check the spelling/],
    ['that is a folder', {}, 'folder.json/', /cannot be read: it is a folder/],
    ['that is no JSON', { 'job.json': '{ input: 1 }' }, 'job.json', /cannot be read: .*JSON/],
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
    expect(await complaintOf(() => loadOrder(path.resolve(file)))).toMatch(complaint);
  });

  it('is complained of all at once, and is told what it may have meant', async () => {
    const complaint = await complaintOf(() =>
      orderOf(
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
