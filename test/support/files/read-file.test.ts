import { spawn } from 'node:child_process';
import { chmodSync, truncateSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openForReading } from '../../../src/support/files/open-for-reading.ts';
import { pipePieces } from '../../../src/support/files/pipe.ts';
import { readFile } from '../../../src/support/files/read-file.ts';
import { SHARED } from '../../../src/support/files/trust.ts';
import { makeFifo } from '../fifo.ts';
import { folderWith } from '../folder.ts';
import { ON_WINDOWS } from '../platform.ts';

function fifo(): string {
  const file = path.join(folderWith(), 'pipe');
  makeFifo(file);
  return file;
}

/** Another process that writes into a file, a moment later. */
function writeLater(file: string, script = 'sleep 0.2; echo one; sleep 0.2; echo two'): void {
  spawn('sh', ['-c', `(${script}) >"$0"`, file], { stdio: 'ignore' });
}

describe.skipIf(ON_WINDOWS)('a file that is read as a whole', () => {
  it.each([
    ['/', 'a folder'],
    ['/dev/zero', 'a device'],
    ['/dev/tty', 'a device'],
  ])('is no other thing: %s', async (file, kind) => {
    expect(() => readFile(file, { pipe: true })).toThrow(`${file} is ${kind}, not a file`);
    await expect(openForReading(file)).rejects.toThrow(`${file} is ${kind}, not a file`);
  });

  it('is no pipe, unless pipes are taken, whose writer may come later', () => {
    const file = fifo();
    expect(() => readFile(file)).toThrow(`${file} is a pipe, not a file`);
    writeLater(file);
    const { bytes, isPipe } = readFile(file, { pipe: true });
    expect({ text: String(bytes), isPipe }).toEqual({ text: 'one\ntwo\n', isPipe: true });
  });

  it('may be the one that is always empty', () => {
    expect(String(readFile('/dev/null').bytes)).toBe('');
  });

  it('is refused when it is larger than anything that is meant', () => {
    const file = path.join(folderWith({ large: '' }), 'large');
    truncateSync(file, 2 ** 30);
    expect(() => readFile(file)).toThrow('is too large to be that');
  });

  it('is refused when it, or a folder on the way, does not meet the demands', () => {
    const folder = folderWith({ x: '' });
    const file = path.join(folder, 'x');
    const read = () => readFile(file, { demands: { file: SHARED, way: SHARED } });
    read();
    chmodSync(file, 0o606);
    expect(read).toThrow(`${file} may be changed by everybody`);
    chmodSync(file, 0o600);
    chmodSync(folder, 0o777);
    expect(read).toThrow(`${folder} may be changed by everybody`);
  });
});

describe.skipIf(ON_WINDOWS)('a pipe that is read piece by piece', () => {
  it('gives what a writer who comes later writes, to its end', async () => {
    const file = fifo();
    const { handle, isPipe } = await openForReading(file);
    expect(isPipe).toBe(true);
    writeLater(file);
    const pieces = await Array.fromAsync(pipePieces(file, handle));
    await handle.close();
    expect(String(Buffer.concat(pieces))).toBe('one\ntwo\n');
  });

  it('is not waited for once the signal fires', async () => {
    const file = fifo();
    const { handle } = await openForReading(file);
    const reason = new Error('enough');
    const abort = new AbortController();
    setTimeout(() => abort.abort(reason), 50);
    await expect(pipePieces(file, handle, abort.signal).next()).rejects.toBe(reason);
    await handle.close();
  });
});
