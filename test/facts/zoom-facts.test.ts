import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ENDPOINTS, type Endpoint } from '../../src/core/endpoints.ts';
import { ZOOM_CODES } from '../../src/core/zoom-codes.ts';
import { FACTS_FILE, factsOf, ZOOM_FACTS } from './zoom-facts.ts';

/** Accounts have a document of their own. */
const USED = Object.entries<Endpoint>(ENDPOINTS)
  .filter(([, { path }]) => path.startsWith('/users'))
  .map(
    ([name, { method, path, label, scope, classicScopes }]) =>
      [
        name,
        factsOf(method, path.replace('{user}', '{userId}')),
        { label, scopes: [scope, ...classicScopes] },
      ] as const,
  );

describe("the facts of Zoom's specification", () => {
  it('have none of its sentences', () => {
    const texts = readFileSync(FACTS_FILE, 'utf8').match(/"[^"]*"/g) ?? [];
    const endpoints = Object.keys(ZOOM_FACTS).map((name) => `"${name}"`);
    const prose = texts.filter((text) => / /.test(text) && !endpoints.includes(text));
    expect(texts.length).toBeGreaterThan(500);
    expect(prose.filter((text) => /[a-z] [a-z]/i.test(text))).toEqual([]);
  });

  it.each(USED)('have the label and the scopes of %s', (_, facts, { label, scopes }) => {
    expect(facts.label).toBe(label);
    expect(facts.scopes).toEqual(expect.arrayContaining([...scopes]));
  });

  it('name no error code of a call that the table of codes does not know', () => {
    const known = new Set<number | 'any'>(Object.values(ZOOM_CODES).map(({ code }) => code));
    const documented = USED.flatMap(([name, { codes }]) =>
      Object.values(codes)
        .flat()
        .map((code) => [name, code] as const),
    );
    expect(documented.length).toBeGreaterThan(40);
    expect(documented.filter(([, code]) => !known.has(code))).toEqual([]);
  });
});
