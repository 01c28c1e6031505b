import { textOf } from '../core/json.ts';
import type { RowNaming } from '../core/ledger.ts';
import type { RowState } from '../core/ledger-records.ts';
import { POLICY } from '../core/policy.ts';
import type { CheckedRow } from '../core/task.ts';
import { OUTCOMES } from '../core/vocabulary.ts';
import { ZoomError } from '../core/zoom-error.ts';
import { readAccount } from './read-account.ts';
import type { RunContext } from './run-context.ts';

/** Questions under way at a time; they wait for the same permits as the rows in hand. */
const AT_A_TIME = 16;

/**
 * Where some rows of a run name their users by address and others by id alone, two rows may be about one user, and must
 * be sent in order: the account is asked whose the ids are before their rows are taken in hand.
 */
export class IdsAndAddresses {
  #asks: boolean;
  readonly #context: RunContext;
  readonly #asked = new Set<string>();

  constructor({ hasAddresses, hasIds }: RowNaming, context: RunContext) {
    this.#asks = hasAddresses && hasIds;
    this.#context = context;
  }

  /** @throws {Stopped} when the run stops first */
  async ask(rows: readonly CheckedRow[], states: ReadonlyMap<number, RowState>): Promise<void> {
    if (!this.#asks) return;
    const ids = rows.flatMap((row) => idOf(row, states.get(row.line)) ?? []);
    const unknown = [...new Set(ids)].filter((id) => !this.#asked.has(id));
    for (let at = 0; at < unknown.length && this.#asks; at += AT_A_TIME) {
      await Promise.all(unknown.slice(at, at + AT_A_TIME).map((id) => this.#askAbout(id)));
    }
  }

  async #askAbout(id: string): Promise<void> {
    this.#asked.add(id);
    try {
      const { body } = await readAccount({ endpoint: 'getUser', user: id }, this.#context);
      const address = textOf(Object(body), 'email');
      if (address) this.#context.users.learnAddress(id, address);
    } catch (error) {
      // The row itself meets the same, and says what it means for it and for the run.
      if (!(error instanceof ZoomError)) throw error;
      if (POLICY[error.kind].next === 'holdBack') this.#giveUp(error);
    }
  }

  /** The app may not ask, about no id. */
  #giveUp({ message, scope }: ZoomError): void {
    if (!this.#asks) return;
    this.#asks = false;
    this.#context.services.emit({ type: 'notice', notice: { kind: 'orderUnknown', message, scope } });
  }
}

/** The id of a row that names its user by nothing else, and that may have to wait or hold others up. */
function idOf(row: CheckedRow, state: RowState | undefined): string | undefined {
  if (row.kind === 'invalid' || row.task.email !== undefined) return undefined;
  const { outcome, awaitsInvitation = false } = state ?? {};
  const isThrough = outcome !== undefined && OUTCOMES[outcome].kind === 'performed' && !awaitsInvitation;
  return isThrough ? undefined : row.task.userId;
}
