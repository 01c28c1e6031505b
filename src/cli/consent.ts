import { createInterface } from 'node:readline/promises';
import { GuardRefusal } from '../core/guard-refusal.ts';
import type { InputTotals } from '../engine/input-totals.ts';
import { whatNeedsConsent } from '../runs/what-needs-consent.ts';

export type Terminal = {
  readonly stdin: NodeJS.ReadStream;
  readonly stderr: NodeJS.WriteStream;
};

/**
 * Asks before anything that cannot be taken back. Without a terminal there is nobody to ask.
 * @throws {GuardRefusal} when the answer is anything but yes
 */
export async function askConsent(
  totals: InputTotals,
  yes: boolean,
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
  const interrupted = new AbortController();
  questions.on('SIGINT', () => interrupted.abort());
  try {
    const answer = await questions
      .question(`The input ${what}. Go on? [y/N] `, { signal: interrupted.signal })
      .catch(() => '');
    if (!/^\s*y(es)?\s*$/i.test(answer)) throw new GuardRefusal('Nothing was sent.');
  } finally {
    questions.close();
  }
}
