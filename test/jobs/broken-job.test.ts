import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { folderWith } from '../support/folder.ts';
import { runCli } from '../support/run-cli.ts';

const INPUT = 'action,email,Cost Centre Code\nupdate,ann@example.com,4711\n';

it.each([
  [
    'an unknown key',
    'job.ts',
    "export default { input: 'in.csv', onExist: 'update' };",
    /"onExist".*did you mean onExists\?/,
  ],
  ['no input', 'job.ts', "export default { plan: 'pro' };", /input: write the path of the file/],
  [
    'a function',
    'job.ts',
    "export default () => ({ input: 'in.csv' });",
    /found a function; write an object/,
  ],
  [
    'a function in JSON',
    'job.json',
    '{ "input": "in.csv", "compute": { "dept": "row => row.team" } }',
    /compute\.dept: found "row => row\.team"; write functions .* in a \.ts or \.js job/,
  ],
  [
    'a value that is not one',
    'job.ts',
    "export default { input: 'in.csv', plan: 'gold' };",
    /plan.*"gold".*pro/,
  ],
  ['nothing exported by default', 'job.ts', "export const job = { input: 'in.csv' };", /export default/],
  ['an error of its own', 'job.ts', "throw new Error('no HR export today');", /no HR export today/],
  ['a syntax error', 'job.js', "export default { input: 'in.csv', ;", /cannot be read/],
  ...['ts', 'mts', 'js', 'mjs', 'cjs'].map((ending): [string, string, string, RegExp] => [
    `a syntax error in .${ending}`,
    `job.${ending}`,
    '// a job\nconst job = {\n  input: "in.csv",\n  plan "pro",\n};\n',
    /cannot be read: line 4, column 8: Unexpected/,
  ]),
  [
    'what Node cannot run',
    'job.ts',
    'const a = 1;\nenum B { C }\nexport default {};',
    /cannot be read: line 2, column 1: .*enum/,
  ],
  [
    'a name that there is not',
    'job.mjs',
    'export default {\n  input: people };',
    /cannot be read: line 2, column 10: people is not defined$/m,
  ],
  [
    'JSON of its own that does not parse',
    'job.mjs',
    "console.error('once'); export default JSON.parse('{');",
    /^once\nzoom-provision: The job \S+ cannot be read: (?!.*once)/,
  ],
  ['JSON that is none', 'job.json', '{ "input": "in.csv", }', /cannot be read.*JSON/],
  ['a column that does not exist', 'job.ts', mapping('costcentre2'), /costcentre2.*cost_center/],
])('a job with %s is refused with exit code 2 and no stack', async (_what, name, text, message) => {
  const folder = folderWith();
  await writeFile(path.join(folder, 'in.csv'), INPUT);
  const job = path.join(folder, name);
  await writeFile(job, text);
  const { code, stdout, stderr } = await runCli(['run', job, '--simulate']);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(message);
  expect(stderr).not.toContain('    at ');
});

it('a job that imports what does not parse is told where', async () => {
  const folder = folderWith();
  await writeFile(path.join(folder, 'other.ts'), 'const a = 1;\nconst = 2;\n');
  const job = path.join(folder, 'job.ts');
  await writeFile(job, "import './other.ts';\nexport default { input: 'in.csv' };");
  const { code, stderr } = await runCli(['preview', job]);
  expect(code).toBe(2);
  expect(stderr).toMatch(/cannot be read: other\.ts, line 2, column 7: /);
});

it.each(['missing.ts', 'missing.json'])(
  '%s, which is not there, is named, with exit code 2',
  async (name) => {
    const { code, stderr } = await runCli(['preview', path.join(folderWith(), name)]);
    expect(code).toBe(2);
    expect(stderr).toContain(`${name} cannot be read: there is no such file: check the spelling`);
    expect(stderr).not.toContain('    at ');
  },
);

it('a row that a computed column fails for is a problem of that row, and the others go on', async () => {
  const folder = folderWith();
  await writeFile(path.join(folder, 'in.csv'), 'email,Event\nann@example.com,moved\nben@example.com,?\n');
  const job = path.join(folder, 'job.ts');
  await writeFile(
    job,
    `export default {
      input: 'in.csv',
      ignore: ['Event'],
      compute: {
        action: (row: Record<string, string>) => {
          if (row.Event === 'moved') return 'update';
          throw new Error('no such event');
        },
      },
      default: { dept: 'Sales' },
    };`,
  );
  const { code, results } = await runCli(['run', job, '--simulate']);
  expect(code).toBe(1);
  expect(await results()).toEqual([
    expect.stringMatching(/^2,update,ann@example\.com,updated,204,/),
    expect.stringMatching(/^3,,ben@example\.com,invalid,,,.*no such event/),
  ]);
});

it('a .json job finds its input beside itself', async () => {
  const folder = folderWith();
  await writeFile(path.join(folder, 'leavers.csv'), 'email\nann@example.com\n');
  const job = path.join(folder, 'leavers.json');
  await writeFile(
    job,
    JSON.stringify({ input: 'leavers.csv', default: { action: 'deactivate' }, maxDeactivate: 5, yes: true }),
  );
  const { code, summary } = await runCli(['run', job, '--simulate']);
  expect({ code, ...(await summary()) }).toMatchObject({ code: 0, outcomes: { deactivated: 1 } });
});

function mapping(column: string): string {
  return `export default { input: 'in.csv', columns: { 'Cost Centre Code': '${column}' } };`;
}
