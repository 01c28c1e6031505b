import { EventEmitter } from 'node:events';

/** What commands a terminal: its question mark, its number and its letter. */
const COMMAND = /^\p{Cc}\[(\??)(\d*)[;\d]*([A-Za-z])/u;

/** A terminal, or a pipe, that remembers what was written. */
export class FakeStream extends EventEmitter {
  isTTY = true;
  columns = 120;
  rows = 40;
  readonly writes: string[] = [];

  write(text: string): boolean {
    this.writes.push(text);
    return true;
  }

  get all(): string {
    return this.writes.join('');
  }

  /** The lines as somebody sees them now, of a terminal that has no end below. */
  get screen(): string[] {
    const text = this.all;
    const lines = [''];
    let [row, column] = [0, 0];
    for (let at = 0; at < text.length; at += 1) {
      const found = COMMAND.exec(text.slice(at, at + 20));
      if (found) {
        const [sequence, isPrivate, count, command] = found;
        at += sequence.length - 1;
        if (isPrivate) continue;
        const line = lines[row] ?? '';
        if (command === 'A') row = Math.max(0, row - (Number(count) || 1));
        else if (command === 'B') row += Number(count) || 1;
        else if (command === 'G') column = (Number(count) || 1) - 1;
        else if (command === 'K') lines[row] = count === '2' ? '' : line.slice(0, column);
      } else if (text[at] === '\n') {
        [row, column] = [row + 1, 0];
      } else if (text[at] === '\r') {
        column = 0;
      } else {
        lines[row] = (lines[row] ?? '').padEnd(column).slice(0, column) + text[at];
        column += 1;
      }
      while (lines.length <= row) lines.push('');
    }
    return lines.slice(0, row + 1);
  }
}
