/** A text in bytes. @throws {RangeError} where the encoding has no bytes for it */
export type Encode = (text: string) => Buffer;

const ASCII = /^[\0-\x7f]*$/;

/** Whether the encoding can hold every text. */
export function isUnicode(encoding: string): boolean {
  return encoding.startsWith('utf-');
}

/**
 * Makes bytes of texts, as TextDecoder makes texts of bytes: Node has no other encoder than those of Unicode. Without a byte
 * order mark.
 * @param encoding as TextDecoder names it
 */
export function encoderFor(encoding: string): Encode {
  if (encoding === 'utf-8') return (text) => Buffer.from(text);
  if (encoding === 'utf-16le') return (text) => Buffer.from(text, 'utf16le');
  if (encoding === 'utf-16be') return (text) => Buffer.from(text, 'utf16le').swap16();
  let table: ReadonlyMap<string, Buffer> | undefined;
  return (text) => {
    if (ASCII.test(text)) return Buffer.from(text, 'latin1');
    table ??= tableOf(encoding);
    const codes = table;
    return Buffer.concat(
      [...text].map((character) => {
        const bytes = codes.get(character);
        if (bytes) return bytes;
        throw new RangeError(`${encoding} has no character ${character}`);
      }),
    );
  };
}

/** Every character of one byte or two. */
function tableOf(encoding: string): ReadonlyMap<string, Buffer> {
  const decoder = new TextDecoder(encoding);
  const table = new Map<string, Buffer>();
  const leads: number[] = [];
  const add = (bytes: Buffer) => {
    const text = decoder.decode(bytes);
    const isOne = [...text].length === 1 && text !== '\ufffd';
    if (isOne && !table.has(text)) table.set(text, bytes);
    return isOne;
  };
  for (let byte = 0; byte < 0x100; byte++) if (!add(Buffer.of(byte)) && byte >= 0x80) leads.push(byte);
  for (const lead of leads) for (let trail = 0x30; trail < 0xff; trail++) add(Buffer.of(lead, trail));
  return table;
}
