import { expect, it } from 'vitest';
import { resolveSettings } from '../../src/config/resolve-settings.ts';
import { describeColumn } from '../../src/fields/columns.ts';
import { readText } from '../../src/fields/read-text.ts';
import { fold } from '../../src/support/fold.ts';
import { complaintOf } from '../support/folder.ts';

const cell = (column: string, text: string) => {
  const { field } = describeColumn(column);
  if (field === undefined) throw new Error(`no field of the column ${column}`);
  return readText(field, text);
};
const setting = (name: string, text: string) =>
  complaintOf(() => resolveSettings({ commandLine: { [name]: text }, environment: {} }));

// Each took longer than anybody waits, or seconds for a cell, when an expression tried every way to divide it.
it.each<[string, () => unknown]>([
  ['a password of blanks', () => cell('password', `.${' '.repeat(60)}x`)],
  ['a password of no-break spaces', () => cell('password', `.${'\u00a0'.repeat(1_000_000)}x`)],
  ['an address with many links', () => cell('email', `a@b.c${'#mailto:'.repeat(15)}\n!`)],
  ['a type with a row of accents', () => cell('type', `a${'\u0301'.repeat(100_000)}`)],
  ['a type with many accents', () => fold('a\u0301\u0302'.repeat(100_000))],
  ['a name of stars', () => cell('first_name', `${'*'.repeat(16_000)} \u0001`)],
  ['a share with a row of blanks', () => setting('share', `5${' '.repeat(100_000)}x`)],
  ['a limit with a row of blanks', () => setting('maxDeactivate', `5${' '.repeat(100_000)}x`)],
  ['a pattern of stars', () => setting('protect', `${'*a'.repeat(4_000)}@`)],
])('%s is refused, and quickly', async (_, read) => {
  expect(await read()).not.toHaveProperty('value');
});
