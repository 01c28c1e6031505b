import type { Summary } from '../../core/summary.ts';
import { visibleJson } from '../../support/visible-json.ts';
import { writeWhole } from '../whole-file.ts';

/** Writes summary.json, as a whole or not at all. */
export async function writeSummaryJson(path: string, summary: Summary): Promise<void> {
  await writeWhole(path, `${visibleJson(JSON.stringify(summary, null, 2))}\n`);
}
