import { expect, it } from 'vitest';
import type { DatedAnswer } from '../../src/core/server-clock.ts';
import { datedSend } from '../../src/zoom/dated-send.ts';
import type { HttpAnswer } from '../../src/zoom/exchange.ts';

const DATE = 'Thu, 26 Nov 2026 12:00:00 GMT';

/** What is learnt of an answer with these headers that takes a while to leave, and another to come. */
async function learnt(headers: HttpAnswer['headers']): Promise<DatedAnswer[]> {
  const answers: DatedAnswer[] = [];
  let ticks = 1_000;
  const transport = {
    send: async (_request: unknown, _abort: AbortSignal, onSent?: () => unknown) => {
      ticks += 50;
      onSent?.();
      ticks += 300;
      return { status: 503, headers, text: '' };
    },
  };
  const send = datedSend(
    transport,
    () => ticks,
    (answer) => answers.push(answer),
  );
  await send({ method: 'GET', url: 'http://x', headers: {} }, new AbortController().signal);
  return answers;
}

it('tells what an answer says of the time, with when it left and came', async () => {
  const dated = { date: Date.UTC(2026, 10, 26, 12), sentAt: 1_050, receivedAt: 1_350 };
  expect(await learnt({ date: DATE })).toEqual([dated]);
  expect(await learnt({ date: DATE, age: '0' })).toEqual([dated]);
});

it.each<[string, HttpAnswer['headers']]>([
  ['says nothing', {}],
  ['was kept somewhere for a while', { date: DATE, age: '40' }],
  ['says something else', { date: 'soon' }],
  ['says a number', { date: '1' }],
  ['names no zone', { date: 'Thu, 26 Nov 2026 12:00:00' }],
  ['names a day that there is not', { date: 'Thu, 99 Nov 2026 12:00:00 GMT' }],
])('tells nothing of the time when an answer %s', async (_what, headers) => {
  expect(await learnt(headers)).toEqual([]);
});
