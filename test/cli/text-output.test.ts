import { expect, it } from 'vitest';
import { TextOutput } from '../../src/cli/text-output.ts';
import { Shown } from '../../src/report/terminal/shown.ts';
import { FakeStream } from '../support/fake-stream.ts';

const EVIL = 'a\u001b[2J\u009b31m\u202eb\r\n';
const TAME = 'a<U+001B>[2J<U+009B>31m<U+202E>b<U+000D>\n';

it('what is written to a terminal commands it only where the program itself wants to', () => {
  const stream = new FakeStream();
  const output = new TextOutput(stream);
  output.write(EVIL);
  output.write(Shown.join(['x', Shown.eraseLine, EVIL], '\u001b'));
  output.write(Shown.painted('red', EVIL));
  expect(stream.writes).toEqual([TAME, `x<U+001B>\r\u001b[K<U+001B>${TAME}`, `\u001b[31m${TAME}\u001b[39m`]);
});

it('a question is written as everything else is', async () => {
  const [stdin, stream] = [new FakeStream(), new FakeStream()];
  const input = Object.assign(stdin, { resume: () => undefined, pause: () => undefined });
  const questions = new TextOutput(stream).questionsTo(input as unknown as NodeJS.ReadableStream);
  const abort = new AbortController();
  const asked = questions.ask('\u001b]0;x\u0007?', abort.signal).catch(() => undefined);
  abort.abort();
  await asked;
  questions.close();
  expect(stream.all).toContain('<U+001B>]0;x<U+0007>?');
});
