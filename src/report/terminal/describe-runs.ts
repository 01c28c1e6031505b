import { oneLine } from '../../support/visible.ts';
import { describeHolder } from '../describe-holder.ts';
import { alignTable } from './layout.ts';
import { describeCount, describeDuration, describeUtc } from './wording.ts';

/** A run as `zoom-provision runs` lists it; the names are those of `runs --json`. */
export type ListedRun = {
  readonly id: string;
  /** `checking` and `running` of a run that is under way; `crashed` of one that nobody is at any more. */
  readonly status: string;
  readonly account: string;
  readonly input: string;
  readonly plan: string;
  readonly started_at: string;
  /** Its end, or when it was last heard of. */
  readonly last_seen_at: string;
  readonly rows: number;
  readonly not_sent: number;
  readonly deferred: number;
  readonly held_back: number;
  readonly invalid: number;
  /** Its account is gone, so there is nothing to go on with. */
  readonly simulated: boolean;
  readonly under_way: { readonly pid: number; readonly host: string; readonly since: string } | null;
  readonly continue_with: string | null;
};

/** Below that two clocks are taken for one. */
const CLOCK_SLACK_MS = 60_000;

/** The runs as a table, below it those without an end, and how to go on with those that have something left to do. */
export function describeRuns(runs: readonly ListedRun[], now: number): string {
  if (runs.length === 0) return 'There are no runs in the ledger yet.';
  const table = alignTable(
    [
      ['run', 'account', 'state', 'age', 'rows', 'left', 'input'],
      ...runs.map((run) => [
        run.id,
        run.simulated ? 'simulated' : run.account,
        run.under_way ? 'under way' : run.status,
        describeAge(now - Date.parse(run.started_at)),
        describeCount(run.rows),
        left(run),
        run.input,
      ]),
    ],
    [4],
  );
  const withoutEnd = runs.flatMap(describeWithoutEnd);
  const next = runs.flatMap(({ continue_with }) => (continue_with ? [`  ${continue_with}`] : []));
  return [
    ...table,
    ...(runs.some(({ started_at }) => Date.parse(started_at) > now + CLOCK_SLACK_MS) ? ['', TO_COME] : []),
    ...(withoutEnd.length > 0 ? ['', ...withoutEnd] : []),
    ...(next.length > 0 ? ['', 'To go on with what is left:', ...next] : []),
  ]
    .map(oneLine)
    .join('\n');
}

/** A run that begins in time to come was made by another clock, or before this one was set back. */
function describeAge(ms: number): string {
  return ms < -CLOCK_SLACK_MS
    ? `in ${describeDuration(-ms / 1000)}`
    : describeDuration(Math.max(0, ms) / 1000);
}

const TO_COME =
  "By this computer's clock some runs are still to come: it is wrong now, or was when they began.";

function describeWithoutEnd(run: ListedRun): string[] {
  const { id, under_way: underWay, status } = run;
  if (underWay) {
    const isAt = status === 'checking' ? 'checking the input' : howFar(run);
    return [`${id} is under way (${describePlace(underWay)}, ${isAt}).`];
  }
  if (status !== 'crashed') return [];
  return [`${id} crashed (last heard of ${describeUtc(run.last_seen_at)}, ${howFar(run)}).`];
}

/** `pid 4711 on hr-server since 2026-03-12 10:00 UTC`. */
export function describePlace({ since, ...place }: NonNullable<ListedRun['under_way']>): string {
  return describeHolder({ ...place, since: Date.parse(since) });
}

/** `1,204 of 3,000 rows`. */
function howFar({ rows, not_sent }: ListedRun): string {
  return `${describeCount(rows - not_sent)} of ${describeCount(rows, 'row')}`;
}

function left(run: ListedRun): string {
  if (run.simulated) return 'simulated';
  return describeLeft(run) || 'nothing';
}

/** `300 not sent, 2 until accepted`; empty when nothing is left. */
export function describeLeft({
  not_sent,
  deferred,
  held_back,
}: Pick<ListedRun, 'not_sent' | 'deferred' | 'held_back'>): string {
  const parts = [
    not_sent > 0 ? `${describeCount(not_sent)} not sent` : '',
    deferred > 0 ? `${describeCount(deferred)} deferred` : '',
    held_back > 0 ? `${describeCount(held_back)} until accepted` : '',
  ];
  return parts.filter(Boolean).join(', ');
}
