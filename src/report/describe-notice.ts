import type { Notice } from '../core/notice.ts';
import { unreachable } from '../support/unreachable.ts';

/** Something the operator should know, as a sentence or two. */
export function describeNotice(notice: Notice): string {
  switch (notice.kind) {
    case 'input':
    case 'environment':
      return notice.text;
    case 'unfinishedRun': {
      const { runId } = notice;
      return (
        `Run ${runId} of this very file has rows left: \`zoom-provision resume ${runId}\` sends only those. ` +
        'This is a new run of all.'
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
