import { describe, expect, it } from 'vitest';
import { SyncRig, userOf, YESTERDAY } from '../support/sync-rig.ts';

const HEADER = 'email,user_id,employee_unique_id,dept,type';
const ofEmployee = (email: string, id: string, more = {}) =>
  userOf(email, { employee_unique_id: id, ...more });

/** What findings say of people about whom no row is written. */
function others(findings: Awaited<ReturnType<SyncRig['compare']>>): string[] {
  return findings.flatMap((finding) => {
    if (finding.kind === 'left') return [`${finding.user}: ${finding.why}`];
    if (finding.kind === 'row') return [];
    return finding.problems.map(({ message }) => `${finding.line} ${finding.user}: ${message}`);
  });
}

describe('a person who is in the account', () => {
  it('gets the cells that differ, as the roster has them, and says why', async () => {
    const ann = userOf('Ann@example.com', {
      dept: 'Sales',
      type: 1,
      phone_numbers: [{ code: '+1', number: '2125550100', label: 'Mobile' }],
      custom_attributes: [{ key: 'cbf_1', value: 'A' }],
    });
    const rig = await SyncRig.with(ann);
    await rig.compare([
      'E-mail;Department;Job Title;Mobile;Office Phone;custom.cbf_1;type',
      'ANN@example.com;Finance;(clear);+1 212 555 0100;+1 212 555 0199;A;basic',
    ]);
    expect(rig.actions()).toEqual(
      ['update Ann@example.com dept=Finance phone_mobile=+1 212 555 0100 phone_office=+1 212 555 0199'].map(
        (row) => row,
      ),
    );
    expect(rig.reasons()).toEqual([
      'dept: Sales → Finance, phone_numbers: Mobile +1 2125550100 → Mobile +1 2125550100, Office +1 2125550199',
    ]);
  });

  it('keeps a licence that only a default says something about, and a column that the roster does not have', async () => {
    const rig = await SyncRig.with(userOf('ann@example.com', { dept: 'Sales', job_title: 'Buyer' }));
    const found = await rig.compare(['email,dept,type', 'ann@example.com,Sales,']);
    expect(others(found)).toEqual(['ann@example.com: same']);
    expect((await rig.compare(['email,type', 'ann@example.com,basic']))[0]).toMatchObject({
      row: { what: 'takesLicence', why: { changes: [{ from: 'Licensed', to: 'Basic' }] } },
    });
  });

  it('is left alone while pending, and when protected by either address', async () => {
    const rig = await SyncRig.with(
      userOf('ann@example.com', {}, 'pending'),
      userOf('boss@example.com'),
      ofEmployee('old.boss@example.com', 'E1'),
    );
    const rows = [
      HEADER,
      'ann@example.com,,,Sales,',
      'boss@example.com,,,Sales,',
      'new@example.com,,E1,Sales,',
    ];
    const given = { match: 'employee_unique_id', protect: ['*boss@*'] } as const;
    expect(others(await rig.compare(rows, given))).toEqual([
      'ann@example.com: pending',
      'boss@example.com: protected',
      'old.boss@example.com: protected',
    ]);
    expect(rig.actions()).toEqual([]);
  });

  it('is activated as a rehire, and then given what differs; or left, as it is said', async () => {
    const rig = await SyncRig.with(userOf('ann@example.com', { dept: 'Sales', type: 1 }, 'inactive'));
    const rows = ['email,dept,type', 'ann@example.com,Finance,licensed'];
    await rig.compare(rows);
    expect(rig.actions()).toEqual([
      'activate ann@example.com',
      'update ann@example.com dept=Finance type=licensed',
    ]);
    expect(others(await rig.compare(rows, { rehires: 'ignore' }))).toEqual([
      'ann@example.com: staysInactive',
    ]);
  });
});

describe('a person whom the account does not have', () => {
  const rows = [
    'email,dept,type,about_me',
    'ann@example.com,Sales,,Hello',
    'bob@example.com,(clear),licensed,',
  ];

  it.each(['create', 'ssoCreate', 'autoCreate', 'custCreate'] as const)('is made by %s', async (createAs) => {
    const rig = await SyncRig.with();
    await rig.compare(rows, { createAs });
    expect(rig.actions()).toEqual([
      `${createAs} ann@example.com dept=Sales type=basic about_me=Hello`,
      `${createAs} bob@example.com type=licensed`,
    ]);
  });

  it('is counted when nobody is to be made', async () => {
    const rig = await SyncRig.with();
    expect(others(await rig.compare(rows, { createAs: 'nothing' }))).toEqual([
      'ann@example.com: notCreated',
      'bob@example.com: notCreated',
    ]);
  });

  it('is a problem where a row does for an update and not for a create', async () => {
    const rig = await SyncRig.with();
    const found = await rig.compare(['email,dept', 'ann@example.com,Sales'], { input: { defaults: {} } });
    expect(others(found)).toEqual([
      '2 ann@example.com: is empty, and create needs it: write basic or licensed',
    ]);
  });
});

describe('a leaver', () => {
  const leavers = { leavers: 'deactivate' } as const;
  const roster = ['email,dept', 'ann@example.com,'];

  it('is an active user within the scope who is not in the roster, and nobody else', async () => {
    const rig = await SyncRig.with(
      userOf('ANN@Example.com'),
      userOf('bob@example.com'),
      userOf('cem@elsewhere.example'),
      userOf('dan@example.com', {}, 'inactive'),
      userOf('eve@example.com', {}, 'pending'),
    );
    await rig.compare(roster, leavers);
    expect(rig.actions()).toEqual(['deactivate bob@example.com user_id=id-bob']);
    expect(rig.reasons()).toEqual(['not in the roster']);
    await rig.compare(roster, { leavers: 'disassociate' });
    expect(rig.actions()).toEqual(['disassociate bob@example.com user_id=id-bob']);
    await rig.compare(roster);
    expect(rig.actions()).toEqual([]);
  });

  it('is never the owner, an admin, another role, protected, new, or of unknown age; each is counted', async () => {
    const rig = await SyncRig.with(
      userOf('owner@example.com', { role_id: '0' }),
      userOf('admin@example.com', { role_id: '1' }),
      userOf('auditor@example.com', { role_id: 'Rxyz' }),
      userOf('boss@example.com'),
      userOf('new@example.com', { created_at: YESTERDAY }),
      userOf('back@example.com', { user_created_at: YESTERDAY }),
      userOf('strange@example.com', { created_at: 'long ago' }),
    );
    const found = await rig.compare(roster, { ...leavers, protect: ['boss@*'] });
    expect(others(found).sort()).toEqual([
      'admin@example.com: leaverAdmin',
      'auditor@example.com: leaverAdmin',
      'back@example.com: leaverNew',
      'boss@example.com: leaverProtected',
      'new@example.com: leaverNew',
      'owner@example.com: leaverAdmin',
      'strange@example.com: leaverOfUnknownAge',
    ]);
    await rig.compare(roster, { ...leavers, protect: ['boss@*'], graceDays: 1 });
    const left = rig.actions().filter((row) => row.startsWith('deactivate'));
    expect(left).toEqual([
      'deactivate back@example.com user_id=id-back',
      'deactivate new@example.com user_id=id-new',
    ]);
  });

  it.each([
    ['a cell is wrong', ['email,type', 'bob@example.com,oops']],
    ['cells are missing or too many', ['email,dept', 'bob@example.com,Fin,ance']],
    ['the address stands in another column', ['email,dept', 'Bob,bob@example.com']],
    [
      'a quote swallows the row',
      ['email,dept,job_title', '"ann@example.com,x,y', 'bob@example.com,Sales,"Buyer"'],
    ],
    ['another row has the same address', ['email,dept', 'bob@example.com,Sales', 'BOB@example.com,Finance']],
  ])('is nobody of whom a row is wrong: %s', async (_name, rows) => {
    const rig = await SyncRig.with(userOf('bob@example.com'));
    const found = await rig.compare(rows, leavers);
    expect(rig.actions()).toEqual([]);
    expect(found.some(({ kind }) => kind === 'problem')).toBe(true);
  });

  it.each([
    ['has no address', ['email,dept', 'ann@example.com,x', ',Finance,']],
    ['has an address that is none', ['email,dept', 'bob@example,Sales']],
    [
      'is cut off',
      ['email,dept', ...Array.from({ length: 12 }, (_, n) => `p${n}@example.com,x`), 'bo'].join('\n'),
    ],
    ['never ends', 'email,dept\nann@example.com,x\n"bob'],
  ])('is nobody at all while a row of the roster may be about anybody: one that %s', async (_name, rows) => {
    const rig = await SyncRig.with(userOf('bob@example.com'));
    const found = await rig.compare(rows, leavers);
    expect(others(found)).toContain('bob@example.com: heldBack');
    expect(rig.actions().filter((row) => row.startsWith('deactivate'))).toEqual([]);
  });

  it('is a leaver in spite of lines that are no people', async () => {
    const rig = await SyncRig.with(userOf('bob@example.com'));
    await rig.compare(['email,dept', 'ann@example.com,x', '-----,-----', 'email,dept', 'Total: 1,'], leavers);
    expect(rig.actions()).toContain('deactivate bob@example.com user_id=id-bob');
  });
});

describe('an address', () => {
  it.each(['user_id', 'employee_unique_id'] as const)(
    'changes with --match %s, and the rest after it',
    async (match) => {
      const rig = await SyncRig.with(ofEmployee('ann@example.com', 'E1', { dept: 'Sales' }));
      const id = match === 'user_id' ? 'id-ann,' : ',E1';
      await rig.compare([HEADER, `lee@example.com,${id},Finance,`], { match });
      expect(rig.actions()).toEqual([
        'change_email ann@example.com user_id=id-ann new_email=lee@example.com',
        'update lee@example.com user_id=id-ann dept=Finance',
      ]);
      expect(rig.reasons()).toEqual(['email: ann@example.com → lee@example.com', 'dept: Sales → Finance']);
    },
  );

  it('that differs only in case is the same', async () => {
    const rig = await SyncRig.with(ofEmployee('Ann@example.com', 'E1'));
    const found = await rig.compare([HEADER, 'ann@EXAMPLE.com,,E1,,'], { match: 'employee_unique_id' });
    expect(others(found)).toEqual(['Ann@example.com: same']);
  });

  it('with --match email is another person', async () => {
    const rig = await SyncRig.with(userOf('ann@example.com'));
    const found = await rig.compare([HEADER, 'lee@example.com,id-ann,,,']);
    expect(others(found)).toEqual([
      '2 lee@example.com: is that of ann@example.com in the account: --match user_id gives the user the new address',
    ]);
    await rig.compare([HEADER, 'lee@example.com,,,,']);
    expect(rig.actions()).toEqual(['create lee@example.com type=basic']);
  });

  it('goes from one to the next in an order in which it is free', async () => {
    const rig = await SyncRig.with(
      ofEmployee('a@example.com', 'E1'),
      ofEmployee('b@example.com', 'E2'),
      ofEmployee('c@example.com', 'E3'),
    );
    const rows = [
      HEADER,
      'b@example.com,,E1,,',
      'c@example.com,,E2,,',
      'd@example.com,,E3,,',
      'a@example.com,,E4,,',
    ];
    await rig.compare(rows, { match: 'employee_unique_id' });
    expect(rig.actions()).toEqual([
      'change_email c@example.com user_id=id-c new_email=d@example.com',
      'change_email b@example.com user_id=id-b new_email=c@example.com',
      'change_email a@example.com user_id=id-a new_email=b@example.com',
      'create a@example.com type=basic',
    ]);
    for (const came of await rig.carryOut())
      expect(came).toMatchObject({ outcome: /email_changed|created/ as never });
  });

  it('that two people have swapped is a problem of both, and the rest is done', async () => {
    const rig = await SyncRig.with(ofEmployee('a@example.com', 'E1'), ofEmployee('b@example.com', 'E2'));
    const rows = [HEADER, 'b@example.com,,E1,Sales,', 'a@example.com,,E2,,'];
    const found = await rig.compare(rows, { match: 'employee_unique_id' });
    expect(others(found)).toEqual([
      expect.stringMatching(/^2 a@example.com: .*go round in a circle.*third address by hand/),
      expect.stringMatching(/^3 b@example.com: .*go round in a circle/),
    ]);
    expect(rig.actions()).toEqual(['update a@example.com user_id=id-a dept=Sales']);
  });

  it('that somebody else keeps is a problem', async () => {
    const rig = await SyncRig.with(ofEmployee('a@example.com', 'E1'), userOf('b@example.com'));
    const found = await rig.compare([HEADER, 'b@example.com,,E1,,'], { match: 'employee_unique_id' });
    expect(others(found)).toEqual([
      expect.stringMatching(/^2 a@example.com: is the address of another user/),
    ]);
  });

  it('of an admin is changed in the portal', async () => {
    const rig = await SyncRig.with(ofEmployee('a@example.com', 'E1', { role_id: '1' }));
    const found = await rig.compare([HEADER, 'b@example.com,,E1,Sales,'], { match: 'employee_unique_id' });
    expect(others(found)).toEqual([expect.stringMatching(/only the Zoom portal changes that address$/)]);
    expect(rig.actions()).toEqual(['update a@example.com user_id=id-a dept=Sales']);
  });
});

describe('who is meant', () => {
  it.each([
    ['email', ['ann@example.com,,,,', 'ANN@example.com,,,,'], ['2 line 3', '3 line 2']],
    ['user_id', ['ann@example.com,id-ann,,,', 'lee@example.com,id-ann,,,'], ['2 line 3', '3 line 2']],
    ['employee_unique_id', ['ann@example.com,,E1,,', 'lee@example.com,,E1,,'], ['2 line 3', '3 line 2']],
  ] as const)('is clear with --match %s only when one row names a person', async (match, rows, says) => {
    const rig = await SyncRig.with(ofEmployee('ann@example.com', 'E1'));
    const found = await rig.compare([HEADER, ...rows], { match });
    expect(rig.actions()).toEqual([]);
    const twins = others(found).map((text) =>
      text.replace(/^(\d+) \S+ (line \d+) is about the same person.*$/, '$1 $2'),
    );
    expect(twins).toEqual(says);
  });

  it('may be said by the address alone, where the row has no id or nobody has it', async () => {
    const rig = await SyncRig.with(userOf('ann@example.com'), ofEmployee('bob@example.com', 'E2'));
    const rows = [HEADER, 'ann@example.com,,E1,Sales,', 'bob@example.com,,,Sales,'];
    await rig.compare(rows, { match: 'employee_unique_id' });
    expect(rig.actions()).toEqual([
      'update ann@example.com user_id=id-ann dept=Sales',
      'update bob@example.com user_id=id-bob dept=Sales',
    ]);
  });

  it('is not clear where names contradict each other', async () => {
    const rig = await SyncRig.with(
      ofEmployee('ann@example.com', 'E1'),
      ofEmployee('bob@example.com', 'E2'),
      ofEmployee('twin1@example.com', 'E3'),
      ofEmployee('twin2@example.com', 'E3'),
    );
    const given = { match: 'employee_unique_id' } as const;
    const rows = [HEADER, 'ann@example.com,,E9,,', 'bob@example.com,id-ann,E2,,', 'x@example.com,,E3,,'];
    expect(others(await rig.compare(rows, given))).toEqual([
      expect.stringMatching(/^2 .*has ann@example.com as the address of the employee E1/),
      expect.stringMatching(/^3 .*is not the id of bob@example.com in the account, which is id-bob/),
      expect.stringMatching(/^4 .*twin1@example.com and twin2@example.com have this id/),
    ]);
    expect(others(await rig.compare([HEADER, ',id-nobody,,,'], { match: 'user_id' }))).toEqual([
      expect.stringMatching(/no user of the account has this id/),
    ]);
  });
});

describe('hostile cells', () => {
  it('come through actions.csv as they are, and none is run by a spreadsheet', async () => {
    const rig = await SyncRig.with(
      userOf('ann@example.com'),
      userOf('-bob@example.com', { id: '-cn1DHGRRTSOlnVwyZNhKw' }),
    );
    const texts = ['-x', '@home', "'=x", 'a, "b"; c', 'Line 1\n-x, y', '+49 30 123456'];
    const rows = texts.map((text) => `ann@example.com,"${text.replaceAll('"', '""')}"`);
    for (const row of rows) {
      await rig.compare(`email,job_title\n${row}\n`, { leavers: 'deactivate' });
      const [leaver, update] = await rig.readActions();
      expect(leaver).toMatchObject({ task: { userId: '-cn1DHGRRTSOlnVwyZNhKw' } });
      const { text = '' } = { text: texts[rows.indexOf(row)] };
      expect(update).toMatchObject({ task: { fields: { job_title: text.replace(/^'/, '') } } });
    }
  });
});
