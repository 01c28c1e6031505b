import { describe, expect, it } from 'vitest';
import { OUTCOMES } from '../../src/core/outcome.ts';
import { Trouble } from '../../src/engine/trouble.ts';

describe('Trouble', () => {
  it.each(OUTCOMES)('knows whether later rows must wait for a row that is %s', (outcome) => {
    const trouble = new Trouble();
    trouble.note(['a@x.org', 'id-a'], 4, outcome);
    const mustWait = ['exists', 'not_found', 'rejected', 'deferred', 'failed', 'unknown', 'not_attempted'];
    const found = mustWait.includes(outcome) ? { line: 4, outcome } : undefined;
    expect(trouble.before(5, ['a@x.org'])).toEqual(found);
    expect(trouble.before(99, ['other', 'id-a'])).toEqual(found);
    expect(trouble.before(5, ['other'])).toBeUndefined();
    expect(trouble.before(5, [])).toBeUndefined();
  });

  it('holds up no row that stands before it', () => {
    const trouble = new Trouble();
    trouble.note(['a@x.org'], 4, 'rejected');
    expect([3, 4, 5].map((line) => trouble.before(line, ['a@x.org'])?.line)).toEqual([undefined, undefined, 4]);
  });

  it('names the row with which it began, in whatever order they become known', () => {
    const trouble = new Trouble();
    trouble.note(['a@x.org'], 4, 'rejected');
    trouble.note(['a@x.org', 'id-a'], 6, 'failed');
    trouble.note(['id-a'], 5, 'deferred');
    trouble.note(['a@x.org'], 3, 'updated');
    expect(trouble.before(9, ['a@x.org', 'id-a'])).toEqual({ line: 4, outcome: 'rejected' });
    expect(trouble.before(9, ['id-a'])).toEqual({ line: 5, outcome: 'deferred' });
  });
});
