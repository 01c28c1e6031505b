import { spawnSync } from 'node:child_process';
import { existsSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Debian's `faketime` moves the clock of a real process; https://packages.debian.org/faketime */
export const hasFaketime = (process.env.PATH ?? '')
  .split(':')
  .some((folder) => existsSync(`${folder}/faketime`));

/** What the command of that name loads into the program that it starts, which is all that it does. */
function findLibrary(): string {
  const { stdout } = spawnSync('faketime', ['-f', '+0s', 'printenv', 'LD_PRELOAD'], { encoding: 'utf8' });
  return stdout.trim();
}

/**
 * The clock of a process, to be set while it runs, as people and programs do: what tells the time of day steps, and what
 * timers and `performance.now` go by does not.
 */
export class SteppingClock {
  readonly #file: string;
  /** For the process. */
  readonly env: Readonly<Record<string, string>>;

  /** @param folder for the file by which it is set @param offMs how far it is off at first, ahead or behind */
  constructor(folder: string, offMs = 0) {
    this.#file = path.join(folder, 'clock');
    this.env = {
      LD_PRELOAD: findLibrary(),
      FAKETIME_TIMESTAMP_FILE: this.#file,
      FAKETIME_NO_CACHE: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
    };
    this.set(offMs);
  }

  /** From now on it is so far ahead, or behind. */
  set(offMs: number): void {
    const seconds = Math.round(offMs / 1000);
    writeFileSync(`${this.#file}.new`, `${seconds < 0 ? '' : '+'}${seconds}s`);
    renameSync(`${this.#file}.new`, this.#file);
  }
}
