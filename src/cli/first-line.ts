import type { Listener, RunEvent } from '../core/events.ts';

export type FirstLine = {
  readonly listen: Listener;
  /** Tells what was kept back: something is about to be asked. */
  tell(): void;
  /** Nothing was sent: tells what was kept back, but not where it would have been sent to. */
  end(): void;
};

/**
 * Keeps back that a run sends to another host than Zoom's, and what comes after it, until the run gets past its checks: so it is the
 * first line of every run that sends, and a run that is refused says nothing but why.
 */
export function createFirstLine(listen: Listener): FirstLine {
  let kept: RunEvent[] | undefined;
  const tell = (events = kept ?? []) => {
    kept = undefined;
    for (const event of events) listen(event);
  };
  return {
    listen: (event) => {
      const notice = event.type === 'notice' ? event.notice.kind : undefined;
      if (notice === 'otherHost') kept = [event];
      else if (kept && notice !== undefined && notice !== 'waitsForRun') kept.push(event);
      else {
        tell();
        listen(event);
      }
    },
    tell: () => tell(),
    end: () => tell(kept?.slice(1)),
  };
}
