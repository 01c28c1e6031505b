import { createLogUpdate } from 'log-update';
import type { Listener } from '../core/events.ts';
import { clip } from '../report/terminal/layout.ts';
import { hasColour, isRedrawable } from './colour.ts';
import type { Host } from './host.ts';
import { plainProgress, progressBlock } from './progress-block.ts';
import { type Phase, ProgressState } from './progress-state.ts';
import { noticeOf, type RunNotice } from './run-notices.ts';
import { paintedLines } from './tell.ts';
import type { TextOutput } from './text-output.ts';

type ProgressOptions = {
  readonly stream: TextOutput;
  /** Milliseconds, on any clock. */
  readonly now: () => number;
  /** Milliseconds since the epoch, for moments that people look at the clock for. */
  readonly wallClock: () => number;
  /** NO_COLOR, FORCE_COLOR and TERM are looked at. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Draws nothing: only what it is told of is told. */
  readonly quiet?: boolean;
};

export type Progress = {
  /** Never throws. */
  readonly listen: Listener;
  /** Says something that stays, at once. */
  say(text: string): void;
  /** Takes the block away and leaves the terminal to a question, until that is answered. */
  aside<T>(question: () => Promise<T>): Promise<T>;
  /** Takes the block away; what comes after is passed over. */
  end(): void;
};

const REDRAW_MS = 150;
const PLAIN_LINE_MS = 10_000;
const NOTICE_COLUMNS = 1_000;
/** Where there is no terminal, a line says that they begin. */
const TOLD: ReadonlySet<Phase> = new Set(['reads', 'asks', 'waits']);

/**
 * Shows how far a run is: on a terminal a block of lines that is drawn anew, elsewhere a plain line every ten seconds and at
 * a change of state. Notices stand on lines of their own, each topic once.
 */
export function createProgress({ stream, now, wallClock, env, quiet = false }: ProgressOptions): Progress {
  const inPlace = isRedrawable(stream, env);
  const colour = hasColour(stream, env);
  const block = inPlace ? stream.block(createLogUpdate) : stream.lines();
  const state = new ProgressState();
  const told = new Set<string>();
  let drawnAt = now();
  let drawnPhase = state.phase(drawnAt);
  let ended = false;
  let isAside = false;

  const draw = () => {
    if (quiet) return;
    drawnAt = now();
    drawnPhase = state.phase(drawnAt);
    const snapshot = state.snapshot(drawnAt, wallClock());
    const columns = stream.columns || 80;
    if (!inPlace) block.print(snapshot ? plainProgress(snapshot) : `${state.beforeSending} …`);
    else if (snapshot) block.show(progressBlock(snapshot, columns, { colour }));
    else block.show(clip(`${state.beforeSending} …`, Math.max(columns - 1, 1)));
  };
  const isDue = () => {
    if (inPlace) return now() - drawnAt >= REDRAW_MS;
    const phase = state.phase(now());
    if (phase !== drawnPhase && (TOLD.has(phase) || drawnPhase === 'waits')) return true;
    // A line says as well in an hour how long everything waits.
    return now() - drawnAt >= PLAIN_LINE_MS && phase !== 'checks' && phase !== 'waits';
  };
  const drawWhenDue = () => {
    if (!isAside && isDue()) draw();
  };
  const print = (text: string) =>
    block.print(paintedLines(stream, clip(text, NOTICE_COLUMNS), colour ? 'yellow' : undefined));
  const tell = ({ topic, text, isNews }: RunNotice) => {
    if (told.has(topic) && !isNews) return;
    told.add(topic);
    print(text);
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
    say: (text) => safely(() => print(text)),
    aside: async (question) => {
      safely(() => block.clear());
      isAside = true;
      try {
        return await question();
      } finally {
        isAside = false;
      }
    },
    end: () => {
      clearInterval(timer);
      safely(() => block.clear());
      ended = true;
    },
  };
}

/** How far something is, for whoever started the program. */
export function progressOf({ stderr, env }: Host, quiet: boolean): Progress {
  return createProgress({
    stream: stderr,
    now: () => performance.now(),
    wallClock: Date.now,
    env,
    quiet,
  });
}
