/**
 * Turns the bytes of a file into UTF-8 without a byte order mark and with LF as the only line ending, whatever
 * mixture of CRLF, LF and lone CR it had. What cannot be decoded becomes U+FFFD. Chunks may be cut anywhere.
 */
export async function* decode(chunks: AsyncIterable<Buffer>, encoding: string): AsyncGenerator<Buffer> {
  const toLf = lineEndings();
  for await (const chunk of encoding === 'utf-8' ? withoutMark(chunks) : transcode(chunks, encoding)) {
    const piece = toLf(chunk);
    if (piece.length > 0) yield piece;
  }
}

async function* transcode(chunks: AsyncIterable<Buffer>, encoding: string): AsyncGenerator<Buffer> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of chunks) yield Buffer.from(decoder.decode(chunk, { stream: true }));
  yield Buffer.from(decoder.decode());
}

const MARK = Buffer.from('\ufeff');

/** UTF-8 is handed on as it is: decoding and encoding again would cost as much as reading the rows. */
async function* withoutMark(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let start: Buffer | undefined = Buffer.alloc(0);
  for await (const chunk of chunks) {
    if (!start) {
      yield chunk;
      continue;
    }
    start = Buffer.concat([start, chunk]);
    if (start.length < MARK.length) continue;
    yield afterMark(start);
    start = undefined;
  }
  if (start) yield afterMark(start);
}

function afterMark(start: Buffer): Buffer {
  return start.subarray(0, MARK.length).equals(MARK) ? start.subarray(MARK.length) : start;
}

const LF = 10;
const CR = 13;

/** Remembers between chunks whether the last one ended in a CR whose LF may follow. */
function lineEndings(): (chunk: Buffer) => Buffer {
  let afterCr = false;
  return (chunk) => {
    const from = afterCr && chunk[0] === LF ? 1 : 0;
    if (chunk.length > 0) afterCr = chunk.at(-1) === CR;
    const firstCr = chunk.indexOf(CR, from);
    return firstCr === -1 ? chunk.subarray(from) : replaceCr(chunk, from, firstCr);
  };
}

function replaceCr(chunk: Buffer, start: number, firstCr: number): Buffer {
  const out = Buffer.allocUnsafe(chunk.length);
  let length = 0;
  let from = start;
  for (let cr = firstCr; cr !== -1; cr = chunk.indexOf(CR, from)) {
    length += chunk.copy(out, length, from, cr);
    out[length++] = LF;
    from = chunk[cr + 1] === LF ? cr + 2 : cr + 1;
  }
  length += chunk.copy(out, length, from);
  return out.subarray(0, length);
}
