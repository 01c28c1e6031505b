/**
 * Remembers on which line a text stood first, for millions of texts: 12 bytes and some air for each, where a
 * Map of strings would take 100. Two texts are taken for one when 64 bits of hash agree: once in 10^7 files of a
 * million rows.
 */
export class FirstLines {
  /** Many small tables instead of one large, since each needs its memory twice while it grows. */
  readonly #tables: Table[] = Array.from({ length: TABLES }, () => new Table());
  #size = 0;

  /** How many different texts are remembered. */
  get size(): number {
    return this.#size;
  }

  /** The line on which this text was remembered before, or undefined after remembering it with this line. */
  remember(text: string, line: number): number | undefined {
    const { table, low, high } = this.#placeOf(text);
    const firstLine = table?.remember(low, high, line);
    if (firstLine === undefined) this.#size++;
    return firstLine;
  }

  has(text: string): boolean {
    const { table, low, high } = this.#placeOf(text);
    return table?.lineOf(low, high) !== undefined;
  }

  #placeOf(text: string): { readonly table: Table | undefined; readonly low: number; readonly high: number } {
    // FNV-1a and a second hash of another kind beside it, 32 bits each.
    let low = 0x811c9dc5;
    let high = 0x9747b28c;
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      low = Math.imul(low ^ unit, 0x01000193);
      high = Math.imul((high << 15) | (high >>> 17), 0x1b873593) + unit;
    }
    high = mix(high);
    return { table: this.#tables[high % TABLES], low: mix(low), high };
  }
}

const TABLES = 64;

class Table {
  /** Three numbers a slot: two halves of the hash, and the line, which is 0 in an empty slot. */
  #slots = new Uint32Array(3 * 16);
  #used = 0;

  lineOf(low: number, high: number): number | undefined {
    return this.#slots[findSlot(this.#slots, low, high) + 2] || undefined;
  }

  remember(low: number, high: number, line: number): number | undefined {
    const slot = findSlot(this.#slots, low, high);
    const firstLine = this.#slots[slot + 2];
    if (firstLine) return firstLine;
    fill(this.#slots, slot, low, high, line);
    this.#used++;
    if (this.#used * 3 * 3 > this.#slots.length * 2) this.#grow();
    return undefined;
  }

  #grow(): void {
    const old = this.#slots;
    this.#slots = new Uint32Array(old.length * 2);
    for (let at = 0; at < old.length; at += 3) {
      const [low = 0, high = 0, line = 0] = [old[at], old[at + 1], old[at + 2]];
      if (line !== 0) fill(this.#slots, findSlot(this.#slots, low, high), low, high, line);
    }
  }
}

/** The slot of this hash, or the empty one where it belongs; the number of slots is a power of two. */
function findSlot(slots: Uint32Array, low: number, high: number): number {
  const mask = slots.length / 3 - 1;
  for (let number = low & mask; ; number = (number + 1) & mask) {
    const at = number * 3;
    if (slots[at + 2] === 0 || (slots[at] === low && slots[at + 1] === high)) return at;
  }
}

function fill(slots: Uint32Array, at: number, low: number, high: number, line: number): void {
  slots[at] = low;
  slots[at + 1] = high;
  slots[at + 2] = line;
}

/** Murmur's last step: spreads the differences over all bits, since a slot is chosen by the lowest. */
function mix(hashed: number): number {
  let bits = hashed ^ (hashed >>> 16);
  bits = Math.imul(bits, 0x85ebca6b);
  bits ^= bits >>> 13;
  bits = Math.imul(bits, 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
