import { type FileHandle, open, rename, rm } from 'node:fs/promises';

/**
 * A file of a report, written as a whole or not at all: under a temporary name beside it, on disk, then renamed. Only
 * the operator may read it, since reports hold people's addresses. The folder must be there. Whoever opens one disposes
 * of it; what was not put in its place then leaves nothing behind, and an earlier file of that name as it was.
 */
export class WholeFile {
  readonly #path: string;
  readonly #temporary: string;
  readonly #handle: FileHandle;
  #isInPlace = false;

  private constructor(path: string, temporary: string, handle: FileHandle) {
    this.#path = path;
    this.#temporary = temporary;
    this.#handle = handle;
  }

  /** @throws whatever the file system throws; so do the other methods */
  static async open(path: string): Promise<WholeFile> {
    const temporary = `${path}.part`;
    // A mode is only given to a file that is made: what a crash left behind must go first.
    await rm(temporary, { force: true });
    return new WholeFile(path, temporary, await open(temporary, 'wx', 0o600));
  }

  async write(content: string | Uint8Array): Promise<void> {
    await this.#handle.writeFile(content);
  }

  /** All is written: on disk, and in need of nothing but its name. */
  async complete(): Promise<void> {
    await this.#handle.sync();
    await this.#handle.close();
  }

  /** It is there under its name, in the place of an earlier one. */
  async putInPlace(): Promise<void> {
    await rename(this.#temporary, this.#path);
    this.#isInPlace = true;
  }

  /** Never throws: why it was not finished is what is to be said. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#isInPlace) return;
    await this.#handle.close().catch(() => undefined);
    await rm(this.#temporary, { force: true }).catch(() => undefined);
  }
}

/** Removes an earlier file that could not be replaced, if that can be done. */
export async function removeStale(path: string): Promise<void> {
  await rm(path, { force: true }).catch(() => undefined);
}
