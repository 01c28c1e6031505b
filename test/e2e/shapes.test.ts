import { describe, expect, it } from 'vitest';
import { AT_ONCE, Rig } from '../support/cli-rig.ts';

describe('a file as other programs write it', AT_ONCE, () => {
  it('is read as they read it, and nothing of a row that is damaged is sent', async () => {
    await using rig = await Rig.open();
    for (const name of ['ann', 'bo', 'cy', 'di', 'eva']) rig.simulator.seed({ email: `${name}@example.com` });
    const input = rig.write('input.csv', [
      'sep=;',
      'action;email;first_name;last_name;dept',
      'update;ann@example.com; "Ann"; "Lee" ; "Sales; North"',
      'update;bo@example.com;"Bo \\"Bobby\\"";Ek;IT',
      'update;cy@example.com;Cy',
      'update;di@example.com;Di;Roe;24" monitors;;',
      'update;eva@example.com;Eva;"Roe"x;IT',
      '(5 rows affected)',
    ]);
    const { code } = await rig.run(input);
    expect(code).toBe(1);
    expect(rig.cells(['line', 'user', 'outcome'])).toEqual([
      '3 ann@example.com updated',
      '4 bo@example.com invalid',
      '5 cy@example.com updated',
      '6 di@example.com updated',
      '7 eva@example.com invalid',
      '8  invalid',
    ]);
    expect(rig.effects().toSorted()).toEqual([
      'PATCH ann@example.com',
      'PATCH cy@example.com',
      'PATCH di@example.com',
    ]);
    const fields = (name: string) => rig.simulator.user(`${name}@example.com`)?.fields;
    expect(fields('ann')).toMatchObject({ first_name: 'Ann', last_name: 'Lee', dept: 'Sales; North' });
    expect(fields('cy')).toMatchObject({ first_name: 'Cy' });
    expect(fields('di')).toMatchObject({ first_name: 'Di', last_name: 'Roe', dept: '24" monitors' });
  });

  it('may come from a Mac', async () => {
    await using rig = await Rig.open();
    rig.simulator.seed({ email: 'zoe@example.com' });
    const text = 'action,email,first_name,last_name\rupdate,zoe@example.com,Zo?,M?ller\r';
    const [head, first, last] = text.split('?').map((part) => Buffer.from(part));
    const bytes = [head, Buffer.of(0x91), first, Buffer.of(0x9f), last].map((part) => part ?? Buffer.of());
    const { code, stderr } = await rig.run(rig.write('mac.csv', Buffer.concat(bytes)));
    expect(code).toBe(0);
    expect(stderr).toContain('macintosh (Mac Roman), which is a guess');
    expect(rig.simulator.user('zoe@example.com')?.fields).toMatchObject({
      first_name: 'Zoë',
      last_name: 'Müller',
    });
  });

  it('is refused with what to do when it is none that can be read', async () => {
    await using rig = await Rig.open();
    const titled = rig.write('titled.csv', [
      'Leavers 2026-11-26',
      '',
      'action,email',
      'deactivate,ann@example.com',
    ]);
    const page = rig.write('page.csv', '<!doctype html><title>Sign in</title>');
    const commas = rig.write('commas.csv', ['action,email', 'deactivate,ann@example.com']);
    for (const [args, message] of [
      [[titled], 'Line 3 of'],
      [[page], 'is a web page (HTML)'],
      [[commas, '--delimiter', 'tab'], 'has no tab, but 1 comma'],
    ] as const) {
      const { code, stderr } = await rig.run(...(args as readonly [string, ...string[]]), '--yes');
      expect(code).toBe(2);
      expect(stderr).toContain(message);
    }
    expect(rig.effects()).toEqual([]);
  });
});
