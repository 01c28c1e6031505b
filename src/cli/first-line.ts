import type { Listener, RunEvent } from '../core/events.ts';
import type { Notice } from '../core/notice.ts';

export type FirstLine = {
  readonly listen: Listener;
  /** Tells what was kept back, wherever else: something is about to be asked. */
  tell(to?: Listener): void;
  /** Nothing was sent: tells what was kept back, but not where it would have been sent to. */
  end(): void;
};

/** Where a run sends to. */
const PLACE: readonly string[] = ['otherHost', 'account'];

/**
 * Keeps back where a run sends to, and what comes after it, until the run gets past its checks: so it is the first line of every run
 * that sends, and a run that is refused says nothing but why.
 */
export function createFirstLine(listen: Listener): FirstLine {
  let kept: RunEvent[] | undefined;
  const tell = (to = listen, events = kept ?? []) => {
    kept = undefined;
    for (const event of events) to(event);
  };
  return {
    listen: (event) => {
      const notice = kindOf(event);
      if (notice === 'account' && kept?.some((its) => kindOf(its) === notice)) {
        // The account's name has been learnt meanwhile.
        kept = kept.map((its) => (kindOf(its) === notice ? event : its));
      } else if (PLACE.includes(notice ?? '')) kept = [...(kept ?? []), event];
      else if (kept && notice !== undefined && notice !== 'waitsForRun') kept.push(event);
      else {
        tell();
        listen(event);
      }
    },
    tell: (to) => tell(to),
    end: () =>
      tell(
        listen,
        kept?.filter((event) => !PLACE.includes(kindOf(event) ?? '')),
      ),
  };
}

function kindOf(event: RunEvent): Notice['kind'] | undefined {
  return event.type === 'notice' ? event.notice.kind : undefined;
}
