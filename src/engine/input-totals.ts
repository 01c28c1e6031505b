import type { ActionTable, Consent, OnExists } from '../core/action.ts';
import { ENDPOINTS, type EndpointName } from '../core/endpoints.ts';
import { GUARDS, type GuardName } from '../core/guards.ts';
import { type CheckedRow, type Task, userKeys } from '../core/task.ts';
import { ACTION_NAMES, type ActionName } from '../core/vocabulary.ts';
import { FirstLines } from '../support/first-lines.ts';
import type { Protection } from './protection.ts';

/** What the operator must agree to, of one action. */
export type ConsentNeeded = {
  readonly action: ActionName;
  readonly consent: Consent;
  readonly count: number;
};

/** What an input asks for, counted row by row. */
export class InputTotals {
  rows = 0;
  invalid = 0;
  /** Rows that are not counted otherwise, since the account has all of it already. */
  unchanged = 0;
  /** Rows that are sent although something about them should change. */
  warned = 0;
  protectedRows = 0;
  /** New users of whom some columns wait until the invitation is accepted. */
  awaitingInvitation = 0;
  /** Updates by which a user loses a licence, who has one. */
  takingLicence = 0;
  /** Rows that take one of the day's invitations. */
  invitations = 0;
  readonly byAction: Partial<Record<ActionName, number>> = {};
  /** Valid rows by what they name their user by. */
  readonly #naming = { address: 0, id: 0, both: 0 };
  readonly #calls: Record<EndpointName, number>;
  #asksForPending = false;
  readonly #users = new FirstLines();
  readonly #consents = new Map<ActionName, UserCount>();
  readonly #guards = new Map<GuardName, UserCount>();
  readonly #actions: ActionTable;
  readonly #protection: Protection;
  readonly #onExists: OnExists;
  readonly #unmet: Set<string>;

  constructor(actions: ActionTable, protection: Protection, onExists: OnExists) {
    this.#actions = actions;
    this.#protection = protection;
    this.#onExists = onExists;
    this.#unmet = new Set(protection.patterns);
    const none = Object.keys(ENDPOINTS).map((name) => [name, 0]);
    this.#calls = Object.fromEntries(none) as Record<EndpointName, number>;
  }

  /** The calls that a run makes when all goes well, by endpoint: those of the rows, and those that ask whom they mean. */
  get calls(): Readonly<Record<EndpointName, number>> {
    const { address, id, both } = this.#naming;
    const asksIds = address + both > 0 || !this.#protection.isEmpty;
    return {
      ...this.#calls,
      getUser: this.#calls.getUser + both + (asksIds ? id : 0),
      listUsers: this.#asksForPending ? 1 : 0,
    };
  }

  /** Different users named by rows that passed validation. */
  get users(): number {
    return this.#users.size;
  }

  /** The patterns of protected addresses that no row falls under. */
  get protectsNobody(): readonly string[] {
    return [...this.#unmet];
  }

  /** Valid rows that name their user by an id alone: whom they mean is known to the account. */
  get byIdAlone(): number {
    return this.#naming.id;
  }

  get valid(): number {
    return this.rows - this.invalid;
  }

  /** How many users, or rows, a guard has to look at. */
  guarded(name: GuardName): number {
    return this.#guards.get(name)?.of(GUARDS[name].counts) ?? 0;
  }

  /** In the order of the actions. */
  get consents(): readonly ConsentNeeded[] {
    return ACTION_NAMES.flatMap((name) => {
      const { consent } = this.#actions[name];
      const count = consent && this.#consents.get(name)?.of(consent.counts);
      return count ? [{ action: name, consent, count }] : [];
    });
  }

  add(row: CheckedRow): void {
    this.rows++;
    if (row.kind === 'task') this.#addTask(row.task);
    else this.invalid++;
    const who = row.kind === 'task' ? row.task.email : row.user;
    if (who !== undefined && this.#unmet.size > 0) this.#meet(who);
  }

  #meet(who: string): void {
    for (const pattern of this.#protection.patternsFor(who)) this.#unmet.delete(pattern);
  }

  #addTask(task: Task): void {
    const action = this.#actions[task.action];
    const [key = ''] = userKeys(task);
    this.#users.remember(key, task.line);
    this.byAction[task.action] = (this.byAction[task.action] ?? 0) + 1;
    if (task.warnings.length > 0) this.warned++;
    if (task.email !== undefined && this.#protection.patternFor(task.email) !== undefined) {
      this.protectedRows++;
      return;
    }
    const { consent } = action;
    if (consent && (consent.appliesTo?.(task, this.#onExists) ?? true)) {
      countIn(this.#consents, task.action).add(key, task.line);
    }
    if (action.guard) countIn(this.#guards, action.guard).add(key, task.line);
    if (action.invites) this.invitations++;
    if (action.ignoredWhilePending) this.#asksForPending = true;
    if (action.takesLicence?.(task)) this.takingLicence++;
    if (action.awaitsInvitation?.(task)) this.awaitingInvitation++;
    this.#naming[task.email === undefined ? 'id' : task.userId === undefined ? 'address' : 'both']++;
    for (const { endpoint } of action.steps(task)) this.#calls[endpoint]++;
  }
}

/** Rows, and the different users whom they name. */
class UserCount {
  #rows = 0;
  readonly #users = new FirstLines();

  add(key: string, line: number): void {
    this.#rows++;
    this.#users.remember(key, line);
  }

  of(what: 'users' | 'rows'): number {
    return what === 'users' ? this.#users.size : this.#rows;
  }
}

function countIn<Name>(counts: Map<Name, UserCount>, name: Name): UserCount {
  const known = counts.get(name) ?? new UserCount();
  counts.set(name, known);
  return known;
}
