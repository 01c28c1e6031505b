import type { EndpointName } from '../core/endpoints.ts';
import { LICENCE_FIELDS } from '../core/licence-fields.ts';
import type { Task } from '../core/task.ts';
import type { ActionName } from '../core/vocabulary.ts';
import type { MetBy } from '../core/zoom-codes/zoom-code.ts';

/** A row and the calls that it makes when all goes well. */
export type PlannedRow = { readonly task: Task; readonly calls: readonly EndpointName[] };

const FREE_LICENCES: ReadonlySet<ActionName> = new Set(['deactivate', 'disassociate', 'delete']);

/** What a refusal is about, as far as the rows show it that met it: all other rows of the matter would be refused, too. */
export class Matter {
  readonly action: ActionName;
  /** The licence that all of them ask for, by field, as text; undefined when it is not about that. */
  readonly licence: Readonly<Record<string, string>> | undefined;
  readonly #metBy: MetBy;
  readonly #call: EndpointName | undefined;
  /** Fields that every row that was refused has. */
  #fields: readonly string[];

  /** @param call the call that was refused; undefined when nobody knows */
  constructor(metBy: MetBy, { task }: PlannedRow, call: EndpointName | undefined) {
    this.action = task.action;
    this.licence = metBy === 'licence' ? licenceOf(task) : undefined;
    this.#metBy = metBy;
    this.#call = call;
    this.#fields = metBy === 'action' ? Object.keys(task.fields) : [];
  }

  /** The same for refusals that are counted together. */
  get key(): string {
    const { action, licence } = this;
    return this.#metBy === 'everyRow' ? 'everyRow' : JSON.stringify([action, this.#call, licence]);
  }

  covers({ task, calls }: PlannedRow): boolean {
    if (this.#metBy === 'everyRow') return true;
    if (task.action !== this.action || (this.#call !== undefined && !calls.includes(this.#call)))
      return false;
    if (this.licence) return JSON.stringify(licenceOf(task)) === JSON.stringify(this.licence);
    return this.#fields.every((field) => task.fields[field] !== undefined);
  }

  /** A further row met it: it is about nothing that this row has not. */
  narrow({ task }: PlannedRow): void {
    this.#fields = this.#fields.filter((field) => task.fields[field] !== undefined);
  }
}

/** Whether a row that was performed may have given back a seat or a licence. */
export function freesLicence({ action, fields }: Task): boolean {
  if (FREE_LICENCES.has(action)) return true;
  return action === 'update' && LICENCE_FIELDS.some((field) => fields[field] !== undefined);
}

function licenceOf({ fields }: Task): Readonly<Record<string, string>> {
  const asked = LICENCE_FIELDS.filter((field) => fields[field] !== undefined);
  return Object.fromEntries(asked.map((field) => [field, textOfValue(fields[field])]));
}

/** As JSON, whose numbers JavaScript's own writer would not all take. */
function textOfValue(value: unknown): string {
  const text = JSON.stringify(value, (_name, inner: unknown) =>
    typeof inner === 'bigint' ? inner.toString() : inner,
  );
  return text.replaceAll('"', '');
}
