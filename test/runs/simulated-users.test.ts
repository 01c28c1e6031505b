import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../src/core/usage-error.ts';
import { readSimulatedUsers } from '../../src/runs/simulated-users.ts';

function read(...lines: readonly string[]) {
  const stdin = Readable.from([Buffer.from(lines.join('\n'))]);
  return readSimulatedUsers({ stdin }, new AbortController().signal);
}

async function refusal(...lines: readonly string[]): Promise<string[]> {
  const error: unknown = await read(...lines).then(
    () => new Error('the file was not refused'),
    (reason) => reason,
  );
  if (error instanceof UsageError) return error.message.split('\n- ');
  throw error;
}

const ID = 'AbcdEfgh1234567890abcd';

describe('the users of a simulated account', () => {
  it('come with everything that a file says of them', async () => {
    const users = await read(
      'Email,ID,First Name,Last Name,Type,Status,Department,group_id,custom.cbf_1,login_type,password',
      `ann@example.com,${ID},Ann,Lee,licensed,Active,R&D,G1,x1,101,Sunny-day7`,
      "bob@example.com,,,O'Brien,,pending,,,,,",
    );
    expect(users).toEqual([
      {
        email: 'ann@example.com',
        id: ID,
        status: 'active',
        type: 2,
        loginType: 101,
        password: 'Sunny-day7',
        fields: {
          first_name: 'Ann',
          last_name: 'Lee',
          display_name: 'Ann Lee',
          dept: 'R&D',
          group_ids: ['G1'],
          custom_attributes: [{ key: 'cbf_1', value: 'x1' }],
        },
      },
      {
        email: 'bob@example.com',
        status: 'pending',
        fields: { last_name: "O'Brien", display_name: "O'Brien" },
      },
    ]);
  });

  it('need no more than an address', async () => {
    expect(await read('email', 'ann@example.com', '', 'bob@example.com')).toEqual([
      { email: 'ann@example.com', status: 'active', fields: { display_name: '' } },
      { email: 'bob@example.com', status: 'active', fields: { display_name: '' } },
    ]);
  });

  it.each([
    ['active', 'active'],
    ['ACTIVE', 'active'],
    ['', 'active'],
    ['inactive', 'inactive'],
    ['Deactivated', 'inactive'],
    [' Pending ', 'pending'],
  ])('are, with the status %j, %s', async (cell, status) => {
    expect(await read('email,status', `ann@example.com,${cell}`)).toMatchObject([{ status }]);
  });

  it.each(['status', 'Status', 'User Status', 'user_status'])('have it in a column %s', async (header) => {
    expect(await read(`email,${header}`, 'ann@example.com,pending')).toMatchObject([{ status: 'pending' }]);
  });

  it.each([
    ['owner', ['owner']],
    ['Admin', ['admin']],
  ])('are, with the role %s, what Zoom calls so', async (cell, roles) => {
    expect(await read('email,role', `ann@example.com,${cell}`, 'bob@example.com,member')).toEqual([
      expect.objectContaining({ roles, fields: { display_name: '' } }),
      expect.not.objectContaining({ roles: expect.anything() }),
    ]);
  });

  it.each(['id', 'ID', 'user_id', 'Zoom user ID'])('have their id in a column %s', async (header) => {
    expect(await read(`email,${header}`, `ann@example.com,${ID}`)).toMatchObject([{ id: ID }]);
  });

  it('are those whom an input names, whatever it does with them', async () => {
    expect(
      await read('action,email,type', 'deactivate,ann@example.com,', 'fire,bob@example.com,basic'),
    ).toMatchObject([{ email: 'ann@example.com' }, { email: 'bob@example.com', type: 1 }]);
  });

  it.each([
    ['a type that there is not', 'email,type', 'ann@example.com,Gold', /^Line 2: type: found "Gold": write /],
    [
      'a status that there is not',
      'email,status',
      'ann@example.com,gone',
      /^Line 2: status: found "gone": write active, /,
    ],
    [
      'a role that there is not',
      'email,role',
      'ann@example.com,boss',
      /^Line 2: role: found "boss": write owner, admin or member, /,
    ],
    [
      'a word of all objects',
      'email,status',
      'ann@example.com,constructor',
      /^Line 2: status: found "constructor": /,
    ],
    ['no address', 'email,id', `,${ID}`, /^Line 2: email: is empty: write the user's address$/],
    ['an address that is none', 'Mail', 'ann.example.com', /^Line 2: Mail: found "ann.example.com": /],
  ])('are refused with %s', async (_what, header, row, message) => {
    expect(await refusal(header, row)).toEqual([
      'standard input cannot be used for the users of the simulated account:',
      expect.stringMatching(message),
    ]);
  });

  it('are refused with an address or an id twice', async () => {
    const rows = [`ann@example.com,${ID}`, 'ANN@example.com,', `bob@example.com,${ID}`];
    expect((await refusal('email,id', ...rows)).slice(1)).toEqual([
      expect.stringMatching(/^Line 3: email: line 2 .* the same user already: /),
      'Line 4: id: line 2 has the same id: write each once',
    ]);
  });

  it('are refused with a column that means nothing', async () => {
    const [first, second] = await refusal('email,shoe size', 'ann@example.com,42');
    expect(first).toContain('standard input');
    expect(second).toContain('shoe size');
  });

  it('are refused with twenty rows named, and the others counted', async () => {
    const rows = Array.from({ length: 23 }, (_, n) => `u${n}@example.com,gone`);
    const lines = await refusal('email,status', ...rows);
    expect(lines).toHaveLength(22);
    expect(lines.at(-1)).toBe('and 3 more rows');
  });
});
