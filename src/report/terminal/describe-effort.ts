import { LABELS } from '../../core/labels.ts';
import type { PreviewTotals, ToldPreview } from '../run-report.ts';
import { type Labelled, labelLines } from './layout.ts';
import { describeCount, describeDuration } from './wording.ts';

/** Calls and time that a run would take, what it would ask about, and what it would leave alone or keep back. */
export function describeEffort(preview: ToldPreview, width: number): string[] {
  return labelLines(effortOf(preview), width);
}

/** The same as labels and texts. */
export function effortOf(preview: ToldPreview): Labelled[] {
  const { totals } = preview;
  return [
    { label: 'Calls', text: calls(totals) },
    { label: 'Time', text: time(preview) },
    ...consent(preview),
    ...(totals.takingLicence > 0 ? [{ label: 'Licences', text: licences(totals) }] : []),
    ...(totals.protectedRows > 0
      ? [
          {
            label: 'Protected',
            text: `${describeCount(totals.protectedRows, 'row')} about protected users, left alone`,
          },
        ]
      : []),
    ...(totals.awaitingInvitation > 0 ? [{ label: 'Kept back', text: keptBack(totals) }] : []),
  ];
}

function calls({ calls }: PreviewTotals): string {
  const byLabel = LABELS.filter((label) => calls[label] > 0).map(
    (label) => `${describeCount(calls[label])} ${label}`,
  );
  const all = describeCount(allCalls(calls));
  return byLabel.length === 0 ? all : `${all} (${byLabel.join(', ')})`;
}

function time({ totals, summary, share }: ToldPreview): string {
  const about = allCalls(totals.calls) > 0 ? 'about ' : '';
  const limits = `plan ${summary.plan}, ${describeCount(share * 100)}% of its limits`;
  return `${about}${describeDuration(totals.seconds)} of sending (${limits})`;
}

function allCalls(calls: PreviewTotals['calls']): number {
  return LABELS.reduce((sum, label) => sum + calls[label], 0);
}

function consent({ totals, yes }: ToldPreview): Labelled[] {
  const what = totals.consents
    .filter(({ count }) => count > 0)
    .map(({ count, noun }) => describeCount(count, noun));
  if (what.length === 0) return [];
  const asks = yes ? '' : ': a run asks first, or takes --yes';
  return [{ label: 'Consent', text: `${what.join(', ')}${asks}` }];
}

function licences({ takingLicence }: PreviewTotals): string {
  return `${describeCount(takingLicence, 'update')} to a lower type or no plan: who has a licence loses it`;
}

function keptBack({ awaitingInvitation }: PreviewTotals): string {
  return (
    `columns of ${describeCount(awaitingInvitation, 'new user')}, which Zoom takes only once the invitation is ` +
    'accepted; `zoom-provision resume` sends them then'
  );
}
