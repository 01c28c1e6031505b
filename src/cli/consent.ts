import { createInterface, type Interface } from 'node:readline/promises';
import { GuardRefusal } from '../core/guard-refusal.ts';
import type { InputTotals } from '../engine/input-totals.ts';
import type { Stop } from '../engine/stop.ts';
import { whatNeedsConsent } from '../runs/what-needs-consent.ts';

export type Terminal = {
  readonly stdin: NodeJS.ReadStream;
  readonly stderr: NodeJS.WriteStream;
};

/**
 * Asks before anything that cannot be taken back. Without a terminal there is nobody to ask.
 * @throws {GuardRefusal} when the answer is anything but yes, {Stopped} when the run is stopped instead
 */
export async function askConsent(
  totals: InputTotals,
  yes: boolean,
  stop: Stop,
  { stdin, stderr }: Terminal,
): Promise<void> {
  const what = whatNeedsConsent(totals);
  if (yes || what === undefined) return;
  if (!stdin.isTTY || !stderr.isTTY) {
    throw new GuardRefusal(
      `The input ${what}, and there is no terminal to ask on. Nothing was sent. If this is meant, run it with --yes.`,
    );
  }
  const questions = createInterface({ input: stdin, output: stderr });
  // At a question the terminal gives the key to whoever asks, and not as a signal.
  questions.on('SIGINT', () => stop.stop({ kind: 'signal', signal: 'SIGINT' }));
  try {
    const answer = await answerTo(`The input ${what}. Go on? [y/N] `, questions, stop.signal);
    stop.signal.throwIfAborted();
    if (!/^\s*y(es)?\s*$/i.test(answer)) throw new GuardRefusal('Nothing was sent.');
  } finally {
    questions.close();
  }
}

/** Empty when the terminal has come to its end, or the run to its stop. */
async function answerTo(question: string, questions: Interface, signal: AbortSignal): Promise<string> {
  const closed = new Promise<string>((resolve) => questions.once('close', () => resolve('')));
  return Promise.race([questions.question(question, { signal }).catch(() => ''), closed]);
}
