import { describe, expect, it } from 'vitest';
import { readInput, readTasks, summarize } from '../support/read-input.ts';

const HEADER = 'action,email,first_name,last_name,dept';
const row = async (line: string, header = HEADER) => (await summarize(`${header}\n${line}\n`)).join('\n');

describe('quotes', () => {
  it.each([
    ['update,ann@example.com, "Ann", "Lee",', { first_name: 'Ann', last_name: 'Lee' }],
    [
      'update,ann@example.com,Ann,Lee, "Sales, North"',
      { first_name: 'Ann', last_name: 'Lee', dept: 'Sales, North' },
    ],
    [
      'update,ann@example.com,Ann,Lee, "Sales\nNorth"',
      { first_name: 'Ann', last_name: 'Lee', dept: 'Sales\nNorth' },
    ],
    ['update,ann@example.com,"Ann ""Annie""" ,Lee,', { first_name: 'Ann "Annie"', last_name: 'Lee' }],
    ['update,ann@example.com,Ann "Annie",Lee,', { first_name: 'Ann "Annie"', last_name: 'Lee' }],
    ['update,ann@example.com,,,24" monitors', { dept: '24" monitors' }],
    ['update,ann@example.com,,,Monitor 24"', { dept: 'Monitor 24"' }],
    ["update,ann@example.com,Ann,O'Brien,", { first_name: 'Ann', last_name: "O'Brien" }],
    ["update,ann@example.com,Ann,'t Hooft,", { first_name: 'Ann', last_name: "'t Hooft" }],
    ['update,ann@example.com,Ann,’t Hooft,', { first_name: 'Ann', last_name: '’t Hooft' }],
    [
      'update,ann@example.com,Ann,d’Arc,“Stars” and “Stripes”',
      { first_name: 'Ann', last_name: 'd’Arc', dept: '“Stars” and “Stripes”' },
    ],
    ['update,ann@example.com,,,Team “Blue”', { dept: 'Team “Blue”' }],
  ])('that are whole are taken off, and marks that belong to a text stay: %j', async (line, fields) => {
    expect(await readTasks(`${HEADER}\n${line}\nupdate,bo@example.com,Bo,Ek,IT\n`)).toMatchObject([
      { line: 2, fields },
      { email: 'bo@example.com' },
    ]);
  });

  it.each([
    [
      String.raw`update,ann@example.com,"Ann \"Annie\"",Lee,`,
      'first_name: a backslash keeps no quote mark in a CSV',
    ],
    [
      String.raw`update,ann@example.com,"Ann \"Annie\" Lee",Lee,`,
      'first_name: a backslash keeps no quote mark',
    ],
    [
      String.raw`update,ann@example.com,Ann \"Annie\",Lee,`,
      String.raw`first_name: has quote marks with a backslash (\")`,
    ],
    ['update,ann@example.com,"Ann"x,Lee,', 'first_name: text follows the closing quote mark'],
    ['update,ann@example.com, "Ann" x,Lee,', 'first_name: text follows the closing quote mark'],
    ['update,ann@example.com,"Ann "Annie" Lee",Lee,', 'first_name: text follows the closing quote mark'],
    ['update,ann@example.com,,,"24" monitors"', 'dept: text follows the closing quote mark'],
    ['update,ann@example.com,""Ann"",Lee,', 'first_name: the quote marks around the cell are doubled'],
    ['update,ann@example.com,Ann ""Annie"",Lee,', 'first_name: has doubled quote marks ("")'],
    ['update,ann@example.com,Ann,O"Brien,', 'last_name: has a quote mark (") without its other half'],
    ['update,ann@example.com,Ann",Lee,', 'first_name: has a quote mark (") without its other half'],
    ['update,ann@example.com,"""Ann""",Lee,', 'first_name: found ""Ann"": stands in quotes'],
    ["update,ann@example.com,'Ann',Lee,", 'first_name: found "\'Ann\'": stands in quotes'],
    ['update,ann@example.com,“Ann”,Lee,', 'first_name: found "“Ann”": stands in quotes'],
    ['update,ann@example.com,„Ann“,Lee,', 'first_name: found "„Ann“": stands in quotes'],
    ['update,ann@example.com,‘Ann’,Lee,', 'first_name: found "‘Ann’": stands in quotes'],
    ["update,ann@example.com,'O'Brien',Lee,", "first_name: found \"'O'Brien'\": stands in quotes"],
    ["update,'ann@example.com',Ann,Lee,", 'email: found "\'ann@example.com\'"'],
    [
      'update,ann@example.com,Ann,“Lee,Sales”',
      'last_name: found "“Lee": begins with a quote mark that nothing closes',
    ],
    ['update,ann@example.com,Ann,Lee,“Sales, North”', 'since other quote marks do not keep it together'],
    ["update,ann@example.com,Ann,Lee,'Sales, North'", 'since other quote marks do not keep it together'],
    ["update,ann@example.com,'Lee,Ann'", 'since other quote marks do not keep it together'],
    [String.raw`update,ann@example.com,Ann,Lee,Sales\, North`, 'since a backslash does not keep it together'],
    ['"update,ann@example.com,""Ann"",Lee,Sales"', 'the whole row stands in quotes, and so is one cell'],
    ['"update,ann@example.com,""Ann"",Lee,Sales",,,,', 'the whole row stands in quotes, and so is one cell'],
    [
      'update;ann@example.com;Ann;Lee;Sales',
      'the delimiter of the row is semicolon, that of the header comma',
    ],
    ['update\tann@example.com\tAnn\tLee\tSales', 'the delimiter of the row is tab, that of the header comma'],
  ])('that are damaged are a problem: %j', async (line, problem) => {
    expect(await row(line)).toContain(problem);
    expect(await row(line)).toMatch(/^2 (?!ok)/);
  });

  it('that are never closed in one row and closed in a later one make a problem of both', async () => {
    expect(await row('update,ann@example.com,"Ann,Lee,\nupdate,bo@example.com,"Bo",Ek,')).toContain(
      'text follows the closing quote mark: write each quote mark that belongs to the text twice (""), and one at the end of the cell; lines 2 to 3 were read as one row',
    );
    expect(await row('update,ann@example.com,"Ann,Lee,\nupdate,bo@example.com,Bo",,')).toContain(
      'lines 2 to 3',
    );
  });

  it('of a password belong to it and are never shown', async () => {
    const header = 'action,email,password';
    for (const [cell, password] of [
      ['"Se""cret-12"', 'Se"cret-12'],
      ['Se"cret-12', 'Se"cret-12'],
      ['Secret\\"12', 'Secret\\"12'],
      [' "Secret-12"', 'Secret-12'],
      [' Secret-12 ', ' Secret-12 '],
    ]) {
      expect(await readTasks(`${header}\npassword,ann@example.com,${cell}\n`)).toMatchObject([
        { fields: { password } },
      ]);
    }
    for (const cell of [
      '"""Secret-12"""',
      "'Secret-12'",
      '"Secret-12"x',
      '"Secret-12\\""x',
      '""Secret-12""',
      '"Secret-12',
      'Secret-12,Secret-34',
    ]) {
      const problems = await row(`password,ann@example.com,${cell}`, header);
      expect(problems).toMatch(/^2 (?!ok)/);
      expect(problems).not.toContain('Secret');
    }
  });
});

describe('a row that is longer or shorter', () => {
  const warnings = async (text: string) =>
    (await readTasks(text)).map((task) => task.warnings.map(({ message }) => message).join());

  it.each([
    ['update,ann@example.com,Ann', 'ends before the last column'],
    ['update,ann@example.com,Ann,Lee', 'ends before the last column'],
    ['update, ann@example.com, Ann', 'ends before the last column'],
    ['update,ann@example.com,Ann,Lee,Sales,', 'empty cells behind the last column'],
    ['update,ann@example.com,Ann,Lee,Sales,,, ,', 'empty cells behind the last column'],
  ])('only by empty cells at its end is taken, with a warning: %j', async (line, warning) => {
    expect(await warnings(`${HEADER}\n${line}\n`)).toEqual([expect.stringContaining(warning)]);
  });

  it('is none where the header ends with empty cells', async () => {
    expect(
      await warnings(
        `${HEADER},,\nupdate,ann@example.com,Ann,Lee,Sales\nupdate,bo@example.com,Bo,Ek,IT,,\nupdate,cy@example.com,Cy,Roe,IT,\n`,
      ),
    ).toEqual(['', '', '']);
  });

  it.each([
    ['update,ann@example.com,Ann,Lee,Sales,x', 'the row has 6 cells, the header has 5'],
    ['update,ann@example.com,Ann,Lee,Sales,,x', 'the row has 7 cells, the header has 5'],
    ['update,ann@example.com,,Sales, Marketing,', 'the row has 6 cells, the header has 5: put a text with'],
    ['update,ann@example.com,Sales, Marketing', 'the row has 4 cells, the header has 5: put a text with'],
    ['deactivate', 'the row has 1 cell, the header has 5'],
    [
      'create,ann@example.com,Ann',
      'the row has 3 cells, the header has 5: a cell or a delimiter (,) is missing',
    ],
  ])('by more than that is a problem: %j', async (line, problem) => {
    expect(await row(line)).toContain(problem);
  });

  it('takes no password that a default would fill in', async () => {
    const text = 'action,email,password\npassword,ann@example.com\npassword,bo@example.com,\n';
    expect(await summarize(text, { defaults: { password: 'Given-By-Default-6' } })).toEqual([
      '2 password - | the row has 2 cells, the header has 3: a cell or a delimiter (,) is missing',
      '3 ok bo@example.com',
    ]);
  });

  it('and last is a problem where the file seems to be cut', async () => {
    const full = 'update,ann@example.com,Ann,Lee,Sales\n'.repeat(10);
    const last = async (text: string) => (await summarize(`${HEADER}\n${text}`)).at(-1);
    expect(await last(`${full}update,bo@example.com,B`)).toBe(
      '12 - - | the file ends within this row: was it cut? Get it again, or write the row to its end',
    );
    expect(await last(`${full}update,bo@example.com,B\n`)).toBe('12 ok bo@example.com');
    expect(await last(`${full}update,bo@example.com,B,E,IT`)).toBe('12 ok bo@example.com');
    expect(await last(`update,cy@example.com,C\n${full}update,bo@example.com,B`)).toBe(
      '13 ok bo@example.com',
    );
  });
});

describe('a line that is no row', () => {
  it.each([
    ['Total: 37 rows', 'a comment, a title or a total: delete the line'],
    ['Total: 37 rows,,,,', 'a comment, a title or a total: delete the line'],
    ['Total,,,,37', 'a comment, a title or a total: delete the line'],
    ['Summe;37', 'a comment, a title or a total: delete the line'],
    ['-- end --', 'a comment, a title or a total: delete the line'],
    ['// leavers', 'a comment, a title or a total: delete the line'],
    ['-- end --,,,,', 'a comment, a title or a total: delete the line'],
    ['Leavers of November', 'a comment, a title or a total: delete the line'],
    ['(37 rows affected)', 'a comment, a title or a total: delete the line'],
    ['End of report', 'a comment, a title or a total: delete the line'],
    ['# leavers of November', 'a comment, a title or a total: delete the line'],
    ['------,-----,----------,---------,----', 'this line only underlines others: delete it'],
    ['======', 'this line only underlines others: delete it'],
    ['+------+-----+', 'this line only underlines others: delete it'],
    [HEADER, 'this line is the header of line 1 once more: delete it'],
    ['Action,E-Mail,Given Name,Surname,Department', 'this line is the header of line 1 once more: delete it'],
    ['Action, EMAIL ,First_Name,last_name,dept', 'this line is the header of line 1 once more: delete it'],
    [`\ufeff"${HEADER.replaceAll(',', '","')}"`, 'this line is the header of line 1 once more: delete it'],
  ])('is told from one: %j', async (line, problem) => {
    expect(await summarize(`${HEADER}\n${line}\nupdate,bo@example.com,Bo,Ek,IT\n`)).toEqual([
      expect.stringMatching(new RegExp(`^2 - - \\| .*${problem}$`)),
      '3 ok bo@example.com',
    ]);
  });

  it.each([
    ['Sum,Wing,up,wing@example.com', 'Action: found "up"'],
    ['Ann Lee,,,', 'Action: is empty'],
  ])('is not a row with another fault: %j', async (line, problem) => {
    expect(await row(line, 'First,Last,Action,Email')).toContain(problem);
  });

  it('is told from one where every row has one action and an id', async () => {
    const text = 'user_id,dept\nz1,Sales\nuser_id,dept\n-------,-----\nz2,Legal\n';
    expect(await summarize(text, { defaults: { action: 'update' } })).toEqual([
      '2 ok z1',
      expect.stringContaining('once more'),
      expect.stringContaining('underlines'),
      '5 ok z2',
    ]);
  });

  it('is another header, and what is below it may be in other columns', async () => {
    const text = `${HEADER}\nupdate,ann@example.com,Ann,Lee,IT\naction,email,last_name,first_name,Title\nupdate,bo@example.com,Ek,Bo,IT\n${HEADER}\nupdate,cy@example.com,Cy,Roe,IT\n`;
    expect(await summarize(text)).toEqual([
      '2 ok ann@example.com',
      expect.stringContaining('this line is another header'),
      expect.stringContaining('line 3 is another header'),
      expect.stringContaining('once more'),
      '6 ok cy@example.com',
    ]);
  });

  it('may hold a password, which is not shown', async () => {
    const rows = await readInput(
      'action,email,password\nTotal Secret-12\n"password,ann@example.com,Secret-12"\n',
    );
    expect(JSON.stringify(rows)).not.toContain('Secret');
  });
});
