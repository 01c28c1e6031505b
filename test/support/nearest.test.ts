import { describe, expect, it } from 'vitest';
import { isClose, nearest } from '../../src/support/nearest.ts';

const editsFrom = (word: string, other: string) => nearest(word, [other])?.edits;

describe('the edits from one word to another', () => {
  it.each([
    ['email', 'email', 0],
    ['', '', 0],
    ['', 'email', 5],
    ['email', '', 5],
    ['emial', 'email', 1],
    ['emai', 'email', 1],
    ['emmail', 'email', 1],
    ['enail', 'email', 1],
    ['meail', 'email', 1],
    ['Email', 'email', 1],
    ['kitten', 'sitting', 3],
    ['costcentre', 'costcenter', 1],
    ['onqouta', 'onquota', 1],
    ['abcdef', 'badcfe', 3],
    // Nothing is edited twice: two swapped letters have nothing put between them.
    ['ca', 'abc', 3],
    ['aaaa', 'aa', 2],
    ['überstunden', 'uberstunden', 1],
  ])('are, for %j and %j, %i, in both directions', (word, other, edits) => {
    expect([editsFrom(word, other), editsFrom(other, word)]).toEqual([edits, edits]);
  });

  it('are counted in the first 64 letters', () => {
    const long = 'x'.repeat(64);
    expect(editsFrom(`${long}abc`, `${long}def`)).toBe(0);
  });
});

describe('the nearest candidate', () => {
  it.each([
    ['emial', ['user_id', 'email', 'dept'], { word: 'email', edits: 1 }],
    ['ab', ['ac', 'ad'], { word: 'ac', edits: 1 }],
    ['ab', [], undefined],
  ])('of %j among %j is %j', (word, candidates, near) => {
    expect(nearest(word, candidates)).toEqual(near);
    expect(nearest(word, new Set(candidates).values())).toEqual(near);
  });
});

describe('whether a typing error explains the difference', () => {
  it.each([
    ['emial', { word: 'email', edits: 1 }, true],
    ['emaol', { word: 'email', edits: 2 }, false],
    ['deprtmnt', { word: 'department', edits: 2 }, true],
    ['sn', { word: 'fn', edits: 1 }, false],
    ['sn', { word: 'sn', edits: 0 }, true],
    ['tz', { word: 'tzs', edits: 1 }, false],
    ['pmis', { word: 'pmi', edits: 1 }, true],
  ])('of %j from %j: %s', (word, near, close) => {
    expect(isClose(word, near)).toBe(close);
  });
});
