import { createHash } from 'node:crypto';
import type { RunRequest } from '../config/run-request.ts';
import type { Foreseen, ForeseenKind } from '../core/foreseen.ts';
import type { ResultRow } from '../core/result-row.ts';
import type { ForeseenGroup } from '../report/foreseen-tally.ts';
import { writeJsonFile } from '../report/json/json-file.ts';
import { type PlannedOptions, plannedOptions } from './planned-options.ts';

/** What a live preview has shown, as plan.json has it: digests and counts, and nothing of what the rows say. */
export type Plan = {
  readonly kind: typeof PLAN_KIND;
  readonly version: 1;
  /** Of the preview. */
  readonly run_id: string;
  /** ISO 8601 UTC. */
  readonly made_at: string;
  readonly account: string;
  /** What was compared: all columns, or what the lists of users show. */
  readonly live: 'all' | 'list';
  readonly input: string;
  readonly input_digest: string;
  /** By option, a digest of what was given. */
  readonly options: PlannedOptions;
  readonly counts: Readonly<Partial<Record<ForeseenKind, number>>>;
  /** For each valid row `<line>:<digest of what it would do>`, in the order of the file. */
  readonly rows: readonly string[];
};

export const PLAN_KIND = 'zoom-provision plan';

const DIGEST_LENGTH = 16;

/** Puts a plan together while the rows go by. */
export class PlanWriter {
  readonly #request: RunRequest;
  readonly #inputDigest: string;
  readonly #account: string;
  readonly #rows: string[] = [];

  constructor(request: RunRequest, inputDigest: string, account: string) {
    this.#request = request;
    this.#inputDigest = inputDigest;
    this.#account = account;
  }

  add(batch: Iterable<ResultRow>): void {
    for (const { line, reason } of batch) {
      if (reason?.kind === 'foreseen') this.#rows.push(`${line}:${digestOf(line, reason)}`);
    }
  }

  /** @throws whatever the file system throws */
  async write(path: string, id: string, groups: readonly ForeseenGroup[]): Promise<void> {
    const plan: Plan = {
      kind: PLAN_KIND,
      version: 1,
      run_id: id,
      made_at: new Date().toISOString(),
      account: this.#account,
      live: this.#request.settings.live ?? 'all',
      input: this.#request.input,
      input_digest: this.#inputDigest,
      options: plannedOptions(this.#request),
      counts: Object.fromEntries(groups.map(({ what, count }) => [what, count])),
      rows: this.#rows,
    };
    await writeJsonFile(path, plan);
  }
}

/** A digest of what a row would do, whatever words are used for it. */
export function digestOf(
  line: number,
  { what, outcome, changes, takesLicence, line: after }: Foreseen,
): string {
  return sha256(JSON.stringify([line, what, outcome, changes, takesLicence === true, after ?? 0]));
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, DIGEST_LENGTH);
}
