import type { Notice } from '../core/notice.ts';
import { unreachable } from '../support/unreachable.ts';
import { describeStop } from './describe-stop.ts';

/** Something the operator should know, as a sentence or two. */
export function describeNotice(notice: Notice): string {
  switch (notice.kind) {
    case 'input':
    case 'environment':
      return notice.text;
    case 'heldBack':
      return describeStop(notice.reason);
    case 'unfinishedRun': {
      const { runId } = notice;
      return (
        `Run ${runId} of this very file has rows left: \`zoom-provision resume ${runId}\` sends only those. ` +
        'This is a new run of all.'
      );
    }
    case 'rowsLeftBehind':
      return describeLeftBehind(notice);
    case 'pendingUnknown': {
      const { message, scope } = notice;
      const why = scope ? `the app lacks the scope ${scope}` : message;
      return (
        `Not checked: whether users have yet to accept an invitation that somebody else sent (${why}). ` +
        'Zoom ignores changes of such users, and answers as if it had made them.'
      );
    }
    case 'lowerLimit': {
      const { label, perSecond, plan, planPerSecond } = notice;
      return (
        `Zoom allows this account ${perSecond} ${label} calls a second, and not the ${planPerSecond} of the ${plan} plan: ` +
        'the run keeps to that. Is --plan right?'
      );
    }
    default:
      return unreachable(notice);
  }
}

function describeLeftBehind(notice: Extract<Notice, { kind: 'rowsLeftBehind' }>): string {
  const { runId, problem, needsOldFile, count, firstLines, kept } = notice;
  const more = count > firstLines.length ? ` and ${count - firstLines.length} more` : '';
  const which = `${firstLines.length === 1 ? 'line' : 'lines'} ${firstLines.join(', ')}${more}`;
  const rows = count === 1 ? '1 row' : `${count} rows`;
  const others =
    kept > 0 ? 'What waits for an invitation is in the ledger, and is taken up.' : 'Nothing was sent.';
  const advice = needsOldFile
    ? ` Put the old file back, or give it: \`zoom-provision resume ${runId} --input <file>\`. A changed file is a new run.`
    : '';
  return `${problem} ${others} ${rows} cannot be taken up: ${which}.${advice}`;
}
