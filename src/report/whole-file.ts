import { type FileHandle, open, rename, rm } from 'node:fs/promises';

/**
 * A file of a report, written as a whole or not at all: under a temporary name beside it, on disk, then renamed. Only
 * the operator may read it, since reports hold people's addresses. The folder must be there. Whoever opens one disposes
 * of it; what was not finished then leaves nothing behind, and an earlier file of that name as it was.
 */
export class WholeFile {
  readonly #path: string;
  readonly #temporary: string;
  readonly #handle: FileHandle;
  #isFinished = false;

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

  async write(text: string): Promise<void> {
    await this.#handle.writeFile(text);
  }

  async finish(): Promise<void> {
    await this.#handle.sync();
    await this.#handle.close();
    await rename(this.#temporary, this.#path);
    this.#isFinished = true;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#isFinished) return;
    await this.#handle.close();
    await rm(this.#temporary, { force: true });
  }
}

/** Writes a small file as a whole or not at all. */
export async function writeWhole(path: string, text: string): Promise<void> {
  await using file = await WholeFile.open(path);
  await file.write(text);
  await file.finish();
}
