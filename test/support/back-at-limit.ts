/**
 * How long after a moment a second began that held so many calls.
 * @param passedAt in ms, in order
 * @returns in ms; Infinity when there was none
 */
export function backAfter(passedAt: readonly number[], from: number, perSecond: number): number {
  const count = Math.ceil(perSecond);
  const back = passedAt.find(
    (at, index) => at >= from && (passedAt[index + count - 1] ?? Number.POSITIVE_INFINITY) - at < 1000,
  );
  return (back ?? Number.POSITIVE_INFINITY) - from;
}

/** The longest time between two of them, in ms. */
export function longestGap(times: readonly number[]): number {
  return Math.max(0, ...times.slice(1).map((at, index) => at - (times[index] ?? at)));
}
