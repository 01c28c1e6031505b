import { describe, expect, it } from 'vitest';
import { openBytes, readTasks, refusal, summarize } from '../support/read-input.ts';

const ZOOM_IDS = ['KDcuGIm1QgePTO8WbOqwIQ', '-cn1DHGRRTSOlnVwyZNhKw', 't-_-d56CSWG-7BF15LLrOw'];
const ADDRESSES = ['ann@example.com', 'bob@example.org', 'cy@example.net'];
const NUMBERS = ['10042', '10043', '10044'];
const GUIDS = [
  '3f2504e0-4f89-11d3-9a0c-0305e82c3301',
  '{3F2504E0-4F89-11D3-9A0C-0305E82C3302}',
  '3F2504E04F8911D39A0C0305E82C3303',
];
const LOGINS = ['alee', 'bray', 'cyoung'];
const OKTA_IDS = ['00ub0oNGTSWTBKOLGLNR', '00u1a2b3c4D5e6F7g8h9', '00uCpByC2KxG1Axt3xW7'];
const GOOGLE_IDS = ['108437291845217384291', '117649284029185720394', '103847561029384756102'];
const SALESFORCE_IDS = ['0058d000001AbCdAAK', '0058d000001AbCeAAK', '0058d000001AbCfAAK'];
const WORKDAY_IDS = [
  '3aa5550b7fe348b98d7b5741afc65534',
  '0e44c92412d34b01ace61e80a47aaf6d',
  '8e18029bd5e8460d8f24b5c4f1b9e3a1',
];

const WHO_WORDS = [
  ...[
    'ID',
    'Id',
    'id',
    'uid',
    'User',
    'User Name',
    'username',
    'userName',
    'Login',
    'Login ID',
    'Account',
    'Account ID',
  ],
  ...[
    'UPN',
    'userPrincipalName',
    'User name [userPrincipalName] Required',
    'sAMAccountName',
    'Member',
    'Employee',
  ],
  ...[
    'Benutzername',
    'Anmeldename',
    'Identifiant',
    "Nom d'utilisateur",
    'Usuario',
    'Nombre de usuario',
    'Utente',
  ],
  ...['Usuário', 'Gebruikersnaam', 'Nazwa użytkownika', 'ユーザー名', 'ログインID'],
];

/** A file with a column under that header, and one that says what to do. */
function fileWith(header: string, cells: readonly string[]): string {
  return [`action,${header},dept`, ...cells.map((cell) => `update,${cell},Sales`)].join('\n');
}

describe('a header of whatever users are known by', () => {
  it.each(WHO_WORDS)('%s is the e-mail address where the cells are addresses', async (header) => {
    const tasks = await readTasks(fileWith(header, ADDRESSES));
    expect(tasks.map(({ email }) => email)).toEqual(ADDRESSES);
  });

  it.each(WHO_WORDS)('%s is the user id where the cells are ids of Zoom', async (header) => {
    const tasks = await readTasks(fileWith(header, ZOOM_IDS));
    expect(tasks.map(({ userId }) => userId)).toEqual(ZOOM_IDS);
  });

  it.each(WHO_WORDS)('%s is the user id where some are ids and some addresses', async (header) => {
    const cells = [...ADDRESSES, ...ZOOM_IDS];
    expect((await readTasks(fileWith(header, cells))).map(({ user }) => user)).toEqual(cells);
  });

  it.each([
    ['numbers', NUMBERS],
    ['GUIDs', GUIDS],
    ['texts', OKTA_IDS],
    ['numbers', GOOGLE_IDS],
    ['texts', SALESFORCE_IDS],
    ['GUIDs', WORKDAY_IDS],
    ['texts', LOGINS],
    ['names', ['Ann Lee', 'Bob Ray', 'Cy Young']],
    ['texts', ['EMP-0001', 'EMP-0002', 'EMP-0003']],
    ['texts', ['DOMAIN\\alee', 'DOMAIN\\bray', 'DOMAIN\\cyoung']],
    ['names of directory entries', ['"CN=Ann Lee,OU=Staff"', '"CN=Bob Ray,OU=Staff"']],
    ['nothing in the first rows', ['', '']],
  ])('is unknown where the cells are %s: %j', async (kind, cells) => {
    for (const header of ['ID', 'User Name', 'Login', 'UPN', 'Benutzer']) {
      const message = await refusal(fileWith(header, cells));
      expect(message).toContain(`"${header}" (column 2) holds ${kind}`);
      expect(message).toContain('There is no column "email" (or "user_id")');
      expect(message.split('\n').at(-1)).toBe(`--ignore '${header}'`);
    }
  });

  it('may have a mistake among many cells', async () => {
    const cells = [...ADDRESSES, ...ADDRESSES.map((cell) => `x${cell}`), 'annexample.com'];
    const summary = await summarize(fileWith('Login', cells));
    expect(summary.filter((line) => line.includes('|'))).toEqual([
      expect.stringContaining('8 update - | Login: found "annexample.com"'),
    ]);
  });

  it('is looked at beyond blank rows and rows without a cell there', async () => {
    const [task] = await readTasks('action,Login,email,dept\n,,,\nupdate,,ann@example.com,Sales', {
      ignore: ['Login'],
    });
    expect(task?.email).toBe('ann@example.com');
    expect(await summarize('action,Login,dept\n,,\nupdate,ann@example.com,Sales')).toHaveLength(1);
  });

  it.each(['user_id', 'userId', 'User ID', 'zoom user id', 'Zoom ID', 'ZoomUserId'])(
    '%s is the user id whatever the cells look like',
    async (header) => {
      expect((await readTasks(fileWith(header, ['u-1', 'u-2']))).map(({ userId }) => userId)).toEqual([
        'u-1',
        'u-2',
      ]);
    },
  );

  it.each([
    ['User ID', NUMBERS],
    ['User Id', GUIDS],
    ['USER ID', GOOGLE_IDS],
  ])('%s is no user id where the cells can be none: %j', async (header, cells) => {
    expect(await refusal(fileWith(header, cells))).toMatch(
      /holds (?:numbers|GUIDs) \(such as ".*" on line 2\), which no user_id can be: pass it over\./,
    );
    await expect(readTasks(fileWith('user_id', cells))).resolves.toHaveLength(3);
  });

  it('quotes nothing of what it holds in a file with passwords', async () => {
    const message = await refusal(
      'action,ID,email,password\npassword,Tr0ub4dor&3,ann@example.com,Tr0ub4dor&3\n',
    );
    expect(message).toContain('"ID" (column 2) holds texts, where');
    expect(message).not.toContain('Tr0ub4dor');
  });

  it('is told by the first hundred rows, however many come at once', async () => {
    const rows = Array.from({ length: 100 }, (_, n) => `update,Engineer ${n},u${n}@example.com`);
    const content = ['action,Title,email', ...rows, ',,', 'update,Mrs,ann@example.com'].join('\n');
    expect(await summarize(content)).toHaveLength(101);
    const early = content.replace('Engineer 99', 'Mrs');
    expect(await refusal(early)).toContain('(such as "Mrs" on line 101)');
  });

  it('is told apart from the address beside it by what to ignore', async () => {
    const content = 'action,Email,UPN,dept\nupdate,ann@example.com,a.lee@corp.example.com,Sales';
    const message = await refusal(content);
    expect(message).toContain(
      `"Email" (column 2) and "UPN" (column 3) both mean "email": pass over all but one (--ignore 'Email' or --ignore 'UPN').`,
    );
    expect(message.split('\n').at(-1)).toBe("--ignore 'UPN'");
    const chosen = await refusal(content, { columns: { UPN: 'email' } });
    expect(chosen.split('\n').at(-1)).toBe("--ignore 'Email'");
    expect(await summarize(content, { ignore: ['UPN'] })).toEqual(['2 ok ann@example.com']);
  });
});

/** What becomes of the first row's names. */
async function namesOf(headers: string, ...rows: readonly string[]): Promise<unknown> {
  const [task] = await readTasks(
    [`action;email;${headers}`, ...rows.map((row) => `update;a@example.com;${row}`)].join('\n'),
  );
  const { first_name: first, last_name: last, display_name: display } = task?.fields ?? {};
  return { first, last, display };
}

describe('a header that says no more than "name"', () => {
  it.each([
    ['Name', 'Ann Lee', { display: 'Ann Lee' }],
    ['name', 'Lee, Ann', { display: 'Lee, Ann' }],
    ['Nom', 'Marie Dupont', { display: 'Marie Dupont' }],
    ['Nombre', 'María García López', { display: 'María García López' }],
    ['Nome', 'Maria Rossi', { display: 'Maria Rossi' }],
    ['Naam', 'Jan van der Berg', { display: 'Jan van der Berg' }],
    ['名前', '山田太郎', { display: '山田太郎' }],
    ['Vorname;Name', 'Anna;Müller', { first: 'Anna', last: 'Müller' }],
    ['Name;Vorname', "d'Arc;Jeanne", { first: 'Jeanne', last: "d'Arc" }],
    ['Name;Vorname', 'Müller-Lüdenscheidt;Anna Lena', { first: 'Anna Lena', last: 'Müller-Lüdenscheidt' }],
    [
      'Name;Vorname;Nachname',
      'Anna Müller;Anna;Müller',
      { first: 'Anna', last: 'Müller', display: 'Anna Müller' },
    ],
    ['Nom;Prénom', 'DUPONT;Marie', { first: 'Marie', last: 'DUPONT' }],
    ['NOM;PRENOM', 'DUPONT;Marie', { first: 'Marie', last: 'DUPONT' }],
    ['Nom;Prénom', 'Dupont Marie;Marie', { first: 'Marie', display: 'Dupont Marie' }],
    ['Nombre;Apellidos', 'María José;García López', { first: 'María José', last: 'García López' }],
    ['Nombre;Apellidos', 'María García;García', { last: 'García', display: 'María García' }],
    ['Nome;Cognome', 'Maria;Rossi', { first: 'Maria', last: 'Rossi' }],
    ['Nome;Sobrenome', 'João Pedro;da Silva', { first: 'João Pedro', last: 'da Silva' }],
    ['Nome;Apelido', 'Maria;Santos', { first: 'Maria', last: 'Santos' }],
    ['Voornaam;Naam', 'Jan;de Vries', { first: 'Jan', last: 'de Vries' }],
    ['姓;名前', '山田;太郎', { first: '太郎', last: '山田' }],
    ['First Name;Name', 'Ann;Lee', { first: 'Ann', last: 'Lee' }],
    ['Name;Surname', 'Ann;Lee', { first: 'Ann', last: 'Lee' }],
    ['Name;First Name;Last Name', 'Lee, Ann;Ann;Lee', { first: 'Ann', last: 'Lee', display: 'Lee, Ann' }],
    ['Vorname;Name', ';Ott', { last: 'Ott' }],
  ])('%s: %s', async (headers, row, names) => {
    expect(await namesOf(headers, row)).toEqual({
      first: undefined,
      last: undefined,
      display: undefined,
      ...names,
    });
  });

  it.each([
    [
      'Nombre',
      'María',
      'holds texts (such as "María" on line 2), which may be first names, last names or full names',
    ],
    ['Name', 'alee', 'holds texts'],
    ['Name', 'a.lee7', 'holds texts'],
    ['Name', '10042', 'holds numbers'],
    ['Name;First Name;Last Name', 'Annie;Ann;Lee', 'which may be first names, last names or full names'],
  ])('%s: %s is not guessed', async (headers, row, message) => {
    expect(await refusal(`action;email;${headers}\nupdate;a@example.com;${row}`)).toContain(message);
  });

  it('is the address where the cells are addresses', async () => {
    const [task] = await readTasks(fileWith('Name', ADDRESSES));
    expect(task?.email).toBe('ann@example.com');
  });
});

describe('the name by which somebody wants to be called', () => {
  it.each([
    ['Preferred Name;Last Name', 'Annie;Lee', { first: 'Annie', last: 'Lee' }],
    ['Preferred Name;Last Name', 'Mary Ann;Lee', { first: 'Mary Ann', last: 'Lee' }],
    ['Preferred Name;Last Name', 'Annie Lee;Lee', { last: 'Lee', display: 'Annie Lee' }],
    ['Known As;Surname', 'Annie;Lee', { first: 'Annie', last: 'Lee' }],
    ['Nickname;Last Name', 'Annie;Lee', { first: 'Annie', last: 'Lee' }],
    ['Preferred Name', 'Annie Lee', { display: 'Annie Lee' }],
    ['Preferred Name', 'Annie', { first: 'Annie' }],
    [
      'Legal First Name;Preferred Name;Legal Last Name',
      'Ann;Annie Lee;Lee',
      { first: 'Ann', last: 'Lee', display: 'Annie Lee' },
    ],
  ])('%s: %s', async (headers, row, names) => {
    expect(await namesOf(headers, row)).toEqual({
      first: undefined,
      last: undefined,
      display: undefined,
      ...names,
    });
  });

  const BESIDE =
    'action,email,Legal First Name,Preferred Name,Legal Last Name\nupdate,a@example.com,Robert,Bob,Ray';

  it('is a first name beside the legal one, and somebody must say which counts', async () => {
    const message = await refusal(BESIDE);
    expect(message).toContain(
      '"Legal First Name" (column 3) and "Preferred Name" (column 4) both mean "first_name"',
    );
    const [task] = await readTasks(BESIDE, { ignore: ['Legal First Name'] });
    expect(task?.fields).toEqual({ first_name: 'Bob', last_name: 'Ray' });
  });

  it('is not guessed where some are first names and some full ones', async () => {
    const rows = 'update,a@example.com,Annie Lee\nupdate,b@example.com,Bob';
    expect(await refusal(`action,email,Preferred Name\n${rows}`)).toContain(
      `which may be first names or full names: say what it is (--map 'Preferred Name=first_name' or --map 'Preferred Name=display_name'), or pass it over.`,
    );
  });
});

describe('a header of titles', () => {
  const TITLES = ['Title', 'title', 'Titel', 'Titre', 'Título', 'Titolo', 'Tytuł'];
  const titleFile = (header: string, titles: readonly string[]) =>
    [`action;email;${header}`, ...titles.map((title) => `update;a@example.com;${title}`)].join('\n');

  it.each(TITLES)('%s is the job title where the cells are', async (header) => {
    for (const title of [
      'Engineer',
      'Professor',
      'Head of Sales',
      'Director, R&D',
      'HR',
      'MD',
      'PR',
      'IR',
      'Doctor',
      'Sister',
      'Mistress of Robes',
      'Dr. Watson’s Assistant',
      'VP',
      '#1 Sales',
      'C# Developer',
    ]) {
      const [task] = await readTasks(titleFile(header, [title]));
      expect(task?.fields).toEqual({ job_title: title });
    }
  });

  it.each([
    ...[
      'Mr',
      'Mr.',
      'Mrs',
      'mrs.',
      'MRS',
      'Ms',
      'Miss',
      'Mx',
      'Dr',
      'Dr.',
      'Prof.',
      'Prof. Dr.',
      'Rev.',
      'Mr / Mrs',
    ],
    ...[
      'Herr',
      'Frau',
      'Herr Dr.',
      'Hr.',
      'Fr.',
      'Dr. med.',
      'Dr. rer. nat.',
      'Prof. Dr. h.c.',
      'Dr.-Ing.',
      'Dipl.-Ing.',
    ],
    ...[
      'M.',
      'Mme',
      'Mlle',
      'Monsieur',
      'Madame',
      'Sr.',
      'Sra.',
      'Srta.',
      'Señor',
      'D.',
      'Sig.',
      'Sig.ra',
      'Dott.',
      'Dott.ssa',
    ],
    ...['Senhor', 'Dhr.', 'Mevr.', 'Mw.', 'Drs.', 'Pan', 'Pani', 'mgr inż.', '様', 'さん'],
  ])('is none where a cell is %s', async (title) => {
    for (const header of ['Title', 'Titel']) {
      const message = await refusal(titleFile(header, ['Engineer', title]));
      expect(message).toContain(
        `"${header}" (column 3) holds forms of address (such as "${title}" on line 3), which are no job titles: pass it over.`,
      );
      expect(message.split('\n').at(-1)).toBe(`--ignore '${header}'`);
    }
  });

  it('is taken as it is where somebody says so, or where the header can mean nothing else', async () => {
    const [task] = await readTasks(titleFile('Title', ['Dr.']), { columns: { Title: 'job_title' } });
    expect(task?.fields).toEqual({ job_title: 'Dr.' });
    const [named] = await readTasks(titleFile('Job Title', ['Dr.']));
    expect(named).toMatchObject({
      fields: { job_title: 'Dr.' },
      warnings: [
        {
          column: 'Job Title',
          message: 'this is a form of address: make sure that it is meant as the job title',
        },
      ],
    });
  });
});

describe('a column whose cells cannot be what its header says', () => {
  const file = (header: string, cells: readonly string[]) =>
    [`action;email;${header}`, ...cells.map((cell) => `update;a@example.com;${cell}`)].join('\n');

  it.each([
    [
      'Type',
      ['Full-time', 'Part-time'],
      'holds texts (such as "Full-time" on line 2), and no type of a Zoom user',
    ],
    ['User Type', ['Member', 'Guest'], 'holds texts'],
    ['License', ['Zoom Workplace Business', 'None of these'], 'and no type of a Zoom user'],
    ['Benutzertyp', ['Intern', 'Extern'], 'and no type of a Zoom user'],
    [
      'Position',
      ['50001234', '50001235'],
      'holds numbers (such as "50001234" on line 2), which no job_title can be',
    ],
    ['Stelle', ['50001234'], 'holds numbers'],
    ['Manager', ['10017', '10018'], 'holds numbers (such as "10017" on line 2), which no manager can be'],
    [
      'Manager',
      ['CN=Greta Holm,OU=Staff,DC=example', 'CN=Bo Ek,OU=Staff,DC=example'],
      'holds names of directory entries',
    ],
    ['Vorgesetzter', GUIDS, 'holds GUIDs'],
    ['SN', ['4711', '4712'], 'holds numbers (such as "4711" on line 2), which no last_name can be'],
    ['Full Name', NUMBERS, 'holds numbers'],
    ['SN', ['C02XG0FDJ1WK', 'C02XG0FDJ1WL'], 'holds texts'],
    ['Last', ['2026-01-31', '2026-02-01'], 'holds numbers'],
  ])('%s with %j is refused as a whole', async (header, cells, message) => {
    expect(await refusal(file(header, cells))).toContain(message);
  });

  it.each([
    ['Type', ['Licensed', 'gold']],
    ['Manager', ['greta.holm@example.com', 'Bo Ek']],
    ['First Name', ['First1', 'First2']],
    ['Vorname', ['user1', 'user2']],
    ['Surname', ['LEE1', 'LEE2']],
    ['Apellidos', ['Prueba 1', 'Prueba 2']],
    ['SN', ['Lee1', 'Lee2']],
    ['Full Name', ['Test User 1', 'test user 2']],
    ['Display Name', ['u1', 'u2']],
    ['Position', ['Engineer', '2']],
    ['Department', ['4711', '4712']],
    ['Kostenstelle', ['4711', '4712']],
    ['Location', ['1001', '1002']],
    ['Last Name', ['Null', 'None', 'True', 'Nan', "O'Brien", "'t Hooft", 'Ng', 'Æ']],
  ])('%s with %j is not', async (header, cells) => {
    await expect(summarize(file(header, cells))).resolves.toHaveLength(cells.length);
  });

  it.each([
    ['type', 'Full-time'],
    ['manager', '10017'],
    ['job_title', 'Mrs'],
  ])('%s, as Zoom spells it, is looked at row by row', async (header, cell) => {
    await expect(summarize(file(header, [cell]))).resolves.toHaveLength(1);
  });
});

describe('a header that means other things in other languages', () => {
  it.each([
    ['Prénom;Nom;Service', 'Marie;Dupont;Achats', { dept: 'Achats' }],
    ['Voornaam;Achternaam;Bureau', 'Jan;Smit;Utrecht', { location: 'Utrecht' }],
    ['Prénom;Nom;Bureau', 'Marie;Dupont;Lyon', { location: 'Lyon' }],
    ['Apellidos;Área', 'García;Ventas', { dept: 'Ventas' }],
    ['Sobrenome;Area', 'Silva;Vendas', { dept: 'Vendas' }],
    ['Vorname;Nachname;Bereich', 'Anna;Ott;Vertrieb', { dept: 'Vertrieb' }],
  ])('%s is known beside words of its own', async (headers, row, fields) => {
    const [task] = await readTasks(`action;email;${headers}\nupdate;a@example.com;${row}`);
    expect(task?.fields).toMatchObject(fields);
  });

  it.each(['Service', 'Bureau', 'Area', 'Direction', 'Portable'])(
    '%s is unknown elsewhere',
    async (header) => {
      expect(await refusal(`action;email;${header}\nupdate;a@example.com;Some Text`)).toContain(
        `"${header}" (column 3) holds names (such as "Some Text" on line 2), and its header means different things in different languages: say what it is`,
      );
    },
  );
});

describe('what is said of the columns', () => {
  it('holds for the header as it is written there, in any case, with or without spaces and hyphens', async () => {
    const content =
      'action;email;Manager;Manager #;FTE %;FTE;Dept / Code\nupdate;a@example.com;Bo Ek;7;80;1;x';
    expect(await readTasks(content, { ignore: ['manager#', 'FTE%', 'fte', 'dept/code'] })).toMatchObject([
      { fields: { manager: 'Bo Ek' } },
    ]);
    expect(await refusal(content, { ignore: ['Manager #', 'FTE'] })).toContain(
      'Unknown columns "FTE %", "Dept / Code"',
    );
  });

  it.each(['#', '%', '№', '=', '"', '-', '_', '—'])(
    'holds for a header that is only a sign: %s',
    async (sign) => {
      const header = `"${sign.replaceAll('"', '""')}"`;
      expect(
        await summarize(`action,email,dept,${header}\nupdate,a@example.com,Sales,1`, { ignore: [sign] }),
      ).toHaveLength(1);
    },
  );

  it('holds for headers of several lines, and with accents', async () => {
    const content = 'action,email,"Employee\nNumber",Année d’entrée,dept\nupdate,a@example.com,7,2020,Sales';
    expect(await summarize(content, { ignore: ['Employee Number', 'Année d’entrée'] })).toEqual([
      '3 ok a@example.com',
    ]);
    expect((await refusal(content)).split('\n').at(-1)).toBe(
      `--ignore 'Employee Number' --ignore 'Année d’entrée'`,
    );
  });

  it.each([['Depratment'], ['Departmnet']])(
    'is refused when it maps %s, and the file has a header like it',
    async (header) => {
      expect(
        await refusal('action,email,Department\nupdate,a@example.com,x', {
          columns: { [header]: 'cost_center' },
        }),
      ).toContain(
        `"${header}" is mapped to "cost_center", and there is no such column: did you mean "Department"?`,
      );
    },
  );

  it('passes over what is not known, and says so', async () => {
    const content = 'action,email,ID,Grade,Title,Department\nupdate,a@example.com,10042,7,Mrs,Sales';
    const input = await openBytes(content, { ignoreUnknown: true });
    await input.close();
    expect(input.warnings).toEqual(['Passed over, since --ignore-unknown says so: "ID", "Grade", "Title".']);
    expect((await readTasks(content, { ignoreUnknown: true }))[0]?.fields).toEqual({ dept: 'Sales' });
  });

  it.each([
    ['emial', 'action,emial\nupdate,a@example.com'],
    ['Departmnt', 'action,email,Departmnt,Grade\nupdate,a@example.com,Sales,7'],
  ])('does not pass over %s, which is a typing error', async (header, content) => {
    const message = await refusal(content, { ignoreUnknown: true });
    expect(message).toContain(`Unknown column "${header}": did you mean`);
    expect(message).not.toContain('Grade');
  });

  it('passes over what is nearly a column that the file has already', async () => {
    const content = 'action,email,emails,Departments,dept\nupdate,a@example.com,x,y,Sales';
    expect(await summarize(content, { ignoreUnknown: true })).toEqual(['2 ok a@example.com']);
    expect(await refusal(content)).toContain('Unknown columns "emails", "Departments": map them');
  });

  it('may leave a file without anybody, which is refused', async () => {
    expect(await refusal('action,ID,dept\nupdate,10042,Sales', { ignoreUnknown: true })).toContain(
      'There is no column "email" (or "user_id")',
    );
  });

  it('need not name the columns that our own report adds', async () => {
    expect(
      await summarize('problem,line,action,email,dept\ntype: is empty,7,update,a@example.com,Sales'),
    ).toEqual(['2 ok a@example.com']);
    expect(await refusal('action,email,Line\nupdate,a@example.com,4')).toContain('Unknown column "Line"');
  });
});
