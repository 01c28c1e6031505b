import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { differences, makeupOf } from '../../src/config/row-makeup.ts';
import { requestFromValue } from '../../src/config/run-request.ts';
import { folderWith } from '../support/folder.ts';

const makeup = (job: object) => makeupOf(requestFromValue({ input: 'a.csv', ...job }, '/', {}));

describe('what makes up the rows', () => {
  it.each<[string, object, object, RegExp]>([
    ['columns', { columns: { A: 'dept' } }, { columns: { A: 'company' } }, /^what the headers mean/],
    ['map', { map: { A: 'dept' } }, {}, /^what the headers mean/],
    ['ignore', {}, { ignore: ['A'] }, /^which columns are passed over/],
    ['ignoreUnknown', {}, { ignoreUnknown: true }, /^which columns are passed over/],
    ['compute', { compute: { dept: () => 'A' } }, { compute: { dept: () => 'B' } }, /^the functions/],
    ['a column of compute', { compute: { dept: () => 'A' } }, {}, /^the functions/],
    ['default', { default: { dept: 'A' } }, { default: { dept: 'B' } }, /^the defaults/],
    ['defaultCountry', { defaultCountry: 'DE' }, { defaultCountry: 'AT' }, /^the country/],
    ['delimiter', { delimiter: ';' }, {}, /^the delimiter/],
    ['encoding', {}, { encoding: 'windows-1252' }, /^the encoding/],
  ])('is another with another %s', (_what, one, other, said) => {
    expect(differences(makeup(one), makeup(other))).toEqual([expect.stringMatching(said)]);
    expect(differences(makeup(one), makeup(one))).toEqual([]);
  });

  it.each<[string, object, object]>([
    [
      'an order of columns',
      { columns: { A: 'dept', B: 'company' } },
      { columns: { B: 'company', A: 'dept' } },
    ],
    ['a description', { description: 'a' }, { description: 'b' }],
    ['what is sent how', { plan: 'pro', onExists: 'skip' }, { plan: 'business', protect: ['a@x.org'] }],
    ['a default password', { default: { password: 'a' } }, { default: { Password: 'b' } }],
  ])('is the same with another %s', (_what, one, other) => {
    expect(makeup(one)).toEqual(makeup(other));
  });

  it('tells no value and no password', () => {
    const text = JSON.stringify(makeup({ default: { dept: 'Secret', password: 'Hidden' } }));
    expect(text).not.toMatch(/Secret|Hidden/);
  });

  it.each([
    ['the job', 'job.mjs', "import { s } from './names.mjs'; // edited"],
    ['a module that it imports', 'names.mjs', "export { s } from './more.mjs'; // edited"],
    ['one that this imports', 'more.mjs', "export const s = ' (new)';"],
  ])('is another when %s is edited, where it computes columns', (_what, file, text) => {
    const folder = folderWith({
      'job.mjs': "import { s } from './names.mjs';\n// import('./gone.mjs')",
      'names.mjs': "export { s } from './more.mjs'; import './names.mjs';",
      'more.mjs': "export const s = ' (ext)';",
    });
    const compute = { compute: { dept: () => 'A' } };
    const of = (job: object) => {
      const request = requestFromValue({ input: 'a.csv', ...job }, folder, {});
      return makeupOf({ ...request, job: { options: {}, file: path.join(folder, 'job.mjs') } });
    };
    const [before, plain] = [of(compute), of({})];
    writeFileSync(path.join(folder, file), text);
    expect(differences(before, of(compute))).toEqual([expect.stringMatching(/^the file of the job/)]);
    expect(differences(plain, of({}))).toEqual([]);
  });
});
