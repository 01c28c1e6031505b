import { describe, expect, it } from 'vitest';
import { CellReader } from '../../src/fields/cell-reader.ts';
import { describeColumn } from '../../src/fields/columns.ts';
import type { Field } from '../../src/fields/fields.ts';
import { readText } from '../../src/fields/read-text.ts';

function fieldOf(name: string): Field {
  const { field } = describeColumn(name);
  if (!field) throw new Error(`no field ${name}`);
  return field;
}

/** A field that counts how often it is asked. */
function counted(name: string): { readonly field: Field; readonly reads: () => number } {
  const field = fieldOf(name);
  let reads = 0;
  const cell = field.cell.transform((value) => {
    reads++;
    return value;
  });
  return { field: { ...field, cell }, reads: () => reads };
}

describe('the reader of the cells of a column', () => {
  it('reads what comes again and again once', () => {
    const { field, reads } = counted('dept');
    const cells = new CellReader(field);
    const texts = Array.from({ length: 50_000 }, (_, row) => `Dept ${row % 50}`);
    expect(texts.map((text) => cells.read(text))).toEqual(
      texts.map((text) => readText(fieldOf('dept'), text)),
    );
    expect(reads()).toBe(50);
  });

  it('gives up remembering where most cells are new, and reads them all the same', () => {
    const { field, reads } = counted('last_name');
    const cells = new CellReader(field);
    const texts = Array.from({ length: 12_000 }, (_, row) => (row % 10 === 0 ? 'NULL' : `Name${row}`));
    const results = texts.map((text) => cells.read(text));
    expect(results).toEqual(texts.map((text) => readText(fieldOf('last_name'), text)));
    expect(reads()).toBeGreaterThanOrEqual(12_000 * 0.9);
    const before = reads();
    for (let again = 0; again < 10; again++) cells.read('Name1');
    expect(reads()).toBe(before + 10);
  });
});
