import { COLUMN_NAMES } from '../header/column-names.ts';
import type { PlacedColumn } from '../header/lay-out.ts';
import type { JobRow } from '../job-row.ts';
import type { ColumnPlan } from './column-plan.ts';

/** The texts of a row by plan, after the job's computed columns and the defaults. */
export type Gathered = {
  /** '' where nothing is given. */
  readonly texts: readonly string[];
  /** Slots whose text the job's functions computed. */
  readonly computed: ReadonlySet<ColumnPlan>;
  /** Slots whose text is their column's default. */
  readonly defaulted: ReadonlySet<ColumnPlan>;
  readonly failures: readonly { readonly plan: ColumnPlan; readonly reason: string }[];
};

const NOTHING: Omit<Gathered, 'texts'> = { computed: new Set(), defaulted: new Set(), failures: [] };

/** @param ignored columns that only the job's own functions can see, by header */
export function cellGatherer(
  plans: readonly ColumnPlan[],
  ignored: readonly PlacedColumn[],
): (cells: readonly string[]) => Gathered {
  const plain = plans.every(({ fallback, compute }) => fallback === '' && !compute);
  return (cells) => {
    const texts = plans.map(({ index, field }) => {
      const cell = cells[index] ?? '';
      return field?.exact ? cell : cell.trim();
    });
    return plain ? { texts, ...NOTHING } : addToFile(plans, texts, ignored, cells);
  };
}

function addToFile(
  plans: readonly ColumnPlan[],
  texts: string[],
  ignored: readonly PlacedColumn[],
  cells: readonly string[],
): Gathered {
  const computed = new Set<ColumnPlan>();
  const defaulted = new Set<ColumnPlan>();
  const failures: { plan: ColumnPlan; reason: string }[] = [];
  let row: JobRow | undefined;
  plans.forEach((plan, number) => {
    if (!plan.compute) return;
    row ??= rowForJob(plans, texts, ignored, cells);
    const result = runCompute(plan, plan.compute, row);
    if ('reason' in result) failures.push({ plan, reason: result.reason });
    if (!('text' in result)) return;
    texts[number] = result.text;
    computed.add(plan);
  });
  plans.forEach((plan, number) => {
    if (texts[number] !== '' || plan.fallback === '') return;
    texts[number] = plan.fallback;
    defaulted.add(plan);
  });
  return { texts, computed, defaulted, failures };
}

const NOTHING_GIVEN: object = Object.assign(
  Object.create(null),
  Object.fromEntries(COLUMN_NAMES.map((name) => [name, ''])),
);

function rowForJob(
  plans: readonly ColumnPlan[],
  texts: readonly string[],
  ignored: readonly PlacedColumn[],
  cells: readonly string[],
): JobRow {
  // On top of empty texts for every column, and without Object's own names, since a header may be any word.
  const row: Record<string, string> = Object.create(NOTHING_GIVEN);
  for (const { index, header } of ignored) row[header] = (cells[index] ?? '').trim();
  plans.forEach(({ name }, number) => {
    row[name] = texts[number] ?? '';
  });
  return row as JobRow;
}

/** The function is the user's own and may be JavaScript, so that its type proves nothing. */
function runCompute(
  { field }: ColumnPlan,
  compute: (row: JobRow) => unknown,
  row: JobRow,
): { readonly text: string } | { readonly reason: string } | { readonly unchanged: true } {
  try {
    const text = compute(row);
    if (text === undefined) return { unchanged: true };
    if (typeof text !== 'string') return { reason: `the job's function gave no text but ${typeof text}` };
    return { text: field?.exact ? text : text.trim() };
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error) };
  }
}
