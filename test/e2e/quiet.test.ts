import { describe, expect, it } from 'vitest';
import { AT_ONCE, Rig } from '../support/cli-rig.ts';

const MIXED = [
  'action,email,type',
  'ssoCreate,ann@example.com,basic',
  'ssoCreate,bob@example.com,gold',
  'ssoCreate,cem@example.com,basic',
];

describe('--quiet', AT_ONCE, () => {
  it('leaves the last line of a run, and of its report', async () => {
    await using rig = await Rig.open();
    const run = await rig.run(rig.write('input.csv', MIXED), '--quiet', '--json');
    expect(run).toMatchObject({ code: 1, stderr: 'Done: 2 of 3 rows went through.\n' });
    expect(JSON.parse(run.stdout)).toMatchObject({ rows: 3 });
    const report = await rig.cli(['report', '--quiet']);
    expect(report).toMatchObject({ code: 0, stderr: 'Done: 2 of 3 rows went through.\n' });
  });

  it('leaves the table of a preview', async () => {
    await using rig = await Rig.open();
    const input = rig.write('input.csv', MIXED);
    const { stdout, stderr } = await rig.cli(['preview', input, '--quiet', '--live']);
    expect([stderr, stdout]).toEqual(['', expect.stringMatching(/^Preview of /)]);
  });

  it('leaves errors, and can be told by the environment', async () => {
    await using rig = await Rig.open();
    const env = { ...rig.simulator.env, ZOOM_PROVISION_QUIET: 'true' };
    const { code, stderr } = await rig.cli(['run', 'no.csv'], { env });
    expect([code, stderr]).toEqual([2, expect.stringMatching(/^zoom-provision: .*no\.csv/)]);
  });
});
