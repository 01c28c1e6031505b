import { GuardRefusal } from '../core/guard-refusal.ts';
import type { InputTotals } from '../engine/input-totals.ts';
import type { Stop } from '../engine/stop.ts';
import { whatNeedsConsent } from '../runs/what-needs-consent.ts';
import type { Questions, TextOutput } from './text-output.ts';

export type Terminal = {
  readonly stdin: NodeJS.ReadStream;
  readonly stderr: TextOutput;
};

/**
 * Asks before anything that cannot be taken back. Without a terminal there is nobody to ask.
 * @throws {GuardRefusal} when the answer is anything but yes, {Stopped} when the run is stopped instead
 */
export async function askConsent(
  totals: InputTotals,
  yes: boolean,
  stop: Stop,
  terminal: Terminal,
): Promise<void> {
  const what = whatNeedsConsent(totals);
  if (what === undefined) return;
  await confirm(
    { loss: `The input ${what}`, question: 'Go on?', nothing: 'Nothing was sent.' },
    yes,
    stop,
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
  stop: Stop,
  { stdin, stderr }: Terminal,
): Promise<void> {
  if (yes) return;
  if (!stdin.isTTY || !stderr.isTTY) {
    throw new GuardRefusal(
      `${loss}, and there is no terminal to ask on. ${nothing} If this is meant, run it with --yes.`,
    );
  }
  const questions = stderr.questionsTo(stdin);
  // At a question the terminal gives the key to whoever asks, and not as a signal.
  questions.on('SIGINT', () => stop.stop({ kind: 'signal', signal: 'SIGINT' }));
  try {
    const answer = await answerTo(`${loss}. ${question} [y/N] `, questions, stop.signal);
    stop.signal.throwIfAborted();
    if (!/^\s*y(es)?\s*$/i.test(answer)) throw new GuardRefusal(nothing);
  } finally {
    questions.close();
  }
}

/** Empty when the terminal has come to its end, or the run to its stop. */
async function answerTo(question: string, questions: Questions, signal: AbortSignal): Promise<string> {
  const closed = new Promise<string>((resolve) => questions.on('close', () => resolve('')));
  return Promise.race([questions.ask(question, signal).catch(() => ''), closed]);
}
