import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { askSecret } from '../../src/cli/ask-secret.ts';
import { Stop, Stopped } from '../../src/engine/stop.ts';

/** What is asked for at a terminal, what is said, and what the terminal has shown. */
async function ask(keys: string | undefined, isTTY = true) {
  const stop = new Stop();
  const [stdin, stderr] = [new PassThrough(), new PassThrough()].map((stream) =>
    Object.assign(stream, { isTTY, setRawMode: () => undefined }),
  ) as unknown as [PassThrough, PassThrough];
  const asked = askSecret('password: ', stop, { stdin, stderr } as unknown as Parameters<
    typeof askSecret
  >[2]);
  setTimeout(() => (keys === undefined ? stdin.end() : stdin.write(keys)), 20);
  const said = await asked.catch((error: unknown) => error);
  return { said, shown: String(stderr.read() ?? ''), reason: stop.reason };
}

describe('a secret that is asked for', () => {
  it('is not shown while it is typed', async () => {
    expect(await ask(' S3cret=x \r')).toEqual({
      said: ' S3cret=x ',
      shown: 'password: \n',
      reason: undefined,
    });
  });

  it.each(['\r', '\u0004', undefined])('is none after %j', async (keys) => {
    expect((await ask(keys)).said).toBeUndefined();
  });

  it('is not asked for where there is no terminal', async () => {
    expect(await ask('S3cret\r', false)).toEqual({ said: undefined, shown: '', reason: undefined });
  });

  it('may be answered by Ctrl-C', async () => {
    const { said, reason } = await ask('\u0003');
    expect(said).toBeInstanceOf(Stopped);
    expect(reason).toEqual({ kind: 'signal', signal: 'SIGINT' });
  });
});
