import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { ACTIONS } from '../../src/actions/index.ts';
import { askConsent } from '../../src/cli/consent.ts';
import { type OutputStream, TextOutput } from '../../src/cli/text-output.ts';
import { GuardRefusal } from '../../src/core/guard-refusal.ts';
import { InputTotals } from '../../src/engine/input-totals.ts';
import { Protection } from '../../src/engine/protection.ts';
import { Stop, Stopped } from '../../src/engine/stop.ts';
import { task, taskRow } from '../support/engine-rig.ts';

/** A question at a terminal, and what happens there. */
async function ask(happens: (stdin: PassThrough, stop: Stop) => void) {
  const totals = new InputTotals(ACTIONS, new Protection([]), 'fail');
  totals.add(taskRow(task(2, 'deactivate', 'ann@x.org')));
  const stop = new Stop();
  const [stdin, stderr] = [new PassThrough(), new PassThrough()].map((stream) =>
    Object.assign(stream, { isTTY: true, setRawMode: () => undefined }),
  );
  const terminal = {
    stdin,
    stderr: new TextOutput(stderr as unknown as OutputStream),
  } as unknown as Parameters<typeof askConsent>[3];
  const asked = askConsent(totals, false, stop, terminal).then(
    () => 'yes',
    (error: unknown) => error,
  );
  setTimeout(() => happens(stdin as PassThrough, stop), 20);
  return { answer: await asked, reason: stop.reason };
}

describe('at a question', () => {
  it.each(['y\r', 'yes\r', ' YES \r'])('%j goes on', async (keys) => {
    expect(await ask((stdin) => stdin.write(keys))).toEqual({ answer: 'yes', reason: undefined });
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
