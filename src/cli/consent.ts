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
export async function askConsent(totals: InputTotals, yes: boolean, terminal: Terminal): Promise<void> {
  const what = whatNeedsConsent(totals);
  if (what === undefined) return;
  await confirm(
    { loss: `The input ${what}`, question: 'Go on?', nothing: 'Nothing was sent.' },
    yes,
    terminal,
  );
}

/** What is asked before something that cannot be taken back. */
export type Confirmation = {
  /** A sentence without its full stop. */
  readonly loss: string;
  readonly question: string;
  /** What to say when it is not done. */
  readonly nothing: string;
};

/** Asks, unless it was answered before. @throws {GuardRefusal} when the answer is anything but yes, or nobody is there */
export async function confirm(
  { loss, question, nothing }: Confirmation,
  yes: boolean,
  { stdin, stderr }: Terminal,
): Promise<void> {
  if (yes) return;
  if (!stdin.isTTY || !stderr.isTTY) {
    throw new GuardRefusal(
      `${loss}, and there is no terminal to ask on. ${nothing} If this is meant, run it with --yes.`,
    );
  }
  const questions = createInterface({ input: stdin, output: stderr });
  const interrupted = new AbortController();
  questions.on('SIGINT', () => interrupted.abort());
  try {
    const answer = await questions
      .question(`${loss}. ${question} [y/N] `, { signal: interrupted.signal })
      .catch(() => '');
    if (!/^\s*y(es)?\s*$/i.test(answer)) throw new GuardRefusal(nothing);
  } finally {
    questions.close();
  }
}
