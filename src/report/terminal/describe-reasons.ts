import { describeReason } from '../describe-reason.ts';
import type { ReasonGroup } from '../reason-groups.ts';
import { clip, wrapText } from './layout.ts';
import { describeCount } from './wording.ts';

/** A line, with the reason that it heads: what stands out, and what may be coloured. */
export type ReasonLine = { readonly text: string; readonly heads: ReasonGroup | undefined };

const SHOWN = 5;
const MESSAGE_LENGTH = 240;

/**
 * Why rows did not go through and what to do, a group of lines for each thing to do.
 * @param reasons the commonest first; the first five are shown
 * @param adviceOf what to do about one; undefined when nothing can be done
 */
export function describeReasons(
  reasons: readonly ReasonGroup[],
  adviceOf: (reason: ReasonGroup) => string | undefined,
  width: number,
): ReasonLine[] {
  const groups = Map.groupBy(reasons.slice(0, SHOWN), ({ advice }) => advice);
  return [...groups.values()].flatMap((group, index) => {
    const advice = group[0] && adviceOf(group[0]);
    return [
      ...(index > 0 ? [plain('')] : []),
      ...group.flatMap((reason) => [
        { text: `  ${describeReasonGroup(reason)}`, heads: reason },
        ...wrapText(describeExample(reason), '    ', width).map(plain),
      ]),
      ...(advice ? wrapText(advice, '    → ', width).map(plain) : []),
    ];
  });
}

function plain(text: string): ReasonLine {
  return { text, heads: undefined };
}

/** `3 rows: rejected (HTTP 400, Zoom code 300)`. */
export function describeReasonGroup({ count, outcome, httpStatus, zoomCode }: ReasonGroup): string {
  const answer = [
    httpStatus === undefined ? '' : `HTTP ${httpStatus}`,
    // Zoom repeats the status where it has no code of its own.
    zoomCode === undefined || zoomCode === httpStatus ? '' : `Zoom code ${zoomCode}`,
  ].filter(Boolean);
  return `${describeCount(count, 'row')}: ${outcome}${answer.length > 0 ? ` (${answer.join(', ')})` : ''}`;
}

/** What is said of the first of its rows, and which that is. */
export function describeExample({ outcome, reason, count, example: { line, user } }: ReasonGroup): string {
  const where = count === 1 ? `line ${line}` : `first on line ${line}`;
  const who = user === '' ? '' : `, ${clip(user, 60)}`;
  return `${clip(sentence(outcome, reason), MESSAGE_LENGTH)} (${where}${who})`;
}

function sentence(outcome: ReasonGroup['outcome'], reason: ReasonGroup['reason']): string {
  if (reason === undefined) return '';
  return reason.kind === 'various' ? 'Various other reasons.' : describeReason(reason, outcome);
}
