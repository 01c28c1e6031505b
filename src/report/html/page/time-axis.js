/** @import { Chart } from '../page-data.ts' */

/** Of the whole: a time in which nothing is sent takes no more than that on the axis. */
const WIDEST_GAP = 0.05;
/** A shorter one is drawn as long as it was. */
const LEAST_GAP_S = 60;

/**
 * Where moments stand on the axis: by their time, but for long times in which nothing was sent, which are cut short.
 * Both ways, in s.
 * @param {Chart} chart
 */
export function timeAxis({ labels }) {
  const busy = labels.flatMap(({ at, calls }) =>
    at.flatMap((from, index) => (calls[index] === 0 ? [] : [{ from, to: at[index + 1] ?? from + 1 }])),
  );
  busy.sort((a, b) => a.from - b.from);
  const sentS = busy.reduce((sum, { from, to }) => sum + to - from, 0);
  const gapS = Math.max(LEAST_GAP_S, sentS * WIDEST_GAP);
  /** @type {{ from: number, to: number, at: number, rate: number }[]} */
  const pieces = [];
  let at = 0;
  /** @param {number} from @param {number} to @param {number} width */
  const add = (from, to, width) => {
    if (to <= from) return;
    pieces.push({ from, to, at, rate: width / (to - from) });
    at += width;
  };
  let reached = busy[0]?.from ?? 0;
  for (const { from, to } of busy) {
    if (to <= reached) continue;
    if (from > reached) add(reached, from, Math.min(from - reached, gapS));
    const begins = Math.max(from, reached);
    add(begins, to, to - begins);
    reached = to;
  }
  const first = pieces[0] ?? { from: 0, to: 0, at: 0, rate: 1 };
  return {
    length: at,
    /** @param {number} time */
    toAxis: (time) => {
      const piece = pieces.findLast(({ from }) => from <= time) ?? first;
      return Math.min(at, piece.at + (Math.min(time, piece.to) - piece.from) * piece.rate);
    },
    /** @param {number} place */
    toTime: (place) => {
      const piece = pieces.findLast((its) => its.at <= place) ?? first;
      return piece.from + (place - piece.at) / piece.rate;
    },
  };
}
