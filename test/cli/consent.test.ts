import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { ACTIONS } from '../../src/actions/index.ts';
import { askConsent } from '../../src/cli/consent.ts';
import { type OutputStream, TextOutput } from '../../src/cli/text-output.ts';
import { GuardRefusal } from '../../src/core/guard-refusal.ts';
import type { CheckedRow } from '../../src/core/task.ts';
import type { ActionName } from '../../src/core/vocabulary.ts';
import { InputTotals } from '../../src/engine/input-totals.ts';
import { Protection } from '../../src/engine/protection.ts';
import { Stop, Stopped } from '../../src/engine/stop.ts';
import { task, taskRow } from '../support/engine-rig.ts';

const DEACTIVATION = taskRow(task(2, 'deactivate', 'ann@x.org'));

/** A question at a terminal, or where there is none, and what happens there. */
async function ask(
  happens: (stdin: PassThrough, stop: Stop) => void,
  rows: readonly CheckedRow[] = [DEACTIVATION],
  { yes = false, simulate = false, isTTY = true, protect = [] as string[] } = {},
) {
  const totals = new InputTotals(ACTIONS, new Protection(protect), 'fail');
  for (const row of rows) totals.add(row);
  const stop = new Stop();
  const [stdin, stderr] = [new PassThrough(), new PassThrough()].map((stream) =>
    Object.assign(stream, { isTTY, setRawMode: () => undefined }),
  );
  let shown = '';
  stderr?.on('data', (chunk) => {
    shown += String(chunk);
  });
  const terminal = {
    stdin,
    stderr: new TextOutput(stderr as unknown as OutputStream),
  } as unknown as Parameters<typeof askConsent>[3];
  const asked = askConsent(totals, { yes, simulate }, stop, terminal).then(
    () => 'yes',
    (error: unknown) => error,
  );
  setTimeout(() => happens(stdin as PassThrough, stop), 20);
  return { answer: await asked, reason: stop.reason, shown };
}

const INVALID: CheckedRow = { kind: 'invalid', line: 9, user: '', action: '', problems: [] };

function rowsOf(...actions: readonly ActionName[]): CheckedRow[] {
  return actions.map((action, index) => taskRow(task(index + 2, action, `u${index}@x.org`)));
}

describe('at a question', () => {
  it.each(['y\r', 'yes\r', ' YES \r'])('%j goes on', async (keys) => {
    expect(await ask((stdin) => stdin.write(keys))).toMatchObject({ answer: 'yes', reason: undefined });
  });

  it.each(['n\r', '\r', 'maybe\r', '\u0004'])('%j is a refusal', async (keys) => {
    const { answer, reason } = await ask((stdin) => stdin.write(keys));
    expect(answer).toBeInstanceOf(GuardRefusal);
    expect(reason).toBeUndefined();
  });

  it('the end of the terminal is a refusal', async () => {
    expect((await ask((stdin) => stdin.end())).answer).toBeInstanceOf(GuardRefusal);
  });

  it('Ctrl-C is an interruption', async () => {
    const { answer, reason } = await ask((stdin) => stdin.write('\u0003'));
    expect(answer).toBeInstanceOf(Stopped);
    expect(reason).toEqual({ kind: 'signal', signal: 'SIGINT' });
  });

  it('a signal from elsewhere is one, too', async () => {
    const { answer, reason } = await ask((_, stop) => stop.stop({ kind: 'signal', signal: 'SIGTERM' }));
    expect(answer).toBeInstanceOf(Stopped);
    expect(reason).toEqual({ kind: 'signal', signal: 'SIGTERM' });
  });
});

describe('what is asked on a terminal before anything is sent', () => {
  it.each<[string, CheckedRow[], string]>([
    ['new users', [...rowsOf('create', 'ssoCreate'), INVALID], '2 new users, 1 row left out: go on? [y/N] '],
    ['other rows', rowsOf('update', 'update', 'activate'), '2 updates, 1 activation: go on? [y/N] '],
    [
      'what cannot be taken back',
      rowsOf('deactivate'),
      'The input deactivates 1 user (they lose their licences). Go on? [y/N] ',
    ],
    [
      'both, in one question',
      [...rowsOf('create', 'deactivate'), INVALID],
      '1 new user, 1 row left out, and the input deactivates 1 user (they lose their licences). Go on? [y/N] ',
    ],
  ])('names %s', async (_what, rows, question) => {
    expect(await ask((stdin) => stdin.write('y\r'), rows)).toMatchObject({
      answer: 'yes',
      shown: expect.stringContaining(question),
    });
  });

  it('names those who are protected', async () => {
    const { shown } = await ask((stdin) => stdin.write('n\r'), rowsOf('create', 'create'), {
      protect: ['u1@x.org'],
    });
    expect(shown).toContain('2 new users, 1 of them protected: go on?');
  });

  it.each([
    ['where somebody has said yes', rowsOf('create'), { yes: true }],
    ['of a simulated account', rowsOf('create'), { simulate: true }],
    ['where there is no terminal', rowsOf('create'), { isTTY: false }],
    ['when nothing is sent', [INVALID], {}],
    ['when all are protected', rowsOf('create'), { protect: ['*@x.org'] }],
  ])('is nothing %s', async (_when, rows, options) => {
    expect(await ask(() => undefined, rows, options)).toMatchObject({ answer: 'yes', shown: '' });
  });

  it('is refused without a terminal only for what cannot be taken back, in the same words as ever', async () => {
    const { answer } = await ask(() => undefined, rowsOf('create', 'deactivate'), { isTTY: false });
    expect(answer).toBeInstanceOf(GuardRefusal);
    expect((answer as Error).message).toBe(
      'The input deactivates 1 user (they lose their licences), and there is no terminal to ask on. Nothing was sent. ' +
        'If this is meant, run it with --yes.',
    );
  });
});
