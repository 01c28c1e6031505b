import { readFileSync } from 'node:fs';

/** A JSON schema, as far as it states facts. Integers beyond 2^53 are doubles here. */
export type SchemaFacts = {
  readonly type: string;
  readonly format?: string;
  readonly enum?: readonly (string | number)[];
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxItems?: number;
  readonly items?: SchemaFacts;
  readonly properties?: Readonly<Record<string, SchemaFacts>>;
  readonly required?: readonly string[];
};

export type EndpointFacts = {
  readonly label: string;
  readonly scopes: readonly string[];
  readonly query: Readonly<Record<string, SchemaFacts>>;
  readonly body?: SchemaFacts;
  /** The names of what a success has, such as `users.dept`. */
  readonly answer?: readonly string[];
  /** Error codes by HTTP status. */
  readonly codes: Readonly<Record<string, readonly number[]>>;
};

export const FACTS_FILE = new URL('zoom-facts.json', import.meta.url);

/** What Zoom's specification says of the endpoints that matter here, by `POST /users` and the like; see make-facts.ts. */
export const ZOOM_FACTS: Readonly<Record<string, EndpointFacts>> = JSON.parse(
  readFileSync(FACTS_FILE, 'utf8'),
);

/** @throws {Error} for an endpoint that the facts do not have: an assertion that compares nothing must not pass */
export function factsOf(method: string, path: string): EndpointFacts {
  const facts = ZOOM_FACTS[`${method} ${path}`];
  if (!facts) throw new Error(`zoom-facts.json has no ${method} ${path}: add it to make-facts.ts`);
  return facts;
}
