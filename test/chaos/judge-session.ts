import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import type { CliEnd } from '../support/cli-process.ts';
import { putCopyBack } from './havoc/damage.ts';
import { linesNotIn } from './havoc/input.ts';
import type { PlannedSession } from './plan.ts';
import type { Stage } from './stage.ts';
import { disagreements } from './verify.ts';

export type EndedSession = {
  readonly planned: PlannedSession;
  /** What the input was when it began, and how many requests had been sent. */
  readonly before: { readonly inputText: string; readonly requests: number };
  readonly end: CliEnd;
};

/** What no message may have in it that is about no bug. */
const OF_A_BUG = /should not have happened|\n {4}at .+:\d+:\d+|rollback|Suppressed/;

/** What a session may end with: no other run holds the account, no guard refuses anything, and nobody interrupts it. */
const ENDS = [0, 1, 2, 3, 4];

const REFUSED_INPUT = /cannot be taken up/;

/** What a session has said is what it should say, and a report of the run agrees with the account. */
export async function judgeSession(session: EndedSession, stage: Stage): Promise<void> {
  const { code, signal, stderr } = session.end;
  const isEnd = signal === 'SIGKILL' || ENDS.includes(code ?? Number.NaN);
  if (!isEnd || OF_A_BUG.test(stderr)) stage.say(`exit ${code ?? signal}: ${stderr}`);
  if (code === 2) judgeRefusal(session, stage);
  await readReport(stage);
  if (stage.requests === 0 && /nothing to resume/.test(stderr)) stage.hasBegun = false;
  if (stage.isLost || !stage.results) return;
  const { plan, simulator, counts, results } = stage;
  const isDoubtful = counts.damagedLedgers > 0 || counts.fullDisks > 0;
  for (const text of disagreements({ plan, simulator, isDoubtful }, results)) stage.say(text);
  // On a full disk that is why, whatever else is said of the input.
  const isOfInput = !session.planned.fullDisk && REFUSED_INPUT.test(stderr);
  if (code === 2 && isOfInput) judgeWhatWasLeft(session, stage);
  judgeReasons(stage);
}

/** Exit code 2: nothing was sent, and there is a reason. */
function judgeRefusal({ planned, before, end }: EndedSession, stage: Stage): void {
  const { plan, damage } = stage;
  if (stage.requests !== before.requests) stage.say(`exit 2, and something was sent: ${end.stderr}`);
  if (planned.fullDisk || REFUSED_INPUT.test(end.stderr)) return;
  if (damage) refuse(end.stderr, stage);
  else if (before.inputText === plan.csv) stage.say(`exit 2: ${end.stderr}`);
}

/** The ledger was refused: it has to be damaged, and that is said. */
function refuse(stderr: string, stage: Stage): void {
  if (!stage.damage) stage.say(`the ledger was refused: ${stderr}`);
  else if (!/\bledger\b|damaged/.test(stderr)) stage.say(`the damage is not said: ${stderr}`);
  if (!putCopyBack(stage)) stage.isLost = true;
}

/** Makes the report of the run anew, if there is a run. */
async function readReport(stage: Stage): Promise<void> {
  const { code, stderr } = await stage.cli('report', '--out', stage.out);
  if (code === 2 && /no runs in the ledger/.test(stderr)) {
    if (stage.requests > 0) stage.say('the ledger has lost its run');
    stage.hasBegun = false;
  } else if (code === 2) {
    refuse(stderr, stage);
  } else {
    if (code !== 0 && !stage.damage) stage.say(`report exits with ${code}: ${stderr}`);
    stage.hasBegun = true;
    // One that died while its input was checked has not all rows.
    if (stage.requests > 0) {
      stage.results = parse(readFileSync(path.join(stage.out, 'results.csv')), { columns: true });
    }
  }
}

/** A changed input is refused only when it has nothing of what is left. */
function judgeWhatWasLeft({ before }: EndedSession, stage: Stage): void {
  const { plan, results = [] } = stage;
  const gone = new Set(linesNotIn(before.inputText, plan.csv));
  const stillThere = results.filter(
    ({ line, action, outcome }) =>
      ['not_attempted', 'failed', 'unknown'].includes(outcome) &&
      !gone.has(Number(line)) &&
      // No other password can be compared with the one that was checked.
      action !== 'password',
  );
  if (stillThere.length > 0) stage.say(`refused, and could have gone on with line ${stillThere[0]?.line}`);
}

/** No row is left for a change that has not befallen it. */
function judgeReasons(stage: Stage): void {
  const { results = [], changedLines } = stage;
  const left = results.find(
    ({ line, action, message }) =>
      /the input was changed after/.test(message) && action !== 'password' && !changedLines.has(Number(line)),
  );
  if (left) stage.say(`line ${left.line} was left as changed, and never was`);
}
