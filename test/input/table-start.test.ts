import { describe, expect, it } from 'vitest';
import { openBytes, refusal, summarize } from '../support/read-input.ts';

const TABLE = 'action;email;dept\nupdate;ann@example.com;Sales\n';

describe('a first line that tells the delimiter', () => {
  it.each([
    ['as Excel writes it', `sep=;\n${TABLE}`],
    ['in capitals', `SEP=;\n${TABLE}`],
    ['in quotes', `"sep=;"\n${TABLE}`],
    ['with delimiters behind it', `sep=;;;\n${TABLE}`],
    ['with a byte order mark before', `\ufeffsep=;\n${TABLE}`],
    ['with a byte order mark behind', `sep=;\n\ufeff${TABLE}`],
    ['with CRLF', `sep=;\r\n${TABLE.replaceAll('\n', '\r\n')}`],
    ['with a comma', `sep=,\n${TABLE.replaceAll(';', ',')}`],
    ['with commas behind it', `sep=,,,\n${TABLE.replaceAll(';', ',')}`],
    ['with a tab', `sep=\t\n${TABLE.replaceAll(';', '\t')}`],
    ['with the tab written out', `sep=\\t\n${TABLE.replaceAll(';', '\t')}`],
    ['with a pipe', `sep=|\n${TABLE.replaceAll(';', '|')}`],
    ['with an unusual one', `sep=#\n${TABLE.replaceAll(';', '#')}`],
    ['with nothing', `sep=\n${TABLE}`],
    ['in UTF-16', Buffer.from(`\ufeffsep=;\r\n${TABLE}`, 'utf16le')],
  ])('is no header, and its line counts: %s', async (_name, content) => {
    expect(await summarize(content)).toEqual(['3 ok ann@example.com']);
  });

  it('yields to --delimiter', async () => {
    const content = `sep=;\n${TABLE.replaceAll(';', ',')}`;
    expect(await summarize(content, { delimiter: 'comma' })).toEqual(['3 ok ann@example.com']);
  });

  it('is named where it is wrong', async () => {
    expect(await refusal(`sep=;\n${TABLE.replaceAll(';', ',')}`)).toContain(
      '(line 2) has no semicolon, but 2 commas, and line 1 (sep=) says otherwise: delete line 1, or say --delimiter comma.',
    );
  });
});

describe('lines above the header', () => {
  const header = 'action,email,dept\nupdate,ann@example.com,Sales\n';

  it.each([
    ['a title', 'Employee export 2026-11-26\n', 'Line 2', 'delete line 1,'],
    ['a title and a blank line', 'Employee export 2026-11-26\n\n', 'Line 3', 'delete lines 1 and 2,'],
    ['several', 'Employees, all of them\n"By: HR, Berlin"\n\n,,\n', 'Line 5', 'delete lines 1 to 4,'],
    ['padded ones', 'Employee export,,\n,,\n', 'Line 3', 'delete lines 1 and 2,'],
    ['a comment', '# exported by hr@example.com\n', 'Line 2', 'delete line 1,'],
    ['a comment with a quote mark', '# exported by "HR"\n', 'Line 2', 'delete line 1,'],
    ['column groups', 'Person,,Work\n', 'Line 2', 'delete line 1,'],
    ['a title that is a column', 'Department,,\n', 'Line 2', 'delete line 1,'],
    ['a line of a database', '+--------+-------+------+\n', 'Line 2', 'delete line 1,'],
    ['blank lines, then a title', '\n\nExport\n', 'Line 4', 'delete line 3,'],
  ])('are named: %s', async (_name, above, line, advice) => {
    for (const delimiter of [',', ';', '\t']) {
      const text = above.includes(',') && delimiter !== ',' ? above.replaceAll(',', delimiter) : above;
      const message = await refusal(text + header.replaceAll(',', delimiter));
      expect(message).toMatch(
        new RegExp(`^${line} of .* looks like the header: ${advice} so that it is the first`),
      );
    }
  });

  it('may be below a line that tells the delimiter', async () => {
    expect(await refusal(`sep=;\nExport\n${TABLE}`)).toMatch(/^Line 3 .*: delete line 2,/);
  });

  it.each([
    ['cells that are names of columns', 'first,last,team\nupdate,ann@example.com,Office,Manager\n'],
    ['another header far below', `first,last\n${'Ann,Lee\n'.repeat(40)}${header}`],
  ])('are not seen in %s', async (_name, content) => {
    expect(await refusal(content)).not.toContain('looks like the header');
  });
});

describe('another delimiter than the one that was given', () => {
  it.each([
    ['tab', ',', 'has no tab, but 2 commas: leave --delimiter out, or say --delimiter comma.'],
    ['tab', ';', 'has no tab, but 2 semicolons: leave --delimiter out, or say --delimiter semicolon.'],
    [',', '\t', 'has no comma, but 2 tabs: leave --delimiter out, or say --delimiter tab.'],
    [';', '|', 'has no semicolon, but 2 pipes: leave --delimiter out, or say --delimiter pipe.'],
    ['^', ';', 'has no "^", but 2 semicolons: leave'],
  ])('is named: %s for a file with %j', async (delimiter, found, message) => {
    expect(await refusal(TABLE.replaceAll(';', found), { delimiter })).toContain(message);
  });

  it('is one in the singular', async () => {
    expect(await refusal('action,email\n', { delimiter: 'tab' })).toContain('has no tab, but 1 comma:');
  });
});

it.each(['|', '^', '~'])('the delimiter %s is seen in a plain header', async (delimiter) => {
  const input = await openBytes(TABLE.replaceAll(';', delimiter));
  await input.close();
  expect(input.delimiter).toBe(delimiter);
});

describe('quote marks that are none in a CSV', () => {
  it.each([
    ['single', "'action','email','dept'\n'update','ann@example.com','Sales, North'\n", "(')"],
    ['typographic', '“action”,“email”,“dept”\n“update”,“ann@example.com”,“Sales”\n', '(“ ”)'],
    ['German', '„action“;„email“;„dept“\n„update“;„ann@example.com“;„Sales“\n', '(„ “)'],
    ['without rows', "'action','email'\n", "(')"],
  ])('around the header: %s', async (_name, content, marks) => {
    expect(await refusal(content)).toContain(`has its cells in quote marks that are none in a CSV ${marks}`);
  });

  it('around the header alone do no harm', async () => {
    expect(await summarize('`action`,`email`,`dept`\nupdate,ann@example.com,Sales\n')).toEqual([
      '2 ok ann@example.com',
    ]);
  });

  it.each([',', ';', '\t'])('around the whole header are named, with %j', async (delimiter) => {
    const text = '"action,email,dept"\n"update,ann@example.com,""Sales"""\n'.replaceAll(',', delimiter);
    expect(await refusal(text)).toContain('(line 1) stands in quotes as a whole, and so is one cell');
  });
});
