import { expect, it } from 'vitest';
import { createFirstLine } from '../../src/cli/first-line.ts';
import type { RunEvent } from '../../src/core/events.ts';
import type { Notice } from '../../src/core/notice.ts';

const notice = (its: Notice): RunEvent => ({ type: 'notice', notice: its });
const HOST = notice({
  kind: 'otherHost',
  hosts: [{ host: 'zoom.test', variables: ['ZOOM_API_URL'] }],
});
const WARNING = notice({ kind: 'input', text: 'odd' });
const WAITS = notice({ kind: 'waitsForRun', account: 'acme', which: 'run r-1' });
const CHECKED: RunEvent = { type: 'checked', rows: 1, invalid: 0, settled: 0 };

function hear(...events: readonly (RunEvent | 'ask' | 'end')[]): RunEvent[] {
  const heard: RunEvent[] = [];
  const first = createFirstLine((event) => heard.push(event));
  for (const event of events) {
    if (event === 'ask') first.tell();
    else if (event === 'end') first.end();
    else first.listen(event);
  }
  return heard;
}

it('where a run sends to is told before everything else, once it gets past its checks', () => {
  expect(hear(HOST, WARNING)).toEqual([]);
  expect(hear(HOST, WARNING, CHECKED, WARNING, 'end')).toEqual([HOST, WARNING, CHECKED, WARNING]);
  expect(hear(HOST, WARNING, 'ask', CHECKED)).toEqual([HOST, WARNING, CHECKED]);
  expect(hear(HOST, WAITS, WARNING)).toEqual([HOST, WAITS, WARNING]);
});

it("the account's name takes the place of its id, if nobody has read that yet", () => {
  const account = (name?: string) =>
    notice({ kind: 'account', account: 'a-1', name, apiUrl: 'https://zoom.test/v2' });
  expect(hear(HOST, account(), WARNING, account('Acme'), 'ask')).toEqual([HOST, account('Acme'), WARNING]);
  expect(hear(account(), WAITS, account('Acme'), CHECKED)).toEqual([
    account(),
    WAITS,
    account('Acme'),
    CHECKED,
  ]);
  expect(hear(HOST, account(), WARNING, 'end')).toEqual([WARNING]);
});

it('a run that is refused tells only what else was odd', () => {
  expect(hear(HOST, WARNING, 'end')).toEqual([WARNING]);
});

it('a run that sends to Zoom keeps nothing back', () => {
  expect(hear(WARNING, CHECKED, 'end')).toEqual([WARNING, CHECKED]);
});
