import type { ResultRow } from '../core/result-row.ts';
import type { Outcome } from '../core/vocabulary.ts';

/**
 * A run under way: to be awaited for its report, or gone through with `for await` for what comes of its rows, each as soon
 * as it is known; those that are not sent come at the end. A loop that is left ends the run gently.
 */
export type Run<Report> = Promise<Report> & AsyncIterable<ResultRow>;

/** What a run tells to whoever goes through its rows. */
export type RowFeed = {
  /** Rows of which the last word is known; one may come again. */
  readonly tell: (rows: readonly ResultRow[]) => void;
  /** Fires when nobody wants to have the rows any more. */
  readonly left: AbortSignal;
};

/** Starts a run at once. */
export function startRun<Report>(work: (feed: RowFeed) => Promise<Report>): Run<Report> {
  const leaving = new AbortController();
  let reader: RowReader | undefined;
  let hasTold = false;
  const tell = (rows: readonly ResultRow[]) => {
    hasTold ||= rows.length > 0;
    reader?.add(rows);
  };
  const ended = work({ tell, left: leaving.signal });
  return Object.assign(ended, {
    [Symbol.asyncIterator](): AsyncGenerator<ResultRow> {
      if (reader) throw new Error('The rows of a run can be gone through only once.');
      if (hasTold)
        throw new Error('The first rows have gone by: begin with `for await` as soon as the run is started.');
      reader = new RowReader();
      // A loop that is left hears nothing of how the run ends; whoever awaits the run does.
      return reader.read(ended, () => leaving.abort(new Error('the loop over the rows was left')));
    },
  });
}

class RowReader {
  /** By line: the report has all rows again, and a row that was deferred may have been sent since. */
  readonly #told = new Map<number, Outcome>();
  #rows: ResultRow[] = [];
  #wake: () => void = () => undefined;

  add(rows: readonly ResultRow[]): void {
    this.#rows.push(...rows);
    this.#wake();
  }

  async *read(ended: Promise<unknown>, leave: () => void): AsyncGenerator<ResultRow> {
    let isOver = false;
    const wakeAtEnd = () => {
      isOver = true;
      this.#wake();
    };
    ended.then(wakeAtEnd, wakeAtEnd);
    try {
      for (;;) {
        yield* this.#take();
        if (isOver && this.#rows.length === 0) break;
        if (this.#rows.length === 0) await new Promise<void>((resolve) => (this.#wake = resolve));
      }
    } finally {
      if (!isOver) {
        leave();
        await ended.catch(() => undefined);
      }
    }
    await ended;
  }

  *#take(): Generator<ResultRow> {
    const rows = this.#rows;
    this.#rows = [];
    for (const row of rows) {
      if (this.#told.get(row.line) === row.outcome) continue;
      this.#told.set(row.line, row.outcome);
      yield row;
    }
  }
}
