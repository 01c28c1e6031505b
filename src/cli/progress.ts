import type { Listener } from '../core/events.ts';
import { clip } from '../report/terminal/layout.ts';
import { plainProgress, progressLine } from './progress-line.ts';
import { ProgressState } from './progress-state.ts';
import { noticeOf, type RunNotice } from './run-notices.ts';
import { StatusLine } from './status-line.ts';
import { paintedLines } from './tell.ts';
import type { TextOutput } from './text-output.ts';

type ProgressOptions = {
  readonly stream: TextOutput;
  /** Milliseconds, on any clock. */
  readonly now: () => number;
  /** NO_COLOR and TERM are looked at. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Draws nothing: only what it is told of is told. */
  readonly quiet?: boolean;
};

export type Progress = {
  /** Never throws. */
  readonly listen: Listener;
  /** Takes the line away and leaves the terminal to a question, until that is answered. */
  aside<T>(question: () => Promise<T>): Promise<T>;
  /** Takes the line away; what comes after is passed over. */
  end(): void;
};

const REDRAW_MS = 150;
const PLAIN_LINE_MS = 10_000;
const NOTICE_COLUMNS = 1_000;

/**
 * Shows how far a run is: on a terminal one line that is rewritten in place, elsewhere a plain line every ten seconds.
 * Notices stand on lines of their own, each topic once.
 */
export function createProgress({ stream, now, env, quiet = false }: ProgressOptions): Progress {
  const inPlace = stream.isTTY && env.TERM !== 'dumb';
  const colour = inPlace && !env.NO_COLOR;
  const line = new StatusLine(stream);
  const state = new ProgressState();
  const told = new Set<string>();
  let drawnAt = now();
  let ended = false;
  let isAside = false;

  const draw = () => {
    if (quiet) return;
    drawnAt = now();
    const snapshot = state.snapshot(drawnAt);
    if (!inPlace) {
      if (snapshot) line.print(plainProgress(snapshot));
      return;
    }
    const columns = stream.columns || 80;
    line.show(snapshot ? progressLine(snapshot, columns) : clip(`${state.beforeSending} ...`, columns - 1));
  };
  const drawWhenDue = () => {
    if (!isAside && now() - drawnAt >= (inPlace ? REDRAW_MS : PLAIN_LINE_MS)) draw();
  };
  const tell = ({ topic, text, isNews }: RunNotice) => {
    if (told.has(topic) && !isNews) return;
    told.add(topic);
    line.print(paintedLines(stream, clip(text, NOTICE_COLUMNS), colour ? 'yellow' : undefined));
    if (inPlace) draw();
  };
  const safely = (work: () => void) => {
    if (ended) return;
    try {
      work();
    } catch {
      ended = true;
    }
  };

  // The timer keeps a countdown moving while nothing happens, and must not keep the process alive.
  const timer = setInterval(() => safely(drawWhenDue), REDRAW_MS).unref();
  return {
    listen: (event) =>
      safely(() => {
        state.follow(event, now());
        const notice = noticeOf(event);
        if (notice) tell(notice);
        drawWhenDue();
      }),
    aside: async (question) => {
      safely(() => line.show(''));
      isAside = true;
      try {
        return await question();
      } finally {
        isAside = false;
      }
    },
    end: () => {
      clearInterval(timer);
      safely(() => line.show(''));
      ended = true;
    },
  };
}
