import type { Settings } from '../config/options.ts';
import type { Listener } from '../core/events.ts';
import type { Summary } from '../core/summary.ts';
import { Stop, Stopped } from '../engine/stop.ts';
import { jsonLine } from '../report/json/json-line.ts';
import type { EndedRun } from '../report/run-report.ts';
import { showHeadline, showRun } from '../report/terminal/show-run.ts';
import { Shown } from '../report/terminal/shown.ts';
import type { Operator } from '../runs/operator.ts';
import { askSecret } from './ask-secret.ts';
import { hasColour } from './colour.ts';
import { askConsent } from './consent.ts';
import { EXIT, exitCodeOf } from './exit-codes.ts';
import { createFirstLine } from './first-line.ts';
import type { Host } from './host.ts';
import { Interrupted } from './interrupted.ts';
import { progressOf } from './progress.ts';
import { listenForSignals, ONE_SIGNAL_MS } from './signals.ts';

/**
 * What every command that sends has in common: progress, signals, questions, and what is said at the end.
 * @param run is given the operator, and a way to say something at length before anything is asked or sent
 * @param tell what becomes of the summary, which is what `--json` asks for
 * @returns the exit code
 * @throws {Interrupted} when somebody ended it before the first request
 */
export async function executeRun(
  {
    yes,
    json,
    quiet,
    simulate,
    notices = [],
  }: Pick<Settings, 'yes' | 'json' | 'quiet' | 'simulate'> & Pick<Operator, 'notices'>,
  host: Host,
  run: (operator: Operator, say: (text: string) => void) => Promise<EndedRun>,
  tell = (summary: Summary): void => {
    if (json) host.stdout.write(jsonLine(summary));
  },
): Promise<number> {
  const { stderr, stdin, env } = host;
  const stop = new Stop();
  let isSending = false;
  let hasWaited = false;
  const progress = progressOf(host, quiet);
  const endListening = listenForSignals(stop, host, {
    json,
    isSending: () => isSending,
    say: (text) => progress.say(text),
  });
  const listen: Listener = quiet ? () => undefined : progress.listen;
  const firstLine = createFirstLine(listen);
  // A question comes after everything that bears on its answer.
  const ask = <T>(question: () => Promise<T>): Promise<T> => {
    if (stdin.isTTY) firstLine.tell(progress.listen);
    return progress.aside(question);
  };
  const say = (text: string) => {
    firstLine.tell();
    void progress.aside(async () => stderr.write(text));
  };
  try {
    const operator: Operator = {
      stdin,
      stop,
      notices,
      readsName: stderr.isTTY,
      consent: (totals) => ask(() => askConsent(totals, { yes, simulate }, stop, { stdin, stderr })),
      askSecret: (question) => ask(() => askSecret(question, stop, { stdin, stderr })),
      listen: (event) => {
        if (event.type === 'notice' && event.notice.kind === 'waitsForRun') hasWaited = true;
        if (event.type === 'checked') isSending = true;
        // That one more signal ends it at once holds from then on.
        if (event.type === 'stop' && event.reason.kind === 'signal')
          setTimeout(() => listen(event), ONE_SIGNAL_MS).unref();
        else firstLine.listen(event);
      },
    };
    const report = await run(operator, say);
    progress.end();
    const colour = hasColour(stderr, env);
    const show = quiet ? showHeadline : showRun;
    stderr.write(Shown.join([show(report, { colour, columns: stderr.columns }), '\n']));
    tell(report.summary);
    const code = exitCodeOf(report.stop, report.summary.outcomes);
    // Whoever goes by the code would look for a report that is not there.
    return report.unwritten && code === EXIT.ok ? EXIT.someRowsDidNotGoThrough : code;
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    throw new Interrupted(
      stop.reason,
      hasWaited ? 'Interrupted before the run could begin. Nothing was sent.' : undefined,
    );
  } finally {
    firstLine.end();
    progress.end();
    endListening();
  }
}
