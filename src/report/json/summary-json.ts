import type { Summary } from '../../core/summary.ts';
import { writeWhole } from '../whole-file.ts';

/** Writes summary.json, as a whole or not at all. */
export async function writeSummaryJson(path: string, summary: Summary): Promise<void> {
  await writeWhole(path, `${JSON.stringify(summary, null, 2)}\n`);
}

/** The summary as standard output has it with `--json`: one line, its end included. */
export function summaryLine(summary: Summary): string {
  return `${JSON.stringify(summary)}\n`;
}
