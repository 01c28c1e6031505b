import { expect, it } from 'vitest';
import { RowWarnings } from '../../src/report/row-warnings.ts';

it('gives the commonest warnings first, with the first line of each, whatever values they name', () => {
  const warnings = new RowWarnings();
  const phone = { column: 'feature', message: 'zoom_phone false takes the phone away' };
  const drop = { column: 'dept', message: 'drop it' };
  warnings.add(2, phone);
  warnings.add(3, { column: 'pmi', message: '"123" is short' });
  warnings.add(4, { column: 'pmi', message: '"99" is short' });
  warnings.add(4, drop);
  warnings.add(5, { ...drop, column: 'company' });
  expect(warnings.top(4)).toEqual([
    { warning: { column: 'pmi', message: '"123" is short' }, count: 2, firstLine: 3 },
    { warning: phone, count: 1, firstLine: 2 },
    { warning: drop, count: 1, firstLine: 4 },
    { warning: { ...drop, column: 'company' }, count: 1, firstLine: 5 },
  ]);
  expect(warnings.top(1)).toHaveLength(1);
});

it('keeps the first few hundred kinds of warnings, and goes on counting those', () => {
  const warnings = new RowWarnings();
  const letters = (i: number) => i.toString(26).replace(/\d/g, (digit) => 'qrstuvwxyz'[Number(digit)] ?? '');
  for (let i = 0; i < 2_000; i += 1) warnings.add(i, { message: `${letters(i)} is odd` });
  warnings.add(2_000, { message: `${letters(7)} is odd` });
  const top = warnings.top(Number.POSITIVE_INFINITY);
  expect(top).toHaveLength(300);
  expect(top[0]).toEqual({ warning: { message: `${letters(7)} is odd` }, count: 2, firstLine: 7 });
});
