import { describe, expect, it } from 'vitest';
import { OUTCOMES, type Outcome } from '../../src/core/outcome.ts';
import { Trouble } from '../../src/engine/trouble.ts';

describe('Trouble', () => {
  it.each(OUTCOMES)('knows whether later rows must wait for a row that is %s', (outcome) => {
    const trouble = new Trouble();
    const its = { line: 4, outcome, heldBack: false };
    trouble.note(['a@x.org', 'id-a'], 4, its);
    const mustWait = ['exists', 'not_found', 'rejected', 'deferred', 'failed', 'unknown', 'not_attempted'];
    const found = mustWait.includes(outcome) ? its : undefined;
    expect(trouble.before(5, ['a@x.org'])).toEqual(found);
    expect(trouble.before(99, ['other', 'id-a'])).toEqual(found);
    expect(trouble.before(5, ['other'])).toBeUndefined();
    expect(trouble.before(5, [])).toBeUndefined();
  });

  it.each(['created', 'deferred'] as const)(
    'makes later rows wait for one that is %s and held back',
    (outcome) => {
      const trouble = new Trouble();
      trouble.note(['a@x.org'], 4, { line: 4, outcome, heldBack: true });
      expect(trouble.before(5, ['a@x.org'])).toEqual({ line: 4, outcome, heldBack: true });
    },
  );

  it('holds up no row that stands before it', () => {
    const trouble = new Trouble();
    trouble.note(['a@x.org'], 4, { line: 4, outcome: 'rejected', heldBack: false });
    expect([3, 4, 5].map((line) => trouble.before(line, ['a@x.org'])?.line)).toEqual([
      undefined,
      undefined,
      4,
    ]);
  });

  it('that is handed on holds up what stands after the row that hands it on', () => {
    const trouble = new Trouble();
    const cause = { line: 4, outcome: 'rejected', heldBack: false } as const;
    trouble.note(['a@x.org'], 4, cause);
    trouble.note(['a@x.org', 'id-a'], 7, cause);
    expect([5, 7, 8].map((line) => trouble.before(line, ['id-a']))).toEqual([undefined, undefined, cause]);
    expect(trouble.before(5, ['a@x.org'])).toEqual(cause);
  });

  it('names the row with which it began, in whatever order they become known', () => {
    const trouble = new Trouble();
    const note = (keys: string[], line: number, outcome: Outcome) =>
      trouble.note(keys, line, { line, outcome, heldBack: false });
    note(['a@x.org'], 4, 'rejected');
    note(['a@x.org', 'id-a'], 6, 'failed');
    note(['id-a'], 5, 'deferred');
    note(['a@x.org'], 3, 'updated');
    expect(trouble.before(9, ['a@x.org', 'id-a'])?.line).toBe(4);
    expect(trouble.before(9, ['id-a'])).toEqual({ line: 5, outcome: 'deferred', heldBack: false });
  });
});
