import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { AT_ONCE, Rig } from '../support/cli-rig.ts';

describe('init', AT_ONCE, () => {
  it('writes a job that runs as it is when every column is known', async () => {
    await using rig = await Rig.open();
    rig.write('people.csv', [
      'action,Work Email,Department,Type',
      'ssoCreate,ann@example.com,Sales,Licensed',
    ]);
    const end = await rig.cli(['init', 'people.csv']);
    expect(end).toMatchObject({ code: 0, stdout: 'people.job.ts\n' });
    expect(end.stderr).toBe('Look through it, then try it with `zoom-provision preview people.job.ts`.\n');
    expect(await rig.cli(['preview', 'people.job.ts'])).toMatchObject({ code: 0, stderr: '' });
    expect(await rig.cli(['run', 'people.job.ts', '--yes'])).toMatchObject({ code: 0 });
    expect(rig.simulator.user('ann@example.com')?.fields).toMatchObject({ dept: 'Sales' });
  });

  it('has what is to be decided as comments, which need only be taken away', async () => {
    await using rig = await Rig.open();
    rig.write('people.csv', [
      'Work Email;UPN;Departmnt;Title;Grade;Legal First Name;Preferred Name;Last Name',
      'ann@example.com;ann@example.com;Sales;Mrs;7;Ann;Annie;Lee',
    ]);
    expect((await rig.cli(['init', 'people.csv', '--ignore', 'UPN'])).stderr).toMatch(
      /^5 columns to decide about\. /,
    );
    const text = readFileSync(rig.path('people.job.ts'), 'utf8');
    expect(text.split('\n')).toEqual([
      "import type { Job } from 'zoom-provision';",
      '',
      'export default {',
      "  input: 'people.csv',",
      '',
      '  // These are known already:',
      "  //   'Work Email': 'email'",
      "  //   'Legal First Name': 'first_name'",
      "  //   'Preferred Name': 'first_name'",
      "  //   'Last Name': 'last_name'",
      '',
      '  // Headers of the file and the columns that they mean.',
      '  columns: {',
      "    // 'Departmnt': 'dept',",
      '  },',
      '',
      '  // Columns to pass over.',
      '  ignore: [',
      "    'UPN',",
      "    // 'Departmnt',",
      "    // 'Grade',",
      "    // 'Title', // holds forms of address, which are no job titles",
      "    // 'Legal First Name', // one of several that mean 'first_name'",
      "    // 'Preferred Name', // one of several that mean 'first_name'",
      '  ],',
      '',
      '  // For empty cells, and for columns that the file does not have.',
      '  default: {',
      "    // action: 'update', // or create, ssoCreate, deactivate and the like: see docs/columns.md",
      "    // type: 'basic', // or licensed; new users need it",
      '  },',
      '} satisfies Job;',
      '',
    ]);
    const decided = text
      .replace("// 'Departmnt': 'dept'", "'Departmnt': 'dept'")
      .replace("// 'Grade'", "'Grade'")
      .replace("// 'Title',", "'Title',")
      .replace("// 'Legal First Name', // one", "'Legal First Name', // one")
      .replace("// action: 'update'", "action: 'update'")
      .replace("update', //", "update', //");
    writeFileSync(rig.path('people.job.ts'), decided.replace("action: 'update' ", "action: 'update', "));
    expect(await rig.cli(['preview', 'people.job.ts'])).toMatchObject({ code: 0, stderr: '' });
  });

  it('never writes over a file, and says how to go on', async () => {
    await using rig = await Rig.open();
    rig.write('people.csv', ['action,email', 'update,ann@example.com']);
    rig.write('people.job.ts', 'precious');
    expect(await rig.cli(['init', 'people.csv'])).toMatchObject({
      code: 2,
      stdout: '',
      stderr:
        'zoom-provision: The job people.job.ts cannot be written: it is there already. Give another with --out <file>.\n',
    });
    expect(readFileSync(rig.path('people.job.ts'), 'utf8')).toBe('precious');
    expect(await rig.cli(['init', 'people.csv', '--out', 'other.ts'])).toMatchObject({
      code: 0,
      stdout: 'other.ts\n',
    });
  });

  it.each([
    [['init', 'gone.csv'], /gone\.csv/],
    [['init', 'job.json'], /job\.json is a job already/],
    [
      ['init', 'people.csv', '--out', 'job.json'],
      /--out: found "job\.json"; write a name that ends in \.ts\./,
    ],
    [['init', 'people.csv', '--out', 'no/where.ts'], /The job no\/where\.ts cannot be written: /],
    [['init', 'data.csv'], /has no header row/],
    [['init', 'ids.csv'], /has no header row/],
    [['init'], /missing required argument/],
  ])('%j is refused', async (args, says) => {
    await using rig = await Rig.open();
    rig.write('people.csv', ['action,email']);
    rig.write('data.csv', ['update,ann@example.com']);
    rig.write('ids.csv', ['KDcuGIm1QgePTO8WbOqwIQ,Tr0ub4dor&3']);
    const end = await rig.cli(args);
    expect(end).toMatchObject({ code: 2, stdout: '' });
    expect(end.stderr).toMatch(says);
  });

  it('lets no header break out of its quotes or its comment', async () => {
    await using rig = await Rig.open();
    const hostile = [
      "it's",
      '"double"',
      '`tick` $' + '{process.exit(7)}',
      '*/ process.exit(7) /*',
      'back\\slash\\',
      'a\nprocess.exit(7);//',
      'a\r\nprocess.exit(7)//',
      'a\u2028process.exit(7)//',
      'right\u202eto left',
      "custom.x\nprocess.exit(7);//'",
      '__proto__',
      'constructor',
    ];
    const header = ['action', 'email', ...hostile].map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',');
    rig.write('people.csv', [header, `update,ann@example.com${','.repeat(hostile.length)}`]);
    expect(await rig.cli(['init', 'people.csv', '--map', 'constructor=dept'])).toMatchObject({ code: 0 });
    const file = rig.path('people.job.ts');
    const decided = readFileSync(file, 'utf8')
      .replaceAll(/^ {4}\/\/ (?=')/gm, '    ')
      .replace(/ {2}default: \{[\s\S]*?\n {2}\},\n/, '');
    expect(decided).not.toMatch(/\u2028|\u202e/);
    writeFileSync(file, decided);
    const end = await rig.cli(['preview', 'people.job.ts']);
    expect(end.stderr).toBe('');
    expect(end.code).toBe(1);
  });

  it('helps with a file in a language that is not known', async () => {
    await using rig = await Rig.open();
    rig.write('people.csv', ['Förnamn;Efternamn;E-post', 'Åsa;Öberg;asa@example.com']);
    expect((await rig.cli(['init', 'people.csv'])).stderr).toMatch(/^3 columns to decide about\./);
    expect(readFileSync(rig.path('people.job.ts'), 'utf8')).toContain("    // 'Efternamn',");
  });

  it('reads standard input, in any encoding and delimiter', async () => {
    await using rig = await Rig.open();
    const stdin = Buffer.from('\ufeffVorname;E-Mail-Adresse;Eintritt\nJörg;j@example.com;2020', 'utf16le');
    expect(await rig.cli(['init', '-', '--delimiter', ';'], { stdin })).toMatchObject({
      code: 0,
      stdout: 'input.job.ts\n',
    });
    const text = readFileSync(rig.path('input.job.ts'), 'utf8');
    expect(text).toContain("input: '-',\n  delimiter: ';',");
    expect(text).toContain("// 'Eintritt',");
  });
});
