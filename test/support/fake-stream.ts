import { EventEmitter } from 'node:events';
import { stripVTControlCharacters } from 'node:util';

/** A terminal, or a pipe, that remembers what was written. */
export class FakeStream extends EventEmitter {
  isTTY = true;
  columns = 120;
  readonly writes: string[] = [];

  write(text: string): boolean {
    this.writes.push(text);
    return true;
  }

  get all(): string {
    return this.writes.join('');
  }

  /** The lines as somebody sees them now, the last one being rewritten in place. */
  get screen(): string[] {
    return this.all
      .split('\n')
      .map((line) => stripVTControlCharacters(line.split('\r\u001B[K').at(-1) ?? ''));
  }
}
