import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../src/core/languages/index.ts';
import type { Language } from '../../src/core/languages/language.ts';
import { FIELDS } from '../../src/fields/fields.ts';
import { COLUMN_NAMES, findColumn } from '../../src/input/header/column-names.ts';
import { ruleFor } from '../../src/input/header/doubtful-headers.ts';
import { findAction } from '../../src/input/rows/find-action.ts';

/** Every word with what it means. */
const meanings = (of: (language: Language) => Readonly<Record<string, readonly string[]>>) =>
  LANGUAGES.flatMap((language) =>
    Object.entries(of(language)).flatMap(([meaning, words]) => words.map((word) => [word, meaning] as const)),
  );

describe('a word that means one thing in a language means nothing else in another', () => {
  it('in a header', () => {
    const words = meanings(({ headers }) => headers);
    expect(words.length).toBeGreaterThan(700);
    expect(words.map(([word]) => [word, findColumn(word)])).toEqual(words);
    expect(words.filter(([word]) => ruleFor(word))).toEqual([]);
    expect(words.filter(([, column]) => !COLUMN_NAMES.includes(column))).toEqual([]);
  });

  it('in a cell of actions', () => {
    const words = meanings(({ actions }) => actions);
    expect(words.map(([word]) => [word, findAction(word)])).toEqual(words);
    const removals = LANGUAGES.flatMap((language) => language.removals);
    expect(removals.filter((word) => findAction(word))).toEqual([]);
  });

  it('in a cell of types', () => {
    const words = meanings(({ types }) => types);
    const numbers = { basic: 1, licensed: 2, unassigned: 4 };
    expect(words.map(([word]) => [word, FIELDS.type.cell.safeParse(word).data])).toEqual(
      words.map(([word, type]) => [word, numbers[type as keyof typeof numbers]]),
    );
  });

  it('in a cell of true and false', () => {
    const words = meanings(({ yes, no }) => ({ true: yes, false: no }));
    expect(words.map(([word]) => [word, String(FIELDS.use_pmi.cell.safeParse(word).data)])).toEqual(words);
  });

  it('in a header that only the cells or the other headers explain', () => {
    const doubtful = LANGUAGES.flatMap(({ users, names, preferredNames, shared }) => [
      ...users,
      ...names,
      ...preferredNames,
      ...Object.values(shared).flat(),
    ]);
    expect(doubtful.filter((word) => !ruleFor(word) || findColumn(word))).toEqual([]);
  });
});
