import { describe, expect, it } from 'vitest';
import { AT_ONCE, Rig } from '../support/cli-rig.ts';

const HEADER = 'action,email,user_id,new_email,dept';

async function openAccount(...names: readonly string[]): Promise<Rig> {
  const rig = await Rig.open({ latencyMs: [1, 30] });
  for (const name of names) rig.simulator.seed({ email: `${name}@example.com`, id: name.toUpperCase() });
  return rig;
}

/** Who has which address in the end, as `ANN ann@example.com Sales`. */
function held(rig: Rig): string[] {
  return rig.simulator
    .users()
    .map(({ id, email, fields }) => `${id} ${email} ${String(fields.dept ?? '')}`.trim())
    .sort();
}

describe('change_email', AT_ONCE, () => {
  it('gives users new addresses, by the old address and by the id, and needs no consent', async () => {
    await using rig = await openAccount('ann', 'bob');
    const input = rig.write('input.csv', [
      HEADER,
      'change_email,Ann@example.com,,Ann.Lee+1@example.org,',
      'change_email,,BOB,robert@example.com,',
    ]);
    expect((await rig.run(input, '--concurrency', '1')).code).toBe(0);
    expect(rig.cells(['user', 'outcome', 'http_status', 'attempts'])).toEqual([
      'Ann@example.com email_changed 204 2',
      'BOB email_changed 204 2',
    ]);
    expect(held(rig)).toEqual(['ANN Ann.Lee+1@example.org', 'BOB robert@example.com']);
    expect(rig.effects()).toEqual(['PUT Ann@example.com', 'PUT BOB']);
  });

  it('is refused for an address that somebody has, and for who is not there, and later rows are left out', async () => {
    await using rig = await openAccount('ann', 'bob');
    const input = rig.write('input.csv', [
      HEADER,
      'change_email,ann@example.com,,Bob@example.com,',
      'update,ann@example.com,,,Sales',
      'change_email,nobody@example.com,,somebody@example.com,',
      'update,somebody@example.com,,,Sales',
    ]);
    expect((await rig.run(input)).code).toBe(1);
    const after = (line: number, outcome: string) =>
      `skipped  0 line ${line}, an earlier row of the same user, did not go through (${outcome})`;
    expect(rig.cells(['line', 'outcome', 'zoom_code', 'attempts', 'message'])).toEqual([
      '2 exists 1005 2 Email "Bob@example.com" has already been used.',
      `3 ${after(2, 'exists')}`,
      '4 not_found 1001 1 User does not exist: nobody@example.com.',
      `5 ${after(4, 'not_found')}`,
    ]);
    expect(held(rig)).toEqual(['ANN ann@example.com', 'BOB bob@example.com']);
  });

  it('gives the address of a user who was removed to another, whose later rows go on', async () => {
    await using rig = await openAccount('ann', 'bob');
    const input = rig.write('input.csv', [
      HEADER,
      'disassociate,ann@example.com,ANN,,',
      'change_email,bob@example.com,,ann@example.com,',
      'update,ann@example.com,,,Sales',
      'update,,ANN,,Lost',
      'update,bob@example.com,,,IT',
    ]);
    expect((await rig.run(input, '--max-remove', '1', '--yes')).code).toBe(0);
    expect(rig.cells(['line', 'outcome'])).toEqual([
      '2 disassociated',
      '3 email_changed',
      '4 updated',
      '5 skipped',
      '6 updated',
    ]);
    expect(held(rig)).toEqual(['BOB ann@example.com IT']);
  });

  it('needs a new address in each row, or the row is invalid while the others go on', async () => {
    await using rig = await openAccount('ann', 'bob', 'cem', 'dan');
    const input = rig.write('input.csv', [
      HEADER,
      'change_email,ann@example.com,,ANN@example.com,',
      'change_email,bob@example.com,,,',
      'change_email,cem@example.com,,cem.example.com,',
      'change_email,dan@example.com,,daniel@example.com,Sales',
      'change_email,dan@example.com,,daniel@example.com,',
      'update,ann@example.com,,ann.lee@example.com,Sales',
    ]);
    expect((await rig.run(input)).code).toBe(1);
    expect(rig.cells(['line', 'outcome', 'attempts'])).toEqual([
      '2 invalid 0',
      '3 invalid 0',
      '4 invalid 0',
      '5 invalid 0',
      '6 email_changed 2',
      '7 invalid 0',
    ]);
    const messages = rig.cells(['message']);
    expect(messages[0]).toBe('new_email: is the address that the row names the user by: write the new one');
    for (const at of [1, 2, 5]) expect(messages[at]).toMatch(/^new_email: /);
    expect(messages[3]).toMatch(/^dept: /);
    expect(held(rig)).toEqual([
      'ANN ann@example.com',
      'BOB bob@example.com',
      'CEM cem@example.com',
      'DAN daniel@example.com',
    ]);
  });

  it('is followed by later rows of the user, by the old or the new address, in order', async () => {
    await using rig = await openAccount('ann', 'bob');
    const input = rig.write('input.csv', [
      HEADER,
      'update,ann@example.com,,,first',
      'change_email,ann@example.com,,lee@example.com,',
      'update,ann@example.com,,,by the old one',
      'update,bob@example.com,,,other',
      'update,LEE@example.com,,,by the new one',
      'deactivate,Ann@example.com,,,',
      'activate,lee@example.com,,,',
    ]);
    expect((await rig.run(input, '--yes', '--concurrency', '8')).code).toBe(0);
    expect(new Set(rig.cells(['http_status']))).toEqual(new Set(['204']));
    expect(rig.effects().filter((effect) => !effect.includes('bob'))).toEqual([
      'PATCH ann@example.com',
      'PUT ann@example.com',
      'PATCH lee@example.com',
      'PATCH lee@example.com',
      'PUT lee@example.com',
      'PUT lee@example.com',
    ]);
    expect(held(rig)).toEqual(['ANN lee@example.com by the new one', 'BOB bob@example.com other']);
    expect(rig.simulator.stats()).toMatchObject({ maxInFlightPerUser: 1, refused: { concurrent: 0 } });
  });

  it('lets two users swap their addresses, and later rows reach who has the address then', async () => {
    await using rig = await openAccount('ann', 'bob');
    const input = rig.write('input.csv', [
      HEADER,
      'change_email,ann@example.com,,away@example.com,',
      'change_email,bob@example.com,,ann@example.com,',
      'change_email,away@example.com,,bob@example.com,',
      'update,bob@example.com,,,Sales',
      'update,ann@example.com,,,Legal',
    ]);
    expect((await rig.run(input)).code).toBe(0);
    expect(held(rig)).toEqual(['ANN bob@example.com Sales', 'BOB ann@example.com Legal']);
  });

  it('goes on from address to address, and the first address is free for somebody new', async () => {
    await using rig = await openAccount('ann');
    const input = rig.write('input.csv', [
      `${HEADER},type`,
      'change_email,ann@example.com,,lee@example.com,,',
      'change_email,lee@example.com,,poe@example.com,,',
      'update,lee@example.com,,,Sales,',
      'ssoCreate,ann@example.com,,,,basic',
      'update,ann@example.com,,,Legal,',
    ]);
    expect((await rig.run(input)).code).toBe(0);
    expect(held(rig)).toContain('ANN poe@example.com Sales');
    expect(rig.simulator.user('ann@example.com')?.fields.dept).toBe('Legal');
  });

  it('is refused the fourth time in 24 hours, with advice, and the rows of others go on', async () => {
    await using rig = await openAccount('ann', 'bob');
    const input = rig.write('input.csv', [
      HEADER,
      ...['a', 'b', 'c', 'd'].map((name) => `change_email,,ANN,${name}@example.com,`),
      'change_email,bob@example.com,,lee@example.com,',
    ]);
    const end = await rig.run(input);
    expect(end.code).toBe(1);
    expect(rig.cells(['outcome', 'zoom_code', 'attempts'])).toEqual([
      'email_changed  2',
      'email_changed  2',
      'email_changed  2',
      'rejected 300 2',
      'email_changed  2',
    ]);
    expect(end.stderr.replace(/\s+/g, ' ')).toContain(
      'An address can be changed three times in 24 hours: run these rows again tomorrow.',
    );
    expect(held(rig)).toEqual(['ANN c@example.com', 'BOB lee@example.com']);
  });

  it.each([
    [
      'without a managed domain',
      { managedDomain: false },
      '200 Only an account administrator can change email.',
      /only in an account with a managed domain/,
    ],
    [
      'to a domain that is not managed',
      { managedDomains: ['example.com'] },
      "1116 Email address ann@example.org doesn't match limited domains: example.com",
      /The account takes addresses of its own domains only/,
    ],
    [
      'to a blocked domain',
      { blockedDomains: ['example.org'] },
      '1107 Email domain is blocked.',
      /This e-mail domain is blocked for the account/,
    ],
    [
      'to an address with an account elsewhere',
      { takenElsewhere: ['ann@example.org'] },
      '1009 The user ann@example.org already holds an active account.',
      /The person already has a Zoom account of their own/,
    ],
    [
      'for an administrator',
      { admins: ['ann@example.com'] },
      '1000 Admin can not change other admins email.',
      /they must change their addresses themselves/,
    ],
  ])('%s is refused, and the report says what to do', async (_how, options, says, advice) => {
    await using rig = await Rig.open(options);
    rig.simulator.seed({ email: 'ann@example.com' });
    const end = await rig.run(
      rig.write('input.csv', ['action,email,new_email', 'change_email,ann@example.com,ann@example.org']),
    );
    expect(end.code).toBe(1);
    expect(rig.cells(['outcome', 'zoom_code', 'message'])).toEqual([`rejected ${says}`]);
    expect(end.stderr.replace(/\s+/g, ' ')).toMatch(advice);
    expect(rig.simulator.user('ann@example.com')).toBeDefined();
    expect(rig.effects()).toEqual([]);
  });
});
