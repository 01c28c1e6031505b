import { createLogUpdate } from 'log-update';
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
  output.write(Shown.join(['x', Shown.painted('red', 'y'), EVIL], '\u001b'));
  output.write(Shown.painted('red', EVIL));
  expect(stream.writes).toEqual([
    TAME,
    `x<U+001B>\u001b[31my\u001b[39m<U+001B>${TAME}`,
    `\u001b[31m${TAME}\u001b[39m`,
  ]);
});

it('a block is drawn anew with what it may have of colours, and nothing else of what is in it', () => {
  const stream = new FakeStream();
  const block = new TextOutput(stream).block(createLogUpdate);
  block.show(EVIL);
  block.print(EVIL);
  block.show('at last');
  expect(stream.all).not.toMatch(/\p{Cc}\[2J|[\u009b\u202e]/u);
  expect(stream.screen).toEqual([TAME.trim(), 'at last', '']);
  block.clear();
  expect(stream.screen.filter(Boolean)).toEqual([TAME.trim()]);
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
