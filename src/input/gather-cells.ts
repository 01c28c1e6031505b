import type { PlacedColumn } from './headers.ts';
import type { Slot } from './slots.ts';

/** The texts of a row by slot, after the job's computed columns and the defaults. */
export type Gathered = {
  /** '' where nothing is given. */
  readonly texts: readonly string[];
  /** Slots whose text does not stand in the file. */
  readonly added: ReadonlySet<Slot>;
  readonly failures: readonly { readonly slot: Slot; readonly reason: string }[];
};

const NOTHING: Pick<Gathered, 'added' | 'failures'> = { added: new Set(), failures: [] };

/** @param ignored columns that only the job's own functions can see, by header */
export function cellGatherer(
  slots: readonly Slot[],
  ignored: readonly PlacedColumn[],
): (cells: readonly string[]) => Gathered {
  const plain = slots.every(({ fallback, compute }) => fallback === '' && !compute);
  return (cells) => {
    const texts = slots.map(({ index, field }) => {
      const cell = cells[index] ?? '';
      return field?.secret ? cell : cell.trim();
    });
    return plain ? { texts, ...NOTHING } : addToFile(slots, texts, ignored, cells);
  };
}

function addToFile(
  slots: readonly Slot[],
  texts: string[],
  ignored: readonly PlacedColumn[],
  cells: readonly string[],
): Gathered {
  const added = new Set<Slot>();
  const failures: { slot: Slot; reason: string }[] = [];
  let row: Readonly<Record<string, string>> | undefined;
  slots.forEach((slot, number) => {
    if (!slot.compute) return;
    row ??= rowForJob(slots, texts, ignored, cells);
    const result = runCompute(slot, slot.compute, row);
    if ('reason' in result) failures.push({ slot, reason: result.reason });
    if (!('text' in result)) return;
    texts[number] = result.text;
    added.add(slot);
  });
  slots.forEach((slot, number) => {
    if (texts[number] !== '' || slot.fallback === '') return;
    texts[number] = slot.fallback;
    added.add(slot);
  });
  return { texts, added, failures };
}

function rowForJob(
  slots: readonly Slot[],
  texts: readonly string[],
  ignored: readonly PlacedColumn[],
  cells: readonly string[],
): Readonly<Record<string, string>> {
  // Without a prototype, since a header may be any word.
  const row: Record<string, string> = Object.create(null);
  for (const { index, header } of ignored) row[header] = (cells[index] ?? '').trim();
  slots.forEach(({ name }, number) => {
    row[name] = texts[number] ?? '';
  });
  return row;
}

/** The function is the user's own and may be JavaScript, so that its type proves nothing. */
function runCompute(
  { field }: Slot,
  compute: (row: Readonly<Record<string, string>>) => unknown,
  row: Readonly<Record<string, string>>,
): { readonly text: string } | { readonly reason: string } | { readonly unchanged: true } {
  try {
    const text = compute(row);
    if (text === undefined) return { unchanged: true };
    if (typeof text !== 'string') return { reason: `the job's function gave no text but ${typeof text}` };
    return { text: field?.secret ? text : text.trim() };
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error) };
  }
}
