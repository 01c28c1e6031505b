import { FORESEEN, type ForeseenKind } from '../../core/foreseen.ts';
import { isSimulatedAccount } from '../../core/simulated-account.ts';
import type { ActionOutcomes } from '../row-tally.ts';
import type { LiveFindings, ToldPreview } from '../run-report.ts';
import { effortOf } from '../terminal/describe-effort.ts';
import { describeSeats } from '../terminal/describe-live.ts';
import { previewHeadline } from '../terminal/describe-preview.ts';
import { describeCount } from '../terminal/wording.ts';
import type { Group, PageData, Tone } from './page-data.ts';
import { pageText } from './page-text.ts';
import { outcomeCounts, reasonGroups, warningTexts } from './run-page.ts';

/** What a page says of a preview beside what every report does. */
export type PreviewFacts = {
  readonly byAction: readonly ActionOutcomes[];
  /** Why rows are invalid. */
  readonly reasons: Parameters<typeof reasonGroups>[0]['reasons'];
  /** Of this program. */
  readonly version: string;
};

/** The page of a preview. */
export function previewPage(
  preview: ToldPreview,
  { byAction, reasons, version }: PreviewFacts,
): Omit<PageData, 'rows'> {
  const { summary, totals, live, warnings, refusal } = preview;
  const told = { reasons, summary, simulated: false, leftOut: { toCorrect: 0, open: 0 }, stop: undefined };
  const [headline = '', ...notes] = previewHeadline(preview);
  return {
    kind: 'preview',
    title: pageText(`Preview of ${preview.input}`),
    headline: pageText(headline),
    tone: refusal !== undefined || totals.invalid > 0 || (live?.refused ?? 0) > 0 ? 'bad' : 'good',
    notes: [
      ...notes,
      ...liveNotes(live),
      ...(refusal === undefined ? [] : [`A run would be refused: ${refusal}`]),
    ].map(pageText),
    facts: factsOf(preview),
    left: [],
    next: [],
    outcomes: outcomeCounts(summary.outcomes).map((counted) =>
      counted.outcome === 'not_attempted' ? { ...counted, ...PLANNED } : counted,
    ),
    byAction,
    groupsTitle: live ? 'What would change' : 'What is wrong in the file',
    groups: [...(live?.groups.map(foreseenGroup) ?? []), ...reasonGroups(told)],
    warnings: warningTexts(warnings),
    days: totals.days,
    chart: undefined,
    version,
  };
}

/** What the word means in a preview. */
const PLANNED = {
  tone: 'good',
  meaning: 'a run would take them up; the message says what it would do',
} as const;

function factsOf(preview: ToldPreview): PageData['facts'] {
  const { summary, live } = preview;
  const account = live && { label: 'Account', text: accountName(live.account) };
  return [
    ...(account ? [account] : []),
    { label: 'File', text: pageText(preview.input) },
    { label: 'Made', text: '', at: summary.finished_at },
    ...effortOf(preview).map(({ label, text }) => ({ label, text: pageText(text) })),
  ];
}

function accountName(account: string): string {
  return isSimulatedAccount(account) ? 'a simulated one' : pageText(account);
}

function liveNotes(live: LiveFindings | undefined): string[] {
  if (!live) return [];
  const { users, seats, notCompared } = live;
  return [
    `The account has ${describeCount(users.active)} active, ${describeCount(users.inactive)} inactive and ${describeCount(users.pending)} pending users.`,
    ...(seats.taken + seats.freed > 0 ? [describeSeats(seats)] : []),
    ...(notCompared ? ['Columns that the lists of users do not show were not compared (--live=list).'] : []),
  ];
}

/** What takes something away from a user. */
export const TAKES_AWAY: readonly ForeseenKind[] = ['takesLicence', 'removes', 'deactivates'];
const GOES_THROUGH: readonly ForeseenKind[] = [
  ...(['creates', 'changes', 'changesAddress', 'activates', 'setsPassword'] as const),
  ...(['alreadyInactive', 'alreadyActive', 'nothing', 'skips', 'protected', 'existsSame'] as const),
];

function foreseenGroup({ what, count, first }: LiveFindings['groups'][number]): Group {
  return {
    id: what,
    count,
    tone: foreseenTone(what),
    title: `${describeCount(count, 'row')}: ${FORESEEN[what]}`,
    example: pageText(`line ${first.line}, ${first.user}: ${first.message}`),
    advice: '',
  };
}

function foreseenTone(what: ForeseenKind): Tone {
  if (GOES_THROUGH.includes(what)) return 'good';
  return TAKES_AWAY.includes(what) || what === 'behind' || what === 'waits' ? 'waits' : 'bad';
}
