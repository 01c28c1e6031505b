import type { Settings } from '../config/options.ts';
import { GuardRefusal } from '../core/guard-refusal.ts';
import type { InputTotals } from '../engine/input-totals.ts';
import type { Stop } from '../engine/stop.ts';
import { whatNeedsConsent } from '../runs/what-needs-consent.ts';
import { describeSending } from './describe-sending.ts';
import type { Questions, TextOutput } from './text-output.ts';

export type Terminal = {
  readonly stdin: NodeJS.ReadStream;
  readonly stderr: TextOutput;
};

/**
 * Asks on a terminal before anything is sent, and before what cannot be taken back in any case: without a terminal there is
 * nobody to ask. Of a simulated account only the latter is asked.
 * @throws {GuardRefusal} when the answer is anything but yes, {Stopped} when the run is stopped instead
 */
export async function askConsent(
  totals: InputTotals,
  { yes, simulate }: Pick<Settings, 'yes' | 'simulate'>,
  stop: Stop,
  terminal: Terminal,
): Promise<void> {
  const what = whatNeedsConsent(totals);
  const sending = isPresent(terminal) && !simulate ? describeSending(totals) : [];
  const isNothing = totals.valid === totals.protectedRows;
  if (what === undefined && (sending.length === 0 || isNothing)) return;
  await confirm({ ...wordsFor(sending.join(', '), what), nothing: 'Nothing was sent.' }, yes, stop, terminal);
}

/** @param what completes "The input …"; undefined when nothing is lost */
function wordsFor(sending: string, what: string | undefined): Pick<Confirmation, 'loss' | 'question'> {
  if (what === undefined) return { loss: sending, question: ': go on?' };
  const loss = sending === '' ? `The input ${what}` : `${sending}, and the input ${what}`;
  return { loss, question: '. Go on?' };
}

function isPresent({ stdin, stderr }: Terminal): boolean {
  return stdin.isTTY === true && stderr.isTTY;
}

/** What is asked before something that cannot be taken back. */
export type Confirmation = {
  /** A sentence without its full stop. */
  readonly loss: string;
  /** Comes after the loss, with the point or colon between them. */
  readonly question: string;
  /** What to say when it is not done. */
  readonly nothing: string;
};

/** Asks, unless it was answered before. @throws {GuardRefusal} when the answer is anything but yes, or nobody is there */
export async function confirm(
  { loss, question, nothing }: Confirmation,
  yes: boolean,
  stop: Stop,
  terminal: Terminal,
): Promise<void> {
  if (yes) return;
  const { stdin, stderr } = terminal;
  if (!isPresent(terminal)) {
    throw new GuardRefusal(
      `${loss}, and there is no terminal to ask on. ${nothing} If this is meant, run it with --yes.`,
    );
  }
  const questions = stderr.questionsTo(stdin);
  // At a question the terminal gives the key to whoever asks, and not as a signal.
  questions.on('SIGINT', () => stop.stop({ kind: 'signal', signal: 'SIGINT' }));
  try {
    const answer = await answerTo(`${loss}${question} [y/N] `, questions, stop.signal);
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
