import type { Clock } from '../../src/engine/clock.ts';

/**
 * The clock of a run whose Zoom has told its time.
 * @param now ms since the epoch, by this computer's clock
 * @param zoomNow by Zoom's; the same when nothing is said
 */
export function toldTime(now: () => number, random: () => number, zoomNow: () => number = now): Clock {
  const moment = () => {
    const zoomTime = zoomNow();
    return { zoomTime };
  };
  return { now, zoomNow, latestZoomNow: zoomNow, moment, random };
}
