import { WholeFile } from './whole-file.ts';

/** Characters that are collected before they are written; a million rows one by one would take minutes. */
const CHUNK_LENGTH = 64 * 1024;

/** A whole file whose text comes in small pieces. */
export class BufferedFile implements AsyncDisposable {
  readonly #file: WholeFile;
  readonly #encode: (text: string) => string | Uint8Array;
  #pieces: string[] = [];
  #length = 0;

  private constructor(file: WholeFile, encode: (text: string) => string | Uint8Array) {
    this.#file = file;
    this.#encode = encode;
  }

  /** @throws whatever the file system throws, or `encode` does; so do the other methods */
  static async open(
    path: string,
    encode: (text: string) => string | Uint8Array = (text) => text,
  ): Promise<BufferedFile> {
    return new BufferedFile(await WholeFile.open(path), encode);
  }

  /** Once the file is full, it is to be flushed. */
  add(text: string): void {
    this.#pieces.push(text);
    this.#length += text.length;
  }

  get isFull(): boolean {
    return this.#length >= CHUNK_LENGTH;
  }

  async flush(): Promise<void> {
    if (this.#pieces.length === 0) return;
    const content = this.#encode(this.#pieces.join(''));
    this.#pieces = [];
    this.#length = 0;
    await this.#file.write(content);
  }

  /** On disk, and in need of nothing but its name. */
  async complete(): Promise<void> {
    await this.flush();
    await this.#file.complete();
  }

  async putInPlace(): Promise<void> {
    await this.#file.putInPlace();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#file[Symbol.asyncDispose]();
  }
}
