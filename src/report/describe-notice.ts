import type { Notice } from '../core/notice.ts';
import { unreachable } from '../support/unreachable.ts';
import { describeLines } from './describe-lines.ts';
import { describeStop } from './describe-stop.ts';
import { describeCount, describeDuration } from './terminal/wording.ts';

/** Something the operator should know, as a sentence or two. */
export function describeNotice(notice: Notice): string {
  switch (notice.kind) {
    case 'otherHost':
      return `This run sends to ${notice.hosts.map(describeHost).join(' and ')}, not to Zoom itself.`;
    case 'account': {
      const { account, name, apiUrl } = notice;
      return `Account: ${name === undefined ? account : `${name} (${account})`}, at ${apiUrl}`;
    }
    case 'visible':
      return (
        `The ${notice.column} on the command line can be seen by every user of this machine, and stays in the shell's history: give ` +
        `it with --default-file ${notice.column}=<file>, in ZOOM_PROVISION_DEFAULT, or in a column of the file.`
      );
    case 'job':
    case 'input':
    case 'environment':
      return notice.text;
    case 'heldBack':
      return describeStop(notice.reason);
    case 'noReport':
      return `No report is written. ${notice.message}`;
    case 'protectsNobody':
      return describeUnmet(notice);
    case 'asksAboutUsers':
      return describeQuestions(notice);
    case 'notCompared':
      return `Not compared, since Zoom does not show what users have in them: ${notice.columns.join(', ')}. Only new people get them.`;
    case 'unfinishedRun': {
      const { runId } = notice;
      return (
        `Run ${runId} of this very file has rows left: \`zoom-provision resume ${runId}\` sends only those. ` +
        'This is a new run of all.'
      );
    }
    case 'damagedRows':
      return (
        `What the ledger has on record of ${describeCount(notice.count, 'row')} is damaged. The account is asked about ` +
        (notice.count === 1
          ? 'it at the end, unless a later row of the same user has overtaken it: then it is left as unknown.'
          : 'them at the end, but for those that later rows of the same user have overtaken: they are left as unknown.')
      );
    case 'waitsForRun':
      return `Waiting for the end of another run of the account ${notice.account}: ${notice.which}. Ctrl-C ends the wait.`;
    case 'inputChanged':
      return CHANGED[notice.change];
    case 'noPartOfRun':
      return describeNoPart(notice);
    case 'rowsLeftBehind':
      return describeLeftBehind(notice);
    case 'pendingUnknown':
      return (
        `Not checked: whether users have yet to accept an invitation that somebody else sent (${whyUnknown(notice)}). ` +
        'Zoom ignores changes of such users, and answers as if it had made them.'
      );
    case 'orderUnknown':
      return (
        `Not checked: whether rows with an address and rows with an id are about the same user (${whyUnknown(notice)}). ` +
        'Such rows may be sent in another order than that of the file.'
      );
    case 'lowerLimit': {
      const { label, perSecond, plan, planPerSecond } = notice;
      return (
        `Zoom allows this account ${perSecond} ${label} calls a second, and not the ${planPerSecond} of the ${plan} plan: ` +
        'the run keeps to that. Is --plan right?'
      );
    }
    case 'clockOff':
      return (
        `This computer's clock is ${describeDuration(Math.abs(notice.aheadMs) / 1000)} ${notice.aheadMs < 0 ? 'behind' : 'ahead of'} Zoom's: ` +
        "set it right. The run goes by Zoom's, but the times in its report are this computer's."
      );
    case 'clockStepped':
      return (
        `This computer's clock was set ${notice.byMs < 0 ? 'back' : 'forward'} by ${describeDuration(Math.abs(notice.byMs) / 1000)} during the run: ` +
        'the run waits no longer or shorter for that, and the times in its report go on from those before.'
      );
    default:
      return unreachable(notice);
  }
}

type OtherHost = Extract<Notice, { kind: 'otherHost' }>['hosts'][number];

function describeHost({ host, variables }: OtherHost): string {
  return `${host} (${variables.join(', ')})`;
}

function describeUnmet({ patterns, byIdAlone }: Extract<Notice, { kind: 'protectsNobody' }>): string {
  const options = patterns.map((pattern) => `--protect ${pattern}`).join(', ');
  const rows = `${describeCount(byIdAlone, 'row')} ${byIdAlone === 1 ? 'names its user' : 'name their users'}`;
  const asks =
    byIdAlone === 1
      ? 'whose it is, a run asks the account before it sends it'
      : 'whose the ids are, a run asks the account before it sends them';
  const later = ` ${rows} by an id alone; ${asks}.`;
  return `Nobody in the file falls under ${options}: is that right?${byIdAlone > 0 ? later : ''}`;
}

function whyUnknown({ message, scope }: { readonly message: string; readonly scope: string | undefined }) {
  return scope ? `the app lacks the scope ${scope}` : message.replace(/\.$/, '');
}

const CHANGED = {
  content:
    'The input was changed while it is run: from here on a row is sent only when its line still holds what was checked. The ' +
    'others are left, and named at the end.',
  longer: 'The input has grown since it was checked: what was added is no part of this run, and is not sent.',
  lastLineLonger:
    'The input has grown since it was checked, and its last line with it: that row and what was added are not sent.',
} as const;

function describeNoPart({ corrected, added }: Extract<Notice, { kind: 'noPartOfRun' }>): string {
  const what = [
    corrected > 0 ? `${describeCount(corrected, 'row')} that could not be used` : '',
    added > 0 ? `${describeCount(added, 'row')} more than before` : '',
  ].filter(Boolean);
  return `The input was changed, and has ${what.join(' and ')}: that is no part of this run. Put it into a file of its own, and run that.`;
}

function describeLeftBehind(notice: Extract<Notice, { kind: 'rowsLeftBehind' }>): string {
  const { runId, problem, needsOldFile, count, firstLines, kept, unchanged } = notice;
  const which = describeLines(firstLines, count);
  const rows = describeCount(count, 'row');
  const taken = [
    kept > 0 ? 'What waits for an invitation is in the ledger, and is taken up.' : '',
    unchanged > 0
      ? `${describeCount(unchanged, 'row')} of it not sent yet ${unchanged === 1 ? 'has' : 'have'} not changed, and ${unchanged === 1 ? 'is' : 'are'} taken up.`
      : '',
  ].filter(Boolean);
  const others = taken.length > 0 ? taken.join(' ') : 'Nothing was sent.';
  const advice = needsOldFile
    ? ` Put the old file back, or give it: \`zoom-provision resume ${runId} --input <file>\`. A changed file is a new run.`
    : '';
  return `${problem} ${others} ${rows} cannot be taken up: ${which}.${advice}`;
}

function describeQuestions({ users, seconds, inSync }: Extract<Notice, { kind: 'asksAboutUsers' }>): string {
  const count = users === 1 ? '1 user is' : `Up to ${describeCount(users, 'user')} are`;
  const time = seconds < 1 ? '' : `, which takes ${describeDuration(seconds)} at the least`;
  return (
    `${count} asked about one by one${time}, since the lists do not show all that the file says. ` +
    `${inSync ? '' : 'A preview with '}--live=list does without, and compares less.`
  );
}
