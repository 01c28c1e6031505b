import { readVersion } from '../config/version.ts';
import { Stop, Stopped } from '../engine/stop.ts';
import { describeRun } from '../report/terminal/describe-run.ts';
import type { RunResult } from '../runs/finish-run.ts';
import type { RunOrder } from '../runs/run.ts';
import { askConsent } from './consent.ts';
import { exitCodeOf } from './exit-codes.ts';
import type { Host } from './host.ts';
import { createProgress } from './progress.ts';
import { listenForSignals } from './signals.ts';

type Common = Pick<RunOrder, 'stdin' | 'version' | 'stop' | 'consent' | 'listen'>;

/** What every command that sends has in common: progress, signals, questions, and what is said at the end. */
export async function executeRun(
  { yes, json }: { readonly yes: boolean; readonly json: boolean },
  host: Host,
  run: (common: Common) => Promise<RunResult>,
): Promise<number> {
  const { stderr, stdout, stdin, env } = host;
  const stop = new Stop();
  const endListening = listenForSignals(stop, host);
  const progress = createProgress({ stream: stderr, now: () => performance.now(), env });
  try {
    const result = await run({
      stdin,
      version: readVersion(),
      stop,
      consent: (totals) => progress.aside(() => askConsent(totals, yes, { stdin, stderr })),
      listen: progress.listen,
    });
    progress.end();
    const colour = stderr.isTTY && !env.NO_COLOR && env.TERM !== 'dumb';
    stderr.write(`${describeRun({ ...result, colour, columns: stderr.columns })}\n`);
    if (json) stdout.write(`${JSON.stringify(result.summary)}\n`);
    return exitCodeOf(result.stop, result.summary.outcomes);
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    progress.end();
    stderr.write('Interrupted while the input was being checked. Nothing was sent.\n');
    return exitCodeOf(stop.reason, {});
  } finally {
    progress.end();
    endListening();
  }
}
