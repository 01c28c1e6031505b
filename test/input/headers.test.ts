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

const TO_PASTE =
  'Rename or delete these columns, let `zoom-provision init` write a job, or add this to the command where it is right:';

describe('a header row is refused', () => {
  const refused = (header: string, options?: Parameters<typeof refusal>[1]) =>
    refusal(`${header}\n`, options);

  it('with everything that is wrong with it at once', async () => {
    const message = await refusal('Email,Depratment,Mail,Shoe size,,type\nann@example.com,Sales,,42,x,1');
    expect(message.split('\n')).toEqual([
      'The header row of standard input (line 1) cannot be used:',
      '- Unknown column "Depratment": did you mean "dept"?',
      '- Unknown column "Shoe size": map it to a column, or pass it over.',
      `- "Email" (column 1) and "Mail" (column 3) both mean "email": pass over all but one (--ignore 'Email' or --ignore 'Mail').`,
      '- There is no column "action": add it, or say --default action=update (or another action); a list of people is for `zoom-provision sync`.',
      '- Column 5 has cells (the first on line 2) but no name: name or delete it.',
      TO_PASTE,
      "--map 'Depratment=dept' --ignore 'Shoe size' --ignore 'Mail'",
    ]);
  });

  it('without naming hundreds of unknown columns', async () => {
    const message = await refused(`action,email,${Array.from({ length: 500 }, (_, n) => `x${n}`).join(',')}`);
    expect(message).toContain('"x99", and 400 more: map them');
    expect(message).not.toContain('"x100"');
    expect(message.split('\n').at(-1)).toBe('--ignore-unknown');
  });

  it.each([
    ['frist_name', 'first_name'],
    ['fistname', 'first_name'],
    ['jobtilte', 'job_title'],
    ['emial', 'email'],
    ['Departmnt', 'dept'],
    ['Deprtment', 'dept'],
    ['Last Nmae', 'last_name'],
    ['Manger', 'manager'],
    ['Abteilng', 'dept'],
    ['Prenmo', 'first_name'],
    ['Langauge', 'language'],
    ['zoomonetyp', 'zoom_one_type'],
  ])('with a guess at what %s means', async (header, column) => {
    expect(await refused(`action,user_id,${header}`)).toContain(`did you mean "${column}"?`);
  });

  it.each([
    ...[
      'Hire Date',
      'Employee ID',
      'FTE %',
      'Comments',
      'Worker Type',
      'FN',
      'Compensation Grade',
      'Tax',
      'Grade',
    ],
    ...[
      'Manager ID',
      'Department ID',
      'Department Code',
      'Location ID',
      'Position ID',
      'Phone Extension',
      'Title 2',
    ],
    ...[
      'Last Date',
      'First Day',
      'Country',
      'Region',
      'Division',
      'Status',
      'Gender',
      'Job Code',
      'Pay Type',
      'Team',
    ],
    ...[
      'Company Code',
      'Cost Center Hierarchy',
      'Home Email',
      'Building',
      'Role',
      'Salary Band',
      'Date of Birth',
    ],
    ...[
      'Anrede',
      'Eintrittsdatum',
      'Civilité',
      'Matricule',
      'Tussenvoegsel',
      'PESEL',
      '社員番号',
      '#',
      '%',
      '№',
      'Manager #',
      'Department #',
      'Employee #',
      'Title %',
      'User №',
    ],
  ])('without a guess at what %s means, which is like no column', async (header) => {
    expect((await refused(`action,email,${header}`)).split('\n')).toEqual([
      'The header row of standard input (line 1) cannot be used:',
      `- Unknown column "${header}": map it to a column, or pass it over.`,
      TO_PASTE,
      `--ignore '${header}'`,
    ]);
  });

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
    expect(input.warnings).toEqual(['"Abteilung" is mapped to "dept", and the file has no such column.']);
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
      { columns: { Abteilung: 'departmentt' } },
      '"Abteilung" is mapped to a column that does not exist, "departmentt": did you mean "dept"?',
    ],
    [
      { defaults: { tipe: 'basic' } },
      'A default is given for a column that does not exist, "tipe": did you mean "type"?',
    ],
    [
      { compute: { shoe_size: () => '' } },
      'The job computes a column that does not exist, "shoe_size": write a name of docs/columns.md.',
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
