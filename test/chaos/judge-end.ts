import type { Stage } from './stage.ts';
import type { Result } from './verify.ts';

/** Whether there is something that another session could get through. */
export function hasRowsLeft({ isLost, hasBegun, results }: Stage): boolean {
  return !isLost && (!hasBegun || results === undefined || results.some(isOpen));
}

function isOpen({ outcome }: Result): boolean {
  return ['not_attempted', 'failed', 'unknown'].includes(outcome);
}

/** In the end, when nothing went wrong any more, every row has got through or been refused for good, and the ledger is sound. */
export async function judgeEnd(stage: Stage): Promise<void> {
  const { results, damage } = stage;
  if (!results) return stage.say('there is no report');
  for (const { line, action, outcome, message } of results.filter(isOpen)) {
    const isUnclear = /nothing tells whether this row made it/.test(message);
    if (outcome === 'unknown' && (isUnclear || damage)) continue;
    stage.say(`line ${line} ${action} is ${outcome} in the end: ${message}`);
  }
  const { code, stdout } = await stage.cli('runs', '--check');
  if (code !== 0 && !damage) stage.say(`the ledger is not sound: ${stdout}`);
}
