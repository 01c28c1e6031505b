import type { Summary } from '../../core/summary.ts';
import type { LiveReport, Preview } from '../run-report.ts';

/** A preview as `--json` has it: its summary, and what a live one has found out. */
export type PreviewJson = Summary & {
  readonly live?: {
    readonly account: string;
    readonly users: LiveReport['users'];
    readonly groups: LiveReport['groups'];
    readonly refused: number;
    readonly seats: LiveReport['seats'];
    readonly not_compared: boolean;
    readonly plan_file: string | null;
  };
};

export function previewJson({ summary, live }: Preview): PreviewJson {
  if (!live) return summary;
  const { account, users, groups, refused, seats, notCompared, planFile = null } = live;
  return {
    ...summary,
    live: { account, users, groups, refused, seats, not_compared: notCompared, plan_file: planFile },
  };
}
