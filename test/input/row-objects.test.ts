import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { collectRows, type RowObjects } from '../../src/input/row-objects.ts';
import { complaintOf } from '../support/folder.ts';

const ANN = { action: 'update', email: 'ann@example.com' };

describe('rows that a program gives', () => {
  it('are a table with all their columns, whose first row is line 2', async () => {
    const { rows } = await collectRows([
      { ...ANN, dept: 'R&D, "x"\nsecond line' },
      { email: 'ben@example.com', type: 2, custom: undefined },
    ]);
    expect(rows).toEqual([
      { line: 1, lastLine: 1, cells: ['action', 'email', 'dept', 'type'] },
      { line: 2, lastLine: 2, cells: ['update', 'ann@example.com', 'R&D, "x"\nsecond line', ''] },
      { line: 3, lastLine: 3, cells: ['', 'ben@example.com', '', '2'] },
    ]);
  });

  it.each<[unknown, string]>([
    ['Null', 'Null'],
    ['', ''],
    [2, '2'],
    [0, '0'],
    [true, 'true'],
    [false, 'false'],
    [null, ''],
    [undefined, ''],
    [[{ label: 'Mobile' }], '[{"label":"Mobile"}]'],
    [{ a: 1 }, '{"a":1}'],
  ])('have %j as the cell %j', async (value, cell) => {
    const { rows } = await collectRows([
      { ...ANN, dept: 'x' },
      { ...ANN, dept: value as string },
    ]);
    expect(rows[2]?.cells[2]).toBe(cell);
  });

  it('have large integers digit for digit, deep inside, too', async () => {
    const { rows } = await collectRows([
      { email: 10n ** 20n, license_info_list: [{ license_type: 10n ** 20n }] },
    ]);
    expect(rows[1]?.cells).toEqual(['100000000000000000000', '[{"license_type":100000000000000000000}]']);
  });

  it.each<[string, () => RowObjects]>([
    ['a list', () => [ANN]],
    ['a set', () => new Set([ANN])],
    ['a generator', () => [ANN].values()],
    ['a stream of the web', () => ReadableStream.from([ANN])],
    [
      'an async generator',
      async function* () {
        await delay(1);
        yield ANN;
      },
    ],
  ])('may be %s', async (_, rowsOf) => {
    expect((await collectRows(rowsOf())).rows).toHaveLength(2);
  });

  it('may be none, and are a table without rows then', async () => {
    expect((await collectRows([])).rows).toEqual([{ line: 1, lastLine: 1, cells: ['action', 'email'] }]);
  });

  it.each<[string, unknown, RegExp]>([
    ['a text', 'ann@example.com', /^Row 2 is no object/],
    ['a list', ['update', 'ann@example.com'], /^Row 2 is no object/],
    ['a map', new Map([['email', 'ann@example.com']]), /^Row 2 is no object/],
    ['bytes', Buffer.from('action,email'), /^Row 2 is no object/],
    ['nothing', null, /^Row 2 is no object/],
    ['a function in it', { ...ANN, dept: () => 'Sales' }, /^Row 2: dept is a function/],
    ['a symbol in it', { ...ANN, dept: Symbol('Sales') }, /^Row 2: dept is a symbol/],
  ])('are refused where one is or has %s', async (_, row, complaint) => {
    expect(await complaintOf(() => collectRows([ANN, row as never]))).toMatch(complaint);
  });

  it('have a digest of what they say', async () => {
    const digestOf = async (...rows: (typeof ANN & { dept?: unknown })[]) =>
      (await collectRows(rows as never)).digest;
    expect(await digestOf({ ...ANN, dept: 2 })).toBe(await digestOf({ ...ANN, dept: '2' }));
    expect(await digestOf({ ...ANN })).not.toBe(await digestOf({ ...ANN, email: 'ben@example.com' }));
    expect(await digestOf(ANN, { ...ANN, email: 'b' })).not.toBe(await digestOf({ ...ANN, email: 'b' }, ANN));
  });

  it('are waited for no longer than the signal says, and told so', async () => {
    const stopping = new AbortController();
    let closed = false;
    async function* slow() {
      try {
        yield ANN;
        stopping.abort(new Error('enough'));
        await delay(5);
        yield ANN;
        throw new Error('nobody wants this row');
      } finally {
        closed = true;
      }
    }
    await expect(collectRows(slow(), stopping.signal)).rejects.toThrow('enough');
    await delay(20);
    expect(closed).toBe(true);
  });

  it('pass on what their source throws', async () => {
    const broken = async function* () {
      yield ANN;
      throw new Error('the database is gone');
    };
    await expect(collectRows(broken())).rejects.toThrow('the database is gone');
  });
});
