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
    case 'noReport':
      return `No report is written. ${notice.message}`;
    case 'protectsNobody':
      return describeUnmet(notice);
    case 'unfinishedRun': {
      const { runId } = notice;
      return (
        `Run ${runId} of this very file has rows left: \`zoom-provision resume ${runId}\` sends only those. ` +
        'This is a new run of all.'
      );
    }
    case 'waitsForRun':
      return `Waiting for the end of another run of the account ${notice.account}: ${notice.which}. Ctrl-C ends the wait.`;
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

function describeUnmet({ patterns, byIdAlone }: Extract<Notice, { kind: 'protectsNobody' }>): string {
  const options = patterns.map((pattern) => `--protect ${pattern}`).join(', ');
  const rows = byIdAlone === 1 ? '1 row names its user' : `${byIdAlone} rows name their users`;
  const later = ` ${rows} by an id alone; whose the ids are, a run asks the account before it sends them.`;
  return `Nobody in the file falls under ${options}: is that right?${byIdAlone > 0 ? later : ''}`;
}
