import { describe, expect, it } from 'vitest';
import { AT_ONCE, Rig } from '../support/cli-rig.ts';

const ALLOWED = ['--yes', '--max-remove', '100%'];

async function openAccount(...names: readonly string[]): Promise<Rig> {
  const rig = await Rig.open();
  for (const name of names) rig.simulator.seed({ email: `${name}@example.com`, id: name.toUpperCase() });
  return rig;
}

describe('what a removed user leaves behind', AT_ONCE, () => {
  it.each(['disassociate', 'delete'] as const)(
    'goes with %s to transfer_email, for every switch that is given',
    async (action) => {
      await using rig = await openAccount('ann', 'bob', 'cem');
      const kinds = [
        'meeting',
        'webinar',
        'recording',
        'whiteboard',
        'clipfiles',
        'notes',
        'visitors',
        'docs',
      ];
      const switches = kinds.map((kind) => `transfer_${kind}`);
      const input = rig.write('input.csv', [
        `action,email,transfer_email,${switches.join(',')}`,
        `${action},ann@example.com,cem+x@example.com${',true'.repeat(8)}`,
        `${action},bob@example.com,cem@example.com,yes,no${','.repeat(6)}`,
      ]);
      rig.simulator.seed({ email: 'cem+x@example.com' });
      expect((await rig.run(input, ...ALLOWED, '--concurrency', '1')).code).toBe(0);
      const queries = rig.simulator.journal
        .filter(({ method }) => method === 'DELETE')
        .map(({ path }) => Object.fromEntries(new URL(path, 'http://zoom').searchParams));
      expect(queries).toEqual([
        {
          action,
          transfer_email: 'cem+x@example.com',
          ...Object.fromEntries(switches.map((name) => [name, 'true'])),
        },
        { action, transfer_email: 'cem@example.com', transfer_meeting: 'true', transfer_webinar: 'false' },
      ]);
      expect(rig.simulator.removed().map(({ transfer }) => transfer)).toEqual([
        { to: 'cem+x@example.com', items: kinds },
        { to: 'cem@example.com', items: ['meeting'] },
      ]);
    },
  );

  it('needs an address that is not the own one, or the row is invalid while the others go on', async () => {
    await using rig = await openAccount('ann', 'bob', 'cem', 'dan', 'eve');
    const input = rig.write('input.csv', [
      'action,email,transfer_email,transfer_meeting,transfer_docs',
      'delete,ann@example.com,,true,',
      'disassociate,bob@example.com,,,false',
      'delete,cem@example.com,cem@example.com,,',
      'disassociate,dan@example.com,DAN@Example.com,true,',
      'delete,eve@example.com,ann@example.com,true,',
    ]);
    const end = await rig.run(input, '--yes', '--max-remove', '1');
    expect(end.code).toBe(1);
    const noTarget =
      'needs a transfer_email, which says who gets it: fill that cell, or leave this one empty';
    const itself = "is the user's own address: write that of somebody who stays";
    expect(rig.cells(['line', 'outcome', 'attempts', 'message'])).toEqual([
      `2 invalid 0 transfer_meeting: ${noTarget}`,
      `3 invalid 0 transfer_docs: ${noTarget}`,
      `4 invalid 0 transfer_email: ${itself}`,
      `5 invalid 0 transfer_email: ${itself}`,
      '6 deleted 2',
    ]);
    expect(rig.simulator.removed().map(({ email }) => email)).toEqual(['eve@example.com']);
  });

  it('keeps its owner in the account when nobody can take it over', async () => {
    await using rig = await openAccount('ann');
    const input = rig.write('input.csv', [
      'action,email,transfer_email,transfer_meeting',
      'delete,ann@example.com,gone@example.com,true',
    ]);
    const end = await rig.run(input, ...ALLOWED);
    expect(end.code).toBe(1);
    expect(rig.cells(['outcome', 'http_status', 'zoom_code', 'message'])).toEqual([
      'rejected 400 300 The destination user does not exist and cannot receive this data.',
    ]);
    expect(end.stderr.replace(/\s+/g, ' ')).toContain('name somebody who is active and has the licence');
    expect(rig.simulator.user('ann@example.com')).toBeDefined();
  });
});
