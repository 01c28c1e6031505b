const TABLES = 64;
/** Two halves of the hash stand before the numbers of a text. */
const HASH = 2;

/**
 * Some numbers for each of millions of texts: 8 bytes for each text, 4 for each number, and some air, where a Map of
 * strings would take 100. Two texts are taken for one when 64 bits of hash agree: once in 10^7 files of a million rows.
 */
export class TextTable {
  /** Many small tables instead of one large, since each needs its memory twice while it grows. */
  readonly #tables: Table[];
  #size = 0;

  /** @param numbers how many each text has: whole ones from 0 to 2^32 - 1 */
  constructor(numbers: number) {
    this.#tables = Array.from({ length: TABLES }, () => new Table(HASH + numbers));
  }

  /** How many different texts are in it. */
  get size(): number {
    return this.#size;
  }

  /** The numbers of a text, to be read or written before another text is added; undefined when it is not in it. */
  get(text: string): Uint32Array | undefined {
    const { low, high } = hash(text);
    return this.#tables[high % TABLES]?.get(low, high);
  }

  /** The same for a text that is added when it is not in it, with nothing but zeros. */
  add(text: string): Uint32Array {
    const { low, high } = hash(text);
    const table = this.#tables[high % TABLES] as Table;
    const known = table.get(low, high);
    if (known) return known;
    this.#size++;
    return table.add(low, high);
  }
}

class Table {
  readonly #width: number;
  #slots: Uint32Array;
  #used = 0;

  constructor(width: number) {
    this.#width = width;
    this.#slots = new Uint32Array(width * 16);
  }

  get(low: number, high: number): Uint32Array | undefined {
    const at = this.#find(low, high);
    return this.#slots[at] === 0 ? undefined : this.#numbersAt(at);
  }

  add(low: number, high: number): Uint32Array {
    this.#used++;
    if (this.#used * this.#width * 3 > this.#slots.length * 2) this.#grow();
    const at = this.#find(low, high);
    this.#slots[at] = low;
    this.#slots[at + 1] = high;
    return this.#numbersAt(at);
  }

  /** The slot of this hash, or the empty one where it belongs; the number of slots is a power of two. */
  #find(low: number, high: number): number {
    const slots = this.#slots;
    const mask = slots.length / this.#width - 1;
    for (let number = low & mask; ; number = (number + 1) & mask) {
      const at = number * this.#width;
      if (slots[at] === 0 || (slots[at] === low && slots[at + 1] === high)) return at;
    }
  }

  #numbersAt(at: number): Uint32Array {
    return this.#slots.subarray(at + HASH, at + this.#width);
  }

  #grow(): void {
    const old = this.#slots;
    this.#slots = new Uint32Array(old.length * 2);
    for (let at = 0; at < old.length; at += this.#width) {
      const [low = 0, high = 0] = [old[at], old[at + 1]];
      if (low !== 0) this.#slots.set(old.subarray(at, at + this.#width), this.#find(low, high));
    }
  }
}

/** FNV-1a and a second hash of another kind beside it, 32 bits each; the low one is never 0, which is an empty slot. */
function hash(text: string): { readonly low: number; readonly high: number } {
  let low = 0x811c9dc5;
  let high = 0x9747b28c;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    low = Math.imul(low ^ unit, 0x01000193);
    high = Math.imul((high << 15) | (high >>> 17), 0x1b873593) + unit;
  }
  return { low: mix(low) || 1, high: mix(high) };
}

/** Murmur's last step: spreads the differences over all bits, since a slot is chosen by the lowest. */
function mix(hashed: number): number {
  let bits = hashed ^ (hashed >>> 16);
  bits = Math.imul(bits, 0x85ebca6b);
  bits ^= bits >>> 13;
  bits = Math.imul(bits, 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
