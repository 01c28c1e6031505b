import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BufferedFile } from '../../src/report/buffered-file.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'buffered-file-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('a file that collects pieces', () => {
  it('is full when 64 K are collected, and no longer when they are written', async () => {
    const path = join(folder, 'pieces.txt');
    await using file = await BufferedFile.open(path);
    const piece = 'x'.repeat(1024);
    for (let count = 1; count < 64; count++) file.add(piece);
    expect(file.isFull).toBe(false);
    file.add(piece);
    expect(file.isFull).toBe(true);
    await file.flush();
    expect(file.isFull).toBe(false);
    expect(await readFile(`${path}.part`, 'utf8')).toBe(piece.repeat(64));
    file.add('end');
    await file.complete();
    await file.putInPlace();
    expect(await readFile(path, 'utf8')).toBe(`${piece.repeat(64)}end`);
  });

  it('writes what the encoder makes of it', async () => {
    const path = join(folder, 'encoded.txt');
    await using file = await BufferedFile.open(path, (text) => Buffer.from(text, 'latin1'));
    file.add('Jür');
    file.add('gen');
    await file.complete();
    await file.putInPlace();
    expect(await readFile(path)).toEqual(Buffer.from('Jürgen', 'latin1'));
  });

  it('leaves nothing behind when it is given up', async () => {
    const before = await readdir(folder);
    {
      await using file = await BufferedFile.open(join(folder, 'given-up.txt'));
      file.add('something');
      await file.flush();
    }
    expect(await readdir(folder)).toEqual(before);
  });
});
