import type { Summary } from '../../core/summary.ts';
import { OUTCOME_NAMES, OUTCOMES, type Outcome, wentThrough } from '../../core/vocabulary.ts';
import type { Lines } from './join-sections.ts';
import { alignTable, textWidth, wrapText } from './layout.ts';
import { paint, type Screen } from './screen.ts';
import type { Style } from './shown.ts';
import { describeCount } from './wording.ts';

/** How many rows ended how, as a table with what each outcome means; nothing when there are no rows. */
export function describeCounts({ outcomes, rows }: Summary, screen: Screen): Lines {
  const shown = OUTCOME_NAMES.filter((outcome) => (outcomes[outcome] ?? 0) > 0);
  if (shown.length === 0) return [];
  const table = alignTable(
    [
      ...shown.map((outcome) => ['', outcome, describeCount(outcomes[outcome] ?? 0)]),
      ['', 'rows', describeCount(rows)],
    ],
    [2],
  );
  return table.flatMap((line, index) => {
    const outcome = shown[index];
    if (outcome === undefined) return paint(screen, 'bold', line);
    const { meaning } = OUTCOMES[outcome];
    const lines = meaning === '' ? [line] : wrapText(meaning, `${line}  `, textWidth(screen.columns));
    return lines.map((text) => paint(screen, styleOf(outcome), text));
  });
}

function styleOf(outcome: Outcome): Style {
  if (wentThrough(outcome)) return 'green';
  return outcome === 'deferred' ? 'yellow' : 'red';
}
