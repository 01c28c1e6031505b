import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { AT_ONCE, Rig } from '../support/cli-rig.ts';

const ROWS = [
  'Action;Work Email;Legal First Name;Legal Last Name;Department;Type;ID;Title;Compensation Grade;Cost Center Hierarchy;It\'s "odd" $(x) `y`;FTE %;-n',
  'ssoCreate;ann@example.com;Ann;Lee;Sales;Licensed;10042;Mrs;7;A/B;1;100;x',
  'ssoCreate;bo@example.com;Bo;Ek;IT;Basic;10043;Dr.;8;A/C;2;80;y',
];
/** The quotes in the header need quotes in a CSV. */
const EXPORT = ROWS.map((row) => row.replace('It\'s "odd" $(x) `y`', '"It\'s ""odd"" $(x) `y`"'));

/** The words that a POSIX shell makes of a line. */
function wordsOf(line: string): string[] {
  return execFileSync('sh', ['-c', `printf '%s\\0' ${line}`], { encoding: 'utf8' })
    .split('\0')
    .slice(0, -1);
}

describe('an export with columns that are not known', AT_ONCE, () => {
  it.skipIf(process.platform === 'win32')('goes through with the line that the error ends with', async () => {
    await using rig = await Rig.open();
    rig.write('people.csv', EXPORT);
    const refused = await rig.run('people.csv', '--yes');
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    const line = refused.stderr.trimEnd().split('\n').at(-1) ?? '';
    expect(wordsOf(line)).toEqual(
      [
        'Compensation Grade',
        'Cost Center Hierarchy',
        'It\'s "odd" $(x) `y`',
        'FTE %',
        '-n',
        'ID',
        'Title',
      ].flatMap((header) => ['--ignore', header]),
    );
    expect(await rig.run('people.csv', '--yes', ...wordsOf(line))).toMatchObject({ code: 0 });
    expect(rig.simulator.user('ann@example.com')).toMatchObject({
      type: 2,
      fields: { first_name: 'Ann', last_name: 'Lee', dept: 'Sales' },
    });
    expect(rig.simulator.user('ann@example.com')?.fields).not.toHaveProperty('job_title');
  });

  it('goes through with --map, the environment and --ignore-unknown', async () => {
    await using rig = await Rig.open();
    rig.write('people.csv', EXPORT);
    const args = ['--map', 'Cost Center Hierarchy=cost_center', '--ignore-unknown'];
    const env = { ...rig.simulator.env, ZOOM_PROVISION_MAP: 'never=dept', ZOOM_PROVISION_IGNORE: 'ID,Title' };
    const end = await rig.cli(['run', 'people.csv', '--out', 'out', '--yes', ...args], { env });
    expect(end).toMatchObject({ code: 0 });
    expect(end.stderr).toContain('Passed over, since --ignore-unknown says so: "Compensation Grade"');
    expect(rig.simulator.user('bo@example.com')?.fields).toMatchObject({ cost_center: 'A/C', dept: 'IT' });
  });

  it('is read in the same way when the run is resumed', async () => {
    await using rig = await Rig.open();
    rig.write('people.csv', [
      'Action;Correo;Tipo;Departamento;Abt.',
      'crear;ann@example.com;Básico;Ventas;Norte',
    ]);
    const args = ['--map', 'Abt.=location', '--map', 'Tipo=type'];
    const first = await rig.run('people.csv', '--yes', ...args);
    expect(first).toMatchObject({ code: 0 });
    rig.simulator.acceptInvitation('ann@example.com');
    const env = { ...rig.simulator.env, ZOOM_PROVISION_IGNORE: 'Abt.' };
    expect(await rig.cli(['resume'], { env })).toMatchObject({ code: 0 });
    expect(rig.simulator.user('ann@example.com')?.fields).toMatchObject({
      dept: 'Ventas',
      location: 'Norte',
    });
  });
});

describe('an ID that is an employee number', AT_ONCE, () => {
  it('deactivates nobody', async () => {
    await using rig = await Rig.open();
    rig.write('leavers.csv', ['action,ID', 'deactivate,10042', 'deactivate,10043']);
    expect(await rig.run('leavers.csv', '--yes')).toMatchObject({ code: 2 });
    expect(rig.simulator.stats()).toMatchObject({ requests: 0 });
  });
});
