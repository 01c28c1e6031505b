import { describe, expect, it } from 'vitest';
import { readInput, readTasks, summarize } from '../support/read-input.ts';

const ADDRESS = 'ann@example.com';

/** One row, given by column. */
function row(cells: Record<string, string>): string {
  const line = (texts: string[]) => texts.map((text) => `"${text.replaceAll('"', '""')}"`).join(',');
  return `${line(Object.keys(cells))}\n${line(Object.values(cells))}`;
}

describe('an action', () => {
  it.each([
    ['create', { type: 'basic' }],
    ['AUTOCREATE', { type: '2', password: 'Secret-123' }],
    ['custcreate', { type: 'basic', dept: 'Sales' }],
    ['SsoCreate', { type: 'none', first_name: 'Ann' }],
    ['sso_create', { type: 'basic' }],
    ['Update', { dept: 'Sales' }],
    ['update', { remove_tsp_credentials: 'true' }],
    ['Activate', {}],
    ['DEACTIVATE', {}],
    ['Password', { password: 'Secret-123' }],
  ])('%s takes %j', async (action, cells) => {
    expect(await summarize(row({ action, email: ADDRESS, ...cells }))).toEqual([`2 ok ${ADDRESS}`]);
  });

  it('gives the whole task', async () => {
    const text =
      'Title,Action,E-Mail,User ID,type,phone_mobile,phone_fax,custom.cbf_1,login_type,feature\n' +
      'Lead,UPDATE, Ann@Example.com ,abc,licensed,+49 30 123,+1 555 010 0104,A1,101,"{""zoom_phone"":true}"';
    expect(await readInput(text)).toEqual([
      {
        kind: 'task',
        line: 2,
        task: {
          line: 2,
          action: 'update',
          user: 'Ann@Example.com',
          email: 'Ann@Example.com',
          userId: 'abc',
          fields: {
            job_title: 'Lead',
            type: 2,
            feature: { zoom_phone: true },
            phone_numbers: [
              { label: 'Mobile', code: '+49', number: '30123' },
              { label: 'Fax', code: '+1', number: '5550100104' },
            ],
            custom_attributes: [{ key: 'cbf_1', value: 'A1' }],
          },
          query: { login_type: '101' },
          warnings: [],
        },
      },
    ]);
  });

  it.each([
    [
      { action: 'creat', email: ADDRESS },
      '- ann@example.com | action: found "creat", which is no action: did you mean create?',
    ],
    [
      { action: 'promote', email: ADDRESS },
      'action: found "promote", which is no action: write create, autoCreate',
    ],
    [{ action: '', email: ADDRESS }, 'action: is empty: write create, autoCreate'],
    [{ action: 'update', email: '', dept: 'Sales' }, 'update - | email and user_id are both empty'],
    [
      { action: 'create', email: '', type: 'basic' },
      'email: is empty: create needs the e-mail address of the new user',
    ],
    [
      { action: 'create', email: ADDRESS, user_id: 'abc', type: 'basic' },
      'user_id: a user who is to be created has no id yet',
    ],
    [
      { action: 'ssoCreate', email: ADDRESS, dept: 'Sales' },
      'type: is empty, and ssoCreate needs it: write basic or licensed',
    ],
    [{ action: 'create', email: ADDRESS, type: 'none' }, 'type: none (99) is only for ssoCreate and update'],
    [
      { action: 'create', email: ADDRESS, type: 'basic', login_type: '1' },
      'login_type: this column is not for create (only update take',
    ],
    [
      { action: 'create', email: ADDRESS, type: 'basic', zoom_one_type: '0' },
      'zoom_one_type: a new user has no plan to turn off',
    ],
    [
      { action: 'create', email: ADDRESS, type: 'basic', plan_united_type: 'none' },
      'plan_united_type: a new user has no plan',
    ],
    [
      { action: 'create', email: ADDRESS, type: 'basic', plan_united_type: '1', zoom_one_type: '16' },
      'plan_united_type and zoom_one_type cannot be given together',
    ],
    [
      { action: 'create', email: ADDRESS, type: 'basic', password: 'Secret-123' },
      'password: a password has no effect with create',
    ],
    [
      { action: 'update', email: ADDRESS, password: 'Secret-123', dept: 'x' },
      'password: a password has no effect with update',
    ],
    [{ action: 'update', email: ADDRESS, dept: '' }, 'there is nothing to update'],
    [{ action: 'update', email: ADDRESS, login_type: '1' }, 'there is nothing to update'],
    [
      { action: 'update', email: ADDRESS, type: '1', plan_united_type: '1' },
      'type and plan_united_type cannot be given together',
    ],
    [
      { action: 'update', email: ADDRESS, zoom_one_type: '16', plan_united_type: '1' },
      'plan_united_type and zoom_one_type cannot',
    ],
    [
      { action: 'update', email: ADDRESS, feature: '{"zoom_one_type":16}' },
      'feature: an update takes zoom_one_type in a column of its own',
    ],
    [
      { action: 'update', email: ADDRESS, phone_number: '5550100' },
      'phone_country: is empty, and phone_number needs it',
    ],
    [
      { action: 'activate', email: ADDRESS, Department: 'Sales' },
      'Department: this column is not for activate (only create, autoCreate',
    ],
    [
      { action: 'deactivate', email: ADDRESS, phone_home: '+1 555 0100' },
      'phone_home: this column is not for deactivate',
    ],
    [
      { action: 'deactivate', email: ADDRESS, 'custom.x': '1' },
      'custom.x: this column is not for deactivate',
    ],
    [{ action: 'password', email: ADDRESS, password: '' }, 'password: is empty, and password needs it'],
  ])('refuses %j', async (cells, message) => {
    const [line] = await summarize(row(cells));
    expect(line).toContain(message);
    expect(line).not.toContain('Secret');
  });

  it('collects every problem of a row', async () => {
    expect(
      await readInput(
        row({
          action: 'update',
          'E-Mail': 'ann',
          user_id: 'me',
          Surname: 'x'.repeat(65),
          pmi: '1',
          type: 'gold',
        }),
      ),
    ).toEqual([
      {
        kind: 'invalid',
        line: 2,
        action: 'update',
        user: '',
        problems: [
          {
            column: 'E-Mail',
            message: 'found "ann": is no e-mail address: write one such as ann@example.com',
          },
          { column: 'user_id', message: expect.stringContaining('found "me"') },
          { column: 'Surname', message: expect.stringContaining('has 65 characters') },
          { column: 'pmi', message: expect.stringContaining('write ten digits') },
          { column: 'type', message: expect.stringContaining('write basic') },
        ],
      },
    ]);
  });

  it('that is unknown hides no other problem', async () => {
    const [line] = await summarize(row({ action: 'x', email: 'ann', type: 'gold' }));
    expect(line).toMatch(/action: .*; email: .*; type: /);
  });
});

describe('short forms', () => {
  it('join the list that is given as JSON', async () => {
    const [task] = await readTasks(
      row({
        action: 'update',
        email: ADDRESS,
        phone_fax: '+1 555 0100',
        phone_numbers: '[{"label":"Home","number":"123"}]',
      }),
    );
    expect(task?.fields).toEqual({
      phone_numbers: [
        { label: 'Home', number: '123' },
        { label: 'Fax', code: '+1', number: '5550100' },
      ],
    });
  });

  it.each([
    [
      { phone_home: '+1 555 0100', phone_numbers: '[{"label":"Home","number":"123"}]' },
      "two of the row's phone numbers have the same label",
    ],
    [
      {
        phone_home: '+1 555 0100',
        phone_fax: '+1 555 0100',
        phone_mobile: '+1 555 0100',
        phone_office: '+1 555 0100',
      },
      'the row has 4 phone numbers, and Zoom takes 3',
    ],
    [
      { 'custom.a': '1', custom_attributes: '[{"key":"a","value":"2"}]' },
      "two of the row's custom attributes have the same key",
    ],
    [
      {
        'custom.a': '1',
        'custom.b': '1',
        'custom.c': '1',
        'custom.d': '1',
        'custom.e': '1',
        'custom.f': '1',
      },
      'the row has 6 custom attributes, and Zoom takes 5',
    ],
  ])('are refused: %j', async (cells, message) => {
    expect(await summarize(row({ action: 'update', email: ADDRESS, ...cells }))).toEqual([
      expect.stringContaining(message),
    ]);
  });
});

describe('a row', () => {
  it.each([
    [
      'too few',
      'update,ann@example.com',
      'there is nothing to update: fill a cell beside who it is about; the row has 2 cells, the header has 3: a cell or a delimiter (,) is missing',
    ],
    [
      'too many',
      'update,ann@example.com,Sales, North',
      'the row has 4 cells, the header has 3: put a text with the delimiter (,) in it into quotes',
    ],
  ])('with %s cells is refused', async (_name, cells, message) => {
    expect(await summarize(`action,email,dept\n${cells}\nupdate,bo@example.com,x`)).toEqual([
      `2 update ann@example.com | ${message}`,
      '3 ok bo@example.com',
    ]);
  });

  it('of several lines that is refused says so', async () => {
    expect(
      await summarize(
        'action,email,dept\nupdate,a@example.com,"Sales\nupdate,b@example.com,x\nupdate,c@example.com,"x"',
      ),
    ).toEqual([
      expect.stringMatching(
        /^2 update a@example\.com \| .*lines 2 to 4 were read as one row: is a quote \("\) missing\?$/,
      ),
    ]);
  });

  it('that swallowed others is refused although the number of its cells is right', async () => {
    expect(
      await summarize(
        'action,email,dept\nupdate,a@example.com,"Sales\nupdate,b@example.com,Sales"\nupdate,c@example.com,x',
      ),
    ).toEqual([
      '2 update a@example.com | lines 2 to 3 were read as one row: is a quote (") missing?',
      '4 ok c@example.com',
    ]);
  });

  it('may have a stray quote inside a cell', async () => {
    const [task] = await readTasks('action,email,location\nupdate,ann@example.com,19" rack');
    expect(task?.fields).toEqual({ location: '19" rack' });
  });
});

describe('the same create twice', () => {
  it('names the first line, whatever the case and whichever create', async () => {
    expect(
      await summarize(
        'action,email,type\ncreate,ann@example.com,1\nupdate,ann@example.com,2\nssoCreate,ANN@example.com,1\nautoCreate,ann@example.com,1',
      ),
    ).toEqual([
      '2 ok ann@example.com',
      '3 ok ann@example.com',
      '4 ssoCreate ANN@example.com | email: line 2 creates the same user already: delete one of the two rows',
      '5 autoCreate ann@example.com | email: line 2 creates the same user already: delete one of the two rows',
    ]);
  });

  it('counts valid rows only', async () => {
    expect(
      await summarize('action,email,type\ncreate,ann@example.com,gold\ncreate,ann@example.com,basic'),
    ).toEqual([expect.stringContaining('found "gold"'), '3 ok ann@example.com']);
  });

  it('is found among many', async () => {
    const rows = Array.from({ length: 20_000 }, (_, n) => `ssoCreate,u${n}@example.com,1`);
    const summary = await summarize(['action,email,type', ...rows, 'create,U7@example.com,1'].join('\n'));
    expect(summary.filter((line) => line.includes('|'))).toEqual([
      '20002 create U7@example.com | email: line 9 creates the same user already: delete one of the two rows',
    ]);
  });
});

describe('a type by default', () => {
  it.each(['create', 'autoCreate', 'custCreate', 'ssoCreate'])(
    'is for those who are to be made, and is told from one in the cell: %s',
    async (action) => {
      const tasks = await readTasks(`action,email,type\n${action},a@x.org,\n${action},b@x.org,licensed\n`, {
        defaults: { type: 'basic' },
      });
      expect(tasks.map(({ fields, added }) => [fields, added])).toEqual([
        [{ type: 1 }, ['type']],
        [{ type: 2 }, undefined],
      ]);
    },
  );

  it('takes nobody a licence: an update sends the type of its own cell only', async () => {
    const tasks = await readTasks(
      'action,email,dept,type\nupdate,a@x.org,Finance,\nupdate,b@x.org,,basic\nupdate,c@x.org,IT,licensed',
      { defaults: { type: 'basic', company: 'Example' } },
    );
    expect(tasks.map(({ fields }) => fields)).toEqual([
      { dept: 'Finance', company: 'Example' },
      { type: 1, company: 'Example' },
      { dept: 'IT', type: 2, company: 'Example' },
    ]);
    expect(await summarize('action,email\nupdate,a@x.org', { defaults: { type: 'basic' } })).toEqual([
      expect.stringContaining('there is nothing to update'),
    ]);
  });

  it('may be computed by the job for an update, and is still told from one in the cell', async () => {
    const tasks = await readTasks('action,email\nupdate,a@x.org', { compute: { type: () => 'basic' } });
    expect(tasks.map(({ fields, added }) => [fields, added])).toEqual([[{ type: 1 }, ['type']]]);
  });
});

describe('two addresses in a row', () => {
  it.each([
    ['ann@example.com', true],
    ['ANN@Example.com', true],
    ['bo@example.com', false],
  ])('must be the same: %s in user_id', async (userId, isFine) => {
    expect(await summarize(`action,email,user_id,dept\nupdate,ann@example.com,${userId},IT`)).toEqual([
      isFine
        ? '2 ok ann@example.com'
        : '2 update ann@example.com | user_id: found "bo@example.com", which is another user than the one in email (ann@example.com): correct one of them or leave it empty',
    ]);
  });
});

describe('defaults', () => {
  it('fill empty cells and missing columns, the action too', async () => {
    const tasks = await readTasks('email,dept,type\nann@example.com,,\nbo@example.com,Legal,basic', {
      defaults: { Action: 'ssoCreate', Department: 'Sales', type: 'licensed', company: 'Example' },
    });
    expect(tasks.map(({ action, fields }) => [action, fields])).toEqual([
      ['ssoCreate', { dept: 'Sales', type: 2, company: 'Example' }],
      ['ssoCreate', { dept: 'Legal', type: 1, company: 'Example' }],
    ]);
  });

  it('are not applied where the action does not take the column', async () => {
    const tasks = await readTasks('action,email,type\ndeactivate,ann@example.com,', {
      defaults: { type: 'basic', dept: 'Sales' },
    });
    expect(tasks.map(({ fields }) => fields)).toEqual([{}]);
  });
});

describe('a computed column', () => {
  it('is made from the cells of the row, and from those of ignored columns by their headers', async () => {
    const tasks = await readTasks(
      'action,email,First Name,Last Name,Shoe Size\nupdate,ann@example.com, Ann ,Lee,42',
      {
        ignore: ['shoe size'],
        compute: { display_name: (row) => `${row.last_name}, ${row.first_name} ${row['Shoe Size']}` },
      },
    );
    expect(tasks.map(({ fields }) => fields)).toEqual([
      { first_name: 'Ann', last_name: 'Lee', display_name: 'Lee, Ann 42' },
    ]);
  });

  it('may be the action, and leaves the cell alone when it gives nothing', async () => {
    const tasks = await readTasks('email,type,dept\nann@example.com,basic,\nbo@example.com,,Sales', {
      compute: { action: (row) => (row.type ? 'create' : 'update'), dept: () => undefined },
    });
    expect(tasks.map(({ action, fields }) => [action, fields])).toEqual([
      ['create', { type: 1 }],
      ['update', { dept: 'Sales' }],
    ]);
  });

  it('is validated like any other, and not applied where the action does not take it', async () => {
    const compute = { dept: () => 'a\u0000b' };
    expect(
      await summarize('action,email\nupdate,ann@example.com\ndeactivate,bo@example.com', { compute }),
    ).toEqual([
      expect.stringContaining('2 update ann@example.com | dept: found "a<U+0000>b": has a NUL byte'),
      '3 ok bo@example.com',
    ]);
  });

  it('that throws is a problem of its row', async () => {
    const compute = {
      dept: ({ email }: Readonly<Record<string, string>>) => {
        if (email === 'ann@example.com') throw new Error('no such code');
        return 'Sales';
      },
    };
    expect(
      await summarize('action,email\nupdate,ann@example.com\nupdate,bo@example.com', { compute }),
    ).toEqual([
      expect.stringContaining(
        'dept: the job could not compute this column ("no such code"): repair the row or the job',
      ),
      '3 ok bo@example.com',
    ]);
  });
});

describe('a password', () => {
  it('keeps its white space', async () => {
    const [task] = await readTasks('action,email,password\npassword,ann@example.com,  pass word  ');
    expect(task?.fields).toEqual({ password: '  pass word  ' });
  });

  it.each([8, 31])('may have %i characters', async (length) => {
    expect(await summarize(`action,email,password\npassword,ann@example.com,${'é'.repeat(length)}`)).toEqual([
      '2 ok ann@example.com',
    ]);
  });

  it.each([
    [7, 'has 7 characters: write 8 to 31'],
    [32, 'has 32 characters: write 8 to 31'],
  ])('may not have %i', async (length, message) => {
    expect(await summarize(`action,email,password\npassword,ann@example.com,${'x'.repeat(length)}`)).toEqual([
      `2 password ann@example.com | password: ${message}`,
    ]);
  });

  it('may not have a control character', async () => {
    expect(await summarize('action,email,password\npassword,ann@example.com,abc\u0007defgh')).toEqual([
      expect.stringContaining('password: has a control character (U+0007) at position 4'),
    ]);
  });

  const SECRET = 'hunter2 Tr0ub4dor';
  it.each([
    ['too short for its place', `password,ann@example.com,,${SECRET.slice(0, 7)},,`],
    ['in the address', `password,${SECRET},,ann@example.com,,`],
    ['in the id', `password,,${SECRET.replace(' ', '')},,,`],
    ['in the action', `${SECRET},ann@example.com,,,,`],
    ['in a column that the action does not take', `password,ann@example.com,,Other-Secret,${SECRET},`],
    ['in a row with too few cells', `password,${SECRET},ann@example.com`],
    ['in a row with too many', `password,${SECRET},ann@example.com,,,,,,`],
    ['in a row that is never closed', `password,ann@example.com,,"${SECRET},,`],
    ['in the type', `autoCreate,ann@example.com,,Other-Secret,,${SECRET}`],
    ['where it has no effect', `create,ann@example.com,,${SECRET},,${SECRET}`],
    ['twice', `update,ann@example.com ${SECRET},,${SECRET},,`],
  ])('is in no message and not the user: %s', async (_name, cells) => {
    const rows = await readInput(`action,email,user_id,password,dept,type\n${cells}\n`);
    expect(rows).toMatchObject([{ kind: 'invalid' }]);
    expect(JSON.stringify(rows)).not.toMatch(/hunter|Tr0ub/);
  });

  it('is in no message when a job ignores its column', async () => {
    const rows = await readInput(`action,email,Password,type\nupdate,${SECRET},ann@example.com,basic`, {
      ignore: ['password'],
    });
    expect(JSON.stringify(rows)).not.toMatch(/hunter|Tr0ub/);
  });

  it('is in no message of a function of the job', async () => {
    const compute = {
      dept: ({ password }: Readonly<Record<string, string>>) => {
        throw new Error(`cannot use ${password}`);
      },
    };
    const rows = await readInput(`action,email,password\npassword,ann@example.com,${SECRET}`, { compute });
    expect(JSON.stringify(rows)).toContain('could not compute');
    expect(JSON.stringify(rows)).not.toMatch(/hunter|Tr0ub/);
  });
});
