import { LABELS, type Label } from '../core/labels.ts';
import { LineQueue } from './line-queue.ts';

/**
 * Rows that the reader has gone past because their label or their user has enough to do, while others may go on farther
 * down: which they are, and whose. What they say is read again when their turn comes, since there may be very many.
 */
export class ParkedRows {
  readonly #lines = labelQueues();
  /** The lines of each key, by its hash: two keys that share one only wait for each other. */
  readonly #ofKey = new Map<number, number | LineQueue>();
  /** Of rows that have other keys than their own text tells. */
  readonly #keys = new Map<number, readonly string[]>();

  get size(): number {
    return LABELS.reduce((sum, label) => sum + this.#lines[label].size, 0);
  }

  /** Whether a row of one of these keys is parked: a later one must not overtake it. */
  holds(keys: readonly string[]): boolean {
    return this.#ofKey.size > 0 && keys.some((key) => this.#ofKey.has(hash(key)));
  }

  /** Rows must come in file order. @param own the keys that anybody can tell from the row alone */
  park(line: number, label: Label, keys: readonly string[], own: readonly string[]): void {
    this.#lines[label].push(line);
    if (keys.join() !== own.join()) this.#keys.set(line, keys);
    for (const number of new Set(keys.map(hash))) {
      const known = this.#ofKey.get(number);
      if (known === undefined) this.#ofKey.set(number, line);
      else if (typeof known !== 'number') known.push(line);
      else {
        const both = new LineQueue();
        both.push(known);
        both.push(line);
        this.#ofKey.set(number, both);
      }
    }
  }

  /** The first of a label. */
  next(label: Label): number | undefined {
    return this.#lines[label].first;
  }

  keysOf(line: number, own: readonly string[]): readonly string[] {
    return this.#keys.get(line) ?? own;
  }

  /** Whether no earlier row of the same user, of another label, is parked. */
  isFirst(line: number, keys: readonly string[]): boolean {
    return keys.every((key) => {
      const known = this.#ofKey.get(hash(key));
      return (typeof known === 'object' ? known.first : known) === line;
    });
  }

  /** Takes the first of a label away. */
  take(label: Label, line: number, keys: readonly string[]): void {
    this.#lines[label].take();
    this.#keys.delete(line);
    for (const number of new Set(keys.map(hash))) {
      const known = this.#ofKey.get(number);
      if (typeof known === 'object' && known.size > 1) known.take();
      else this.#ofKey.delete(number);
    }
  }
}

function labelQueues(): Readonly<Record<Label, LineQueue>> {
  return { light: new LineQueue(), medium: new LineQueue() };
}

/** FNV-1a, in 31 bits: a small integer takes no memory of its own. */
function hash(key: string): number {
  let number = 0x811c9dc5;
  for (let at = 0; at < key.length; at++) number = Math.imul(number ^ key.charCodeAt(at), 0x01000193);
  return number & 0x3fffffff;
}
