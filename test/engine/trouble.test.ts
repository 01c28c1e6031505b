import { describe, expect, it } from 'vitest';
import { OUTCOMES } from '../../src/core/outcome.ts';
import { Trouble } from '../../src/engine/trouble.ts';

describe('Trouble', () => {
  it.each(OUTCOMES)('knows whether later rows must wait for a row that is %s', (outcome) => {
    const trouble = new Trouble();
    trouble.note(['a@x.org', 'id-a'], 4, outcome);
    const mustWait = ['exists', 'not_found', 'rejected', 'deferred', 'failed', 'unknown', 'not_attempted'];
    const found = mustWait.includes(outcome) ? { line: 4, outcome } : undefined;
    expect(trouble.of(['a@x.org'])).toEqual(found);
    expect(trouble.of(['other', 'id-a'])).toEqual(found);
    expect(trouble.of(['other'])).toBeUndefined();
    expect(trouble.of([])).toBeUndefined();
  });

  it('names the row with which it began', () => {
    const trouble = new Trouble();
    trouble.note(['a@x.org'], 4, 'rejected');
    trouble.note(['a@x.org', 'id-a'], 5, 'failed');
    trouble.note(['a@x.org'], 6, 'updated');
    expect(trouble.of(['a@x.org', 'id-a'])).toEqual({ line: 4, outcome: 'rejected' });
    expect(trouble.of(['id-a'])).toEqual({ line: 5, outcome: 'failed' });
  });
});
