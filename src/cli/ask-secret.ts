import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import type { Stop } from '../engine/stop.ts';
import type { Terminal } from './consent.ts';

/** Asks for something that is not shown while it is typed; undefined where nobody can be asked, or nothing is said. */
export async function askSecret(
  question: string,
  stop: Stop,
  { stdin, stderr }: Terminal,
): Promise<string | undefined> {
  if (!stdin.isTTY || !stderr.isTTY) return undefined;
  stderr.write(question);
  // The terminal shows what is written here, which would be every letter.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const questions = createInterface({ input: stdin, output: nowhere, terminal: true, historySize: 0 });
  questions.on('SIGINT', () => stop.stop({ kind: 'signal', signal: 'SIGINT' }));
  const closed = new Promise<string>((resolve) => questions.once('close', () => resolve('')));
  try {
    const said = await Promise.race([
      questions.question('', { signal: stop.signal }).catch(() => ''),
      closed,
    ]);
    stop.signal.throwIfAborted();
    return said === '' ? undefined : said;
  } finally {
    questions.close();
    stderr.write('\n');
  }
}
