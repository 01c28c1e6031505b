import { describe, expect, it } from 'vitest';
import { openBytes, readTasks, refusal, summarize } from '../support/read-input.ts';

describe('a header names its column', () => {
  it.each([
    [
      'email',
      [
        'Email',
        'E-mail',
        'E-Mail Address',
        'MAIL',
        'userPrincipalName',
        'UPN',
        'Email Address [Required]',
        'Work Email',
        'User name [userPrincipalName] Required',
      ],
    ],
  ])('%s', async (_column, headers) => {
    for (const header of headers) {
      const [task] = await readTasks(`action,${header},dept\nupdate,ann@example.com,Sales`);
      expect([header, task?.email]).toEqual([header, 'ann@example.com']);
    }
  });

  it.each([
    ['first_name', ['First Name', 'first-name', 'firstName', 'FIRST_NAME', 'Given Name', 'Forename']],
    ['last_name', ['Last Name', 'Surname', 'Family Name', 'sn']],
    ['display_name', ['Display name', 'Full Name']],
    ['dept', ['Department', 'Dept.']],
    ['job_title', ['Title', 'Job Title', 'jobTitle', 'Business Title']],
    ['cost_center', ['Cost Center', 'Cost Centre', 'costCenter']],
    ['location', ['Location', 'Office', 'physicalDeliveryOfficeName']],
    ['manager', ['Manager', 'Manager Email', 'Line Manager']],
    ['company', ['Company', 'companyName', 'Organization']],
    ['vanity_name', ['Vanity Name', 'Personal Link']],
  ])('%s', async (column, headers) => {
    for (const header of headers) {
      const [task] = await readTasks(`action,email,${header}\nupdate,ann@example.com,Something`);
      expect([header, task?.fields]).toEqual([header, { [column]: 'Something' }]);
    }
  });

  it.each([
    ['Mobile', ['Mobile', 'Mobile Phone', 'phone_mobile', 'Cell']],
    ['Office', ['Phone', 'Office Phone', 'Work Phone', 'telephoneNumber']],
    ['Home', ['Home Phone']],
    ['Fax', ['Fax', 'Fax Number']],
  ])('phone number: %s', async (label, headers) => {
    for (const header of headers) {
      const [task] = await readTasks(`action,email,${header}\nupdate,ann@example.com,+49 30 123`);
      expect([header, task?.fields]).toEqual([
        header,
        { phone_numbers: [{ label, code: '+49', number: '30123' }] },
      ]);
    }
  });

  it('custom.<key>, with the key as it is spelled', async () => {
    const [task] = await readTasks('action,email,Custom.cbf_Ab\nupdate,ann@example.com,A1');
    expect(task?.fields).toEqual({ custom_attributes: [{ key: 'cbf_Ab', value: 'A1' }] });
  });
});

describe('a header row is refused', () => {
  const refused = (header: string, options?: Parameters<typeof refusal>[1]) =>
    refusal(`${header}\n`, options);

  it('with everything that is wrong with it at once', async () => {
    const message = await refusal('Email,Depratment,Mail,Shoe size,,type\nann@example.com,Sales,,42,x,1');
    expect(message.split('\n')).toEqual([
      'The header row of standard input (line 1) cannot be used:',
      '- Unknown column "Depratment": did you mean "dept"?',
      expect.stringMatching(/^- Unknown column "Shoe size": the nearest known column is "\w+"\.$/),
      '- Rename the unknown columns or delete them. In a job, `columns` maps a header to a column, and `ignore` passes it over.',
      '- "Email" (column 1) and "Mail" (column 3) both mean "email": delete or rename all but one, or let a job ignore it.',
      '- There is no column "action": add it, or say --default action=update (or another action).',
      '- Column 5 has cells (the first on line 2) but no name: name or delete it.',
    ]);
  });

  it('without naming hundreds of unknown columns', async () => {
    const message = await refused(`action,email,${Array.from({ length: 500 }, (_, n) => `n${n}`).join(',')}`);
    expect(message).toContain('Unknown column "n29"');
    expect(message).not.toContain('"n30"');
    expect(message).toContain('And 470 more unknown columns.');
  });

  it.each([
    ['frist_name', 'first_name'],
    ['fistname', 'first_name'],
    ['jobtitel', 'job_title'],
    ['Langauge', 'language'],
    ['zoomonetyp', 'zoom_one_type'],
  ])('with a guess at what %s means', async (header, column) => {
    expect(await refused(`action,email,${header}`)).toContain(`did you mean "${column}"?`);
  });

  it.each(['Hire Date', 'Employee ID', 'FTE %', 'Comments', 'Worker Type', 'FN'])(
    'without a guess at what %s means, which is like no column',
    async (header) => {
      expect((await refused(`action,email,${header}`)).split('\n')).toEqual([
        'The header row of standard input (line 1) cannot be used:',
        expect.stringMatching(/^- Unknown column "[\w %]+": the nearest known column is "\w+"\.$/),
        '- Rename the unknown column or delete it. In a job, `columns` maps a header to a column, and `ignore` passes it over.',
      ]);
    },
  );

  it.each([
    ['who the row is about', 'action,type', 'There is no column "email" (or "user_id")'],
    ['an action', 'email,type', 'There is no column "action"'],
  ])('without %s', async (_name, header, message) => {
    expect(await refused(header)).toContain(message);
  });

  it('without a column that the only action needs', async () => {
    expect(await refused('email,dept', { defaults: { action: 'ssoCreate' } })).toContain(
      'There is no column "type", and every row (ssoCreate) needs it',
    );
    expect(await refused('user_id,type', { defaults: { action: 'create' } })).toContain(
      'There is no column "email", and every row',
    );
  });

  it.each([
    'create,ann@example.com,Ann,basic',
    'password,KDcuGIm1QgePTO8WbOqwIQ,Tr0ub4dor&3',
    'update,KDcuGIm1QgePTO8WbOqwIQ,Tr0ub4dor&3',
    'ann@example.com,Tr0ub4dor&3',
  ])('when it is data, without quoting it: %s', async (row) => {
    const message = await refused(row);
    expect(message).toContain('has no header row');
    expect(message).not.toContain('Tr0ub4dor');
  });

  it('when a quote in it is never closed', async () => {
    expect(await refused('action,"email,type')).toContain('a quote (") opens on line 1 and is never closed');
  });
});

describe('cells without a header', () => {
  it('may be empty', async () => {
    expect(await summarize('action,email,,dept,\nupdate,ann@example.com,,Sales,')).toEqual([
      '2 ok ann@example.com',
    ]);
  });

  it('are a problem of their row far below', async () => {
    const rows = Array.from({ length: 5000 }, (_, n) => `update,u${n}@example.com,,Sales`);
    const summary = await summarize(
      ['action,email,,dept', ...rows, 'update,ann@example.com,x,Sales'].join('\n'),
    );
    expect(summary.at(-1)).toContain('the cell in column 3 has no header');
    expect(summary.filter((line) => line.includes('|'))).toHaveLength(1);
  });
});

describe('a job', () => {
  it('maps headers, in any spelling', async () => {
    const [task] = await readTasks('Vorgang;Mailadresse;Abteilung\nupdate;ann@example.com;Vertrieb', {
      columns: { vorgang: 'action', 'MAIL-Adresse': 'email', Abteilung: 'dept' },
    });
    expect(task).toMatchObject({ action: 'update', email: 'ann@example.com', fields: { dept: 'Vertrieb' } });
  });

  it('maps a header that would mean another column', async () => {
    const [task] = await readTasks('action,email,Title\nupdate,ann@example.com,They', {
      columns: { Title: 'pronouns' },
    });
    expect(task?.fields).toEqual({ pronouns: 'They' });
  });

  it('is told when a header that it maps is not there', async () => {
    const input = await openBytes('action,email', { columns: { Abteilung: 'dept' } });
    await input.close();
    expect(input.warnings).toEqual([
      'The job takes "dept" from a column "Abteilung", and the file has no such column.',
    ]);
  });

  it('passes columns over', async () => {
    expect(
      await summarize('action,email,Shoe Size,dept\nupdate,ann@example.com,42,Sales', {
        ignore: ['shoe-size'],
      }),
    ).toEqual(['2 ok ann@example.com']);
  });

  it('passes over one of two columns that mean the same', async () => {
    const [task] = await readTasks('action,mail,UPN,dept\nupdate,ann@example.com,x,Sales', {
      ignore: ['UPN'],
    });
    expect(task?.email).toBe('ann@example.com');
  });

  it.each([
    [
      { columns: { Abteilung: 'departement' } },
      'maps the header "Abteilung" to a column that does not exist, "departement": did you mean "dept"?',
    ],
    [
      { defaults: { typ: 'basic' } },
      'A default is given for a column that does not exist, "typ": did you mean "type"?',
    ],
    [
      { compute: { shoe_size: () => '' } },
      'The job computes a column that does not exist, "shoe_size": the nearest',
    ],
    [{ defaults: { type: 'gold' } }, 'The default for type cannot be used: write basic'],
    [
      { defaults: { action: 'creat' } },
      'The default for action found "creat", which is no action: did you mean create?',
    ],
    [{ defaults: { email: 'ann@example.com' } }, 'There can be no default for email'],
  ])('is refused for %j', async (options, message) => {
    expect(await refusal('action,email\n', options)).toContain(message);
  });
});
