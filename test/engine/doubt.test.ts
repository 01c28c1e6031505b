import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type DoubtEvent,
  type DoubtState,
  isUnsettled,
  mayHaveTakenEffect,
  nextDoubt,
  wasLost,
} from '../../src/engine/doubt.ts';

const EVENTS = [
  'send',
  'cancel',
  'refuse',
  'answer',
  'lose',
  'ask',
  'record',
] as const satisfies DoubtEvent[];

/** Where every event leads, in the order above. */
const TABLE = {
  none: ['sent', 'none', 'none', 'none', 'none', 'none', 'none'],
  sent: ['sent', 'none', 'none', 'none', 'lost', 'sent', 'sent'],
  inherited: ['inheritedSent', 'inherited', 'inherited', 'inherited', 'inherited', 'lost', 'none'],
  inheritedSent: [
    'inheritedSent',
    'inherited',
    'inherited',
    'resent',
    'inherited',
    'inheritedSent',
    'inheritedSent',
  ],
  lost: ['lostSent', 'lost', 'lost', 'lost', 'lost', 'lost', 'none'],
  lostSent: ['lostSent', 'lost', 'lost', 'resent', 'lost', 'lostSent', 'lostSent'],
  resent: ['resentSent', 'resent', 'resent', 'resent', 'resent', 'resent', 'none'],
  resentSent: ['resentSent', 'resent', 'resent', 'resent', 'lost', 'resentSent', 'resentSent'],
} as const satisfies Record<DoubtState, readonly DoubtState[]>;

const STATES = Object.keys(TABLE) as DoubtState[];
const WITH_A_REQUEST_UNDER_WAY: readonly DoubtState[] = ['sent', 'inheritedSent', 'lostSent', 'resentSent'];

describe('a row’s doubt', () => {
  it.each(STATES.flatMap((state) => EVENTS.map((event, at) => [state, event, TABLE[state][at]] as const)))(
    '%s, after %s, is %s',
    (state, event, next) => {
      expect(nextDoubt(state, event)).toBe(next);
    },
  );

  it.each([
    ['none', false, false, false],
    ['sent', true, false, false],
    ['inherited', true, true, true],
    ['inheritedSent', true, true, true],
    ['lost', true, true, false],
    ['lostSent', true, true, false],
    ['resent', true, true, false],
    ['resentSent', true, true, false],
  ] as const)('%s: may have taken effect %s, was lost %s, is unsettled %s', (state, ...expected) => {
    expect([mayHaveTakenEffect(state), wasLost(state), isUnsettled(state)]).toEqual(expected);
  });

  it('once an answer is lost is over for nothing but a record', () => {
    const ways = STATES.filter(wasLost).flatMap((state) =>
      EVENTS.filter((event) => !wasLost(nextDoubt(state, event))).map((event) => `${state} ${event}`),
    );
    expect(ways).toEqual(['inherited record', 'lost record', 'resent record']);
  });

  it('of an earlier session is settled by nothing but asking, a final answer or a record', () => {
    const ways = STATES.filter(isUnsettled).flatMap((state) =>
      EVENTS.filter((event) => !isUnsettled(nextDoubt(state, event))).map((event) => `${state} ${event}`),
    );
    expect(ways).toEqual(['inherited ask', 'inherited record', 'inheritedSent answer']);
  });

  it('means the same as a list of what became of each request', () => {
    fc.assert(
      fc.property(fc.boolean(), fc.array(fc.constantFrom(...EVENTS), { maxLength: 30 }), (isLeft, events) => {
        const story = new Story(isLeft);
        let state: DoubtState = isLeft ? 'inherited' : 'none';
        for (const event of events) {
          if (!story.canGoOnWith(event)) continue;
          state = nextDoubt(state, event);
          story.goOnWith(event);
          const meaning = [mayHaveTakenEffect(state), wasLost(state), isUnsettled(state)];
          expect([event, ...meaning]).toEqual([event, ...story.meaning]);
          expect(WITH_A_REQUEST_UNDER_WAY.includes(state)).toBe(story.isUnderWay);
        }
      }),
    );
  });
});

/** What became of each request of a row, told without states. */
class Story {
  /** The requests since the effect was on record last. */
  #requests: ('underWay' | 'lost' | 'answered' | 'without effect')[] = [];
  #isLeft: boolean;
  #isUnsettled: boolean;

  /** @param isLeft an earlier session left a request without an answer */
  constructor(isLeft: boolean) {
    this.#isLeft = isLeft;
    this.#isUnsettled = isLeft;
  }

  get isUnderWay(): boolean {
    return this.#requests.includes('underWay');
  }

  get meaning(): readonly boolean[] {
    const isLost = this.#isLeft || this.#requests.includes('lost');
    return [isLost || this.isUnderWay, isLost, this.#isUnsettled];
  }

  canGoOnWith(event: DoubtEvent): boolean {
    const needsRequest = ['cancel', 'refuse', 'answer', 'lose'].includes(event);
    return needsRequest === this.isUnderWay;
  }

  goOnWith(event: DoubtEvent): void {
    const become = {
      cancel: 'without effect',
      refuse: 'without effect',
      answer: 'answered',
      lose: 'lost',
    } as const;
    if (event === 'send') this.#requests.push('underWay');
    else if (event === 'record') {
      this.#requests = [];
      this.#isLeft = false;
    } else if (event !== 'ask') this.#requests = this.#requests.with(-1, become[event]);
    if (event === 'ask' || event === 'answer' || event === 'record') this.#isUnsettled = false;
  }
}
