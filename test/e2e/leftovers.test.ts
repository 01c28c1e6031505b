import { describe, expect, it } from 'vitest';
import { AT_ONCE, Rig } from '../support/cli-rig.ts';

const DAMAGED = [
  'NULL',
  '"=""00123"""',
  '#NV',
  '1.23457E+11',
  '12-Mar',
  'AndrÃ©e',
  'R&amp;D',
  'Sales\u200b',
  '********',
  '[object Object]',
];
const DAMAGED_PASSWORDS = ['"=""Hunter-12x"""', '********', '1.23457E+11', 'Hunter-12x&amp;', '(null)'];

describe('what a program left behind', AT_ONCE, () => {
  it('is not sent, and the row says what to write', async () => {
    await using rig = await Rig.open();
    rig.simulator.seed({ email: 'ann@example.com' });
    const rows = ['cost_center', 'custom.cbf_1'].flatMap((column) =>
      DAMAGED.map((text) => `update,ann@example.com,${column === 'cost_center' ? `${text},` : `,${text}`}`),
    );
    const input = [
      'action,email,cost_center,custom.cbf_1',
      ...rows,
      "update,ann@example.com,'00123,'=Plan B",
    ];
    const { code } = await rig.run(rig.write('input.csv', input));
    expect(code).toBe(1);
    const results = rig.results();
    expect(results.slice(0, -1).map(({ outcome }) => outcome)).toEqual(rows.map(() => 'invalid'));
    for (const { message } of results.slice(0, -1)) {
      expect(message).toMatch(/^(?:cost_center|custom\.cbf_1): found ".*": .*(?:write|leave|repair|delete)/);
    }
    expect(results.at(-1)).toMatchObject({
      outcome: 'updated',
      message: expect.stringContaining('warning: cost_center: begins with an apostrophe'),
    });
    expect(rig.effects()).toEqual(['PATCH ann@example.com']);
    expect(rig.simulator.users()).toMatchObject([
      { fields: { cost_center: '00123', custom_attributes: [{ key: 'cbf_1', value: '=Plan B' }] } },
    ]);
  });

  it('is no password, and no part of one is shown', async () => {
    await using rig = await Rig.open();
    const rows = [...DAMAGED_PASSWORDS, '" Hunter-72y"', 'hunterhunter'];
    rows.forEach((_, index) => {
      rig.simulator.seed({ email: `u${index}@example.com`, password: 'Former-Teapot-1' });
    });
    const input = [
      'action,email,password',
      ...rows.map((text, index) => `password,u${index}@example.com,${text}`),
    ];
    const { stdout, stderr } = await rig.run(rig.write('input.csv', input), '--yes');
    const results = rig.results();
    expect(results.map(({ outcome }) => outcome)).toEqual([
      ...DAMAGED_PASSWORDS.map(() => 'invalid'),
      'password_set',
      'rejected',
    ]);
    expect(results.at(-2)?.message).toContain('has a blank at its beginning');
    expect(results.at(-1)?.message).toContain(
      'has no digit, not both capital and small letters: Zoom may refuse it',
    );
    expect(JSON.stringify(results) + stdout + stderr).not.toMatch(/hunter|E\+11/i);
  });

  it('does not keep results.csv from being the input of another run', async () => {
    await using rig = await Rig.open();
    const id = '-cn1DHGRRTSOlnVwyZNhKw';
    rig.simulator.seed({ email: 'ann@example.com', id });
    await rig.run(rig.write('input.csv', ['action,user_id,dept', `update,${id},Sales`]));
    const [first] = rig.results();
    expect(first?.user_id).toBe(`'${id}`);
    const again = rig.write('again.csv', ['action,user_id,dept', `update,${first?.user_id},Legal`]);
    const { code } = await rig.cli(['run', again, '--out', 'out2', '--plan', 'business']);
    expect(code).toBe(0);
    expect(rig.results('out2')).toMatchObject([{ outcome: 'updated', message: '' }]);
    expect(rig.simulator.users()).toMatchObject([{ fields: { dept: 'Legal' } }]);
  });
});
