import type { PersonNames, Roster, RosterPerson } from '../../src/core/roster.ts';

export type RosterTable = {
  people: RosterPerson[];
  readonly counts: Map<string, number>;
};

export function emptyRoster(): RosterTable {
  return { people: [], counts: new Map() };
}

/** The people of a roster, as the port promises them. */
export class MemoryRoster implements Roster {
  readonly #table: RosterTable;
  readonly #check: () => void;

  constructor(table = emptyRoster(), check = () => {}) {
    this.#table = table;
    this.#check = check;
  }

  async clear(): Promise<void> {
    this.#check();
    this.#table.people = [];
  }

  async add(people: readonly RosterPerson[]): Promise<void> {
    this.#check();
    this.#table.people = [...this.#table.people, ...people].sort((one, other) => one.line - other.line);
  }

  async *all(): AsyncGenerator<readonly RosterPerson[]> {
    const people = this.#table.people.map(withoutMentions);
    if (people.length > 0) yield people;
  }

  async linesOf(names: PersonNames): Promise<readonly number[]> {
    return (await this.naming(names)).map(({ line }) => line);
  }

  async naming(names: PersonNames): Promise<readonly RosterPerson[]> {
    return this.#table.people
      .filter((person) => isNamed(person, names))
      .slice(0, 2)
      .map(withoutMentions);
  }

  async mayName(names: PersonNames): Promise<boolean> {
    const mentioned = ({ mentions = [] }: RosterPerson) =>
      mentions.some((address) => isNamed({ email: address }, names));
    return this.#table.people.some((person) => isNamed(person, names) || mentioned(person));
  }

  async lastCount(scope: string): Promise<number | undefined> {
    return this.#table.counts.get(scope);
  }

  async keepCount(scope: string, people: number): Promise<void> {
    this.#check();
    this.#table.counts.set(scope, people);
  }
}

function isNamed(person: PersonNames, names: PersonNames): boolean {
  const isSame = (one: string | undefined, other: string | undefined) => one !== undefined && one === other;
  return (
    isSame(person.email?.toLowerCase(), names.email?.toLowerCase()) ||
    isSame(person.userId, names.userId) ||
    isSame(person.employeeId, names.employeeId)
  );
}

function withoutMentions({ mentions: _, ...person }: RosterPerson): RosterPerson {
  return person;
}
