import { createHash } from 'node:crypto';
import { appendFile, mkdtemp, readdir, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { ACTIONS } from '../../src/actions/index.ts';
import { openInput } from '../../src/input/open-input.ts';
import { folderWith } from '../support/folder.ts';
import { collect, openBytes, readInput, readTasks, refusal, summarize } from '../support/read-input.ts';

const HEADER = 'action,email,dept';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'input-test-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function fileWith(content: string | Buffer, name = 'people.csv'): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

function openFile(path: string) {
  return openInput({ source: { path }, actions: ACTIONS });
}

describe('encodings', () => {
  const text = `${HEADER}\nupdate,ann@example.com,Käufer €\n`;
  const utf16le = Buffer.from(text, 'utf16le');
  const windows1252 = Buffer.from(text.replace('€', '\x80'), 'latin1');

  it.each([
    ['UTF-8', 'utf-8', Buffer.from(text)],
    ['UTF-8 with a byte order mark', 'utf-8', Buffer.from(`\ufeff${text}`)],
    ['UTF-16LE with a byte order mark', 'utf-16le', Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['UTF-16BE with a byte order mark', 'utf-16be', Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
    ['UTF-16LE without one', 'utf-16le', utf16le],
    ['UTF-16BE without one', 'utf-16be', Buffer.from(utf16le).swap16()],
    ['windows-1252', 'windows-1252', windows1252],
  ])('reads %s', async (_name, encoding, bytes) => {
    const input = await openBytes(bytes);
    const [row] = await collect(input);
    await input.close();
    expect(input.encoding).toBe(encoding);
    expect(row).toMatchObject({ kind: 'task', task: { fields: { dept: 'Käufer €' } } });
  });

  it('says that windows-1252 is a guess', async () => {
    const input = await openBytes(windows1252);
    await input.close();
    expect(input.warnings).toEqual([expect.stringContaining('was read as windows-1252')]);
  });

  it('takes the encoding it is told', async () => {
    const [task] = await readTasks(
      Buffer.concat([Buffer.from(`${HEADER}\nupdate,ann@example.com,`), Buffer.of(0xe4)]),
      {
        encoding: 'ISO-8859-5',
      },
    );
    expect(task?.fields).toEqual({ dept: 'ф' });
  });

  it('refuses an encoding that does not exist', async () => {
    expect(await refusal(HEADER, { encoding: 'utf-9' })).toContain('There is no encoding "utf-9"');
  });

  it('finds a character that was lost instead of sending the mark of it', async () => {
    const bytes = Buffer.concat([
      Buffer.from(`\ufeff${HEADER}\nupdate,ann@example.com,K`),
      Buffer.of(0xe4),
      Buffer.from('ufer\n'),
    ]);
    expect(await summarize(bytes)).toEqual([expect.stringContaining('U+FFFD) at position 2')]);
  });
});

describe('delimiters', () => {
  it.each([
    ['comma', ',', ','],
    ['semicolon', ';', ';'],
    ['tab', '\t', '\t'],
  ])('finds the %s', async (_name, delimiter, expected) => {
    const header = ['Action', 'E-mail', 'First Name', 'type'].join(delimiter);
    const row = ['create', 'ann@example.com', '"Ann, Maria; Eva"', 'basic'].join(delimiter);
    const input = await openBytes(`${header}\n${row}\n`);
    expect(await collect(input)).toMatchObject([
      { task: { fields: { first_name: 'Ann, Maria; Eva', type: 1 } } },
    ]);
    await input.close();
    expect(input.delimiter).toBe(expected);
  });

  it.each(['|', 'pipe'])('takes the one it is told: %s', async (delimiter) => {
    expect(await summarize('action|email|dept\nupdate|ann@example.com|A,B', { delimiter })).toEqual([
      '2 ok ann@example.com',
    ]);
  });

  it.each(['tab', '\\t', 'TAB'])('knows the tab as %s', async (delimiter) => {
    expect(await summarize('action\temail\tdept\nupdate\tann@example.com\tA', { delimiter })).toHaveLength(1);
  });

  it.each(['', ',,', '"', '\n', 'space bar'])('refuses %j', async (delimiter) => {
    expect(await refusal(HEADER, { delimiter })).toContain('cannot be used: give one character');
  });

  it('prefers the tab in a .tsv', async () => {
    const path = await fileWith('email\ntype,basic', 'people.tsv');
    const error = await openFile(path).catch((reason: unknown) => reason);
    expect(String(error)).toContain('There is no column "action"');
  });
});

describe('lines', () => {
  const lines = [
    '',
    HEADER,
    'update,a@example.com,"one\ntwo\nthree"',
    '',
    ' ,,',
    'update,b@example.com,x',
    'update,c@example.com,x',
  ];
  const expected = ['3 ok a@example.com', '8 ok b@example.com', '9 ok c@example.com'];

  it.each([
    ['LF', '\n'],
    ['CRLF', '\r\n'],
    ['CR', '\r'],
  ])('are counted from the first of the file, with %s', async (_name, ending) => {
    const text = lines.join('\n').replaceAll('\n', ending);
    expect(await summarize(text)).toEqual(expected);
    expect(await summarize(text + ending)).toEqual(expected);
  });

  it('are counted in a mixture of endings', async () => {
    expect(
      await summarize(
        `${HEADER}\r\nupdate,a@example.com,x\rupdate,b@example.com,x\n\rupdate,c@example.com,x`,
      ),
    ).toEqual(['2 ok a@example.com', '3 ok b@example.com', '5 ok c@example.com']);
  });

  it('are the same wherever a CRLF is cut', async () => {
    const row = (number: number) => `update,u${number}@example.com,${'x'.repeat(1 + (number % 7))}`;
    const rows = Array.from({ length: 9000 }, (_, number) => row(number));
    const summary = await summarize([HEADER, ...rows].join('\r\n'));
    expect(summary).toEqual(rows.map((_, number) => `${number + 2} ok u${number}@example.com`));
  });

  it('keep the line break inside a quoted cell', async () => {
    const [task] = await readTasks(`${HEADER}\r\nupdate,a@example.com,"Sales\r\nNorth"\r\n`);
    expect(task?.fields).toEqual({ dept: 'Sales\nNorth' });
  });
});

describe('the source', () => {
  it('can be read twice from standard input, and leaves no file behind', async () => {
    const temporary = folderWith();
    for (const name of ['TMPDIR', 'TEMP']) vi.stubEnv(name, temporary);
    onTestFinished(() => void vi.unstubAllEnvs());
    const input = await openBytes(`${HEADER}\nupdate,ann@example.com,Sales\ndeactivate,bo@example.com,\n`);
    const first = await collect(input);
    expect(await collect(input)).toEqual(first);
    await input.close();
    expect(first).toHaveLength(2);
    expect(await readdir(temporary)).toEqual([]);
  });

  it('is described by its name, digest and size', async () => {
    const content = `${HEADER}\n`;
    const path = await fileWith(content);
    const { name, digest, bytes, close } = await openFile(path);
    await close();
    expect({ name, digest, bytes }).toEqual({
      name: path,
      digest: createHash('sha256').update(content).digest('hex'),
      bytes: content.length,
    });
  });

  it('may have no rows', async () => {
    expect(await readInput(HEADER)).toEqual([]);
  });

  it.each([
    ['missing', 'no-such.csv', 'there is no such file'],
    ['a folder', '.', 'is a folder'],
    ['below a file', 'people.csv/x.csv', 'is a file, not a folder'],
  ])('is refused when it is %s', async (_name, name, message) => {
    await fileWith(HEADER);
    await expect(openFile(join(folder, name))).rejects.toThrow(message);
    await expect(openFile(join(folder, name))).rejects.toMatchObject({ name: 'UsageError' });
  });

  it.each([
    ['empty', '', 'is empty'],
    ['blank', '\n \r\n,,\n', 'has only blank lines'],
    ['a workbook', Buffer.from('504b030414000600', 'hex'), 'is an Excel workbook'],
    ['compressed', gzipSync(HEADER), 'is compressed by gzip'],
  ])('is refused when it is %s', async (_name, content, message) => {
    expect(await refusal(content)).toContain(message);
  });

  describe('when it is changed between two passes', () => {
    const before = `${HEADER}\n${'update,ann@example.com,Sales\n'.repeat(20_000)}`;
    const swap = (text: string) => before.slice(0, 400_010) + text + before.slice(400_010 + text.length);

    it.each<[string, string, readonly string[]]>([
      ['overwritten', before.replaceAll('Sales', 'Legal'), ['content']],
      ['changed at one place', swap('x'), ['content']],
      ['cut', before.slice(0, 300_000), ['content']],
      ['emptied', '', ['content']],
      ['longer', `${before}update,ann@example.com,Legal\n`, ['longer']],
      ['longer and another', `${swap('x')}update,ann@example.com,Legal\n`, ['content', 'longer']],
      ['written once more, as it was', before, []],
    ])('and is %s, whoever reads on is told, and nobody else may', async (_how, after, changes) => {
      const path = await fileWith(before, 'changing.csv');
      const input = await openFile(path);
      onTestFinished(() => input.close());
      expect(await collect(input)).toHaveLength(20_000);
      await writeFile(path, after);
      await utimes(path, new Date(), new Date('2030-01-01'));
      const told: string[] = [];
      let rows = 0;
      for await (const batch of input.rows(new AbortController().signal, (change) => told.push(change))) {
        rows += batch.length;
      }
      expect(told.filter((change, at) => told.indexOf(change) === at)).toEqual(changes);
      expect(rows).toBeLessThanOrEqual(20_000);
      if (changes.length === 0) expect(await collect(input)).toHaveLength(20_000);
      else await expect(collect(input)).rejects.toThrow('was changed while it was being read');
    });

    it.each([
      ['ends within a row', '', 'Sales', 'lastLineLonger', 'invalid'],
      ['ends with a row', '', '\nupdate,bob@example.com,Legal\n', 'longer', 'task'],
      ['ends with a line break', '\n', 'update,bob@example.com,Legal\n', 'longer', 'task'],
    ])('and grows, %s is told of, and a row that goes on is none', async (_what, end, more, change, kind) => {
      for (const encoding of ['utf8', 'utf16le'] as const) {
        const text = (of: string) => Buffer.from(of, encoding);
        const path = await fileWith(
          text(`\ufeff${HEADER}\nupdate,ann@example.com,Dept of${end}`),
          'grows.csv',
        );
        const input = await openFile(path);
        onTestFinished(() => input.close());
        await appendFile(path, text(more));
        const told = new Set<string>();
        const read = input.rows(new AbortController().signal, (its) => told.add(its));
        const rows = (await Array.fromAsync(read)).flat();
        expect([[...told], rows.map((row) => row.kind)]).toEqual([[change], [kind]]);
      }
    });

    it('in the place of which another has come, is read as it was', async () => {
      const path = await fileWith(before, 'replaced.csv');
      const input = await openFile(path);
      onTestFinished(() => input.close());
      await writeFile(`${path}.new`, `${HEADER}\n`);
      await rename(`${path}.new`, path);
      expect(await collect(input)).toHaveLength(20_000);
    });
  });

  it.each([
    ['as it was', `${HEADER}\nupdate,ann@example.com,Sales\n`, undefined],
    ['another that can be read', `${HEADER}\nupdate,ann@example.com,Legal\n`, undefined],
    ['another with a header that cannot be used', 'Who,What\na,b\n', 'its content has changed'],
    ['another without a row', '\n\n', 'its content has changed'],
  ])('that should be the one of before, and is %s', async (_what, content, problem) => {
    const digest = createHash('sha256').update(`${HEADER}\nupdate,ann@example.com,Sales\n`).digest('hex');
    const source = { path: await fileWith(content, 'again.csv') };
    const opened = openInput({ source, actions: ACTIONS, digest });
    if (problem) return expect(opened).rejects.toThrow(problem);
    const input = await opened;
    await input.close();
    expect(input.digest === digest).toBe(content.includes('Sales'));
  });

  it('stops when it is told to', async () => {
    const input = await openBytes(`${HEADER}\nupdate,ann@example.com,Sales\n`);
    const iterator = input.rows(AbortSignal.abort(new Error('enough')))[Symbol.asyncIterator]();
    await expect(iterator.next()).rejects.toThrow('enough');
    await input.close();
  });
});
