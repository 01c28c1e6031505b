/**
 * Writes zoom-facts.json from Zoom's OpenAPI document of the Users API: names, types, limits, enumerations, labels, scopes
 * and error codes, and none of Zoom's sentences, so that the file may live here.
 * Use: node test/facts/make-facts.ts <openapi.json>
 */
import { readFileSync, writeFileSync } from 'node:fs';

const ENDPOINTS = [
  'POST /users',
  'GET /users',
  'GET /users/summary',
  'GET /users/vanity_name',
  'GET /users/email',
  'GET /users/{userId}',
  'PATCH /users/{userId}',
  'DELETE /users/{userId}',
  'PUT /users/{userId}/status',
  'PUT /users/{userId}/password',
  'PUT /users/{userId}/email',
];

/** What is a fact about a value; everything else in a schema is prose, or an example. */
const FACTS = [
  'type',
  'format',
  'enum',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'minItems',
  'maxItems',
  'required',
  'deprecated',
];

type Node = Readonly<Record<string, unknown>>;

function at(node: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, name) => (inner as Node | undefined)?.[name], node);
}

function schemaFacts(schema: unknown): Node {
  const { items, properties, ...its } = schema as Node;
  const facts = Object.entries(its).filter(([name]) => FACTS.includes(name));
  return {
    ...Object.fromEntries(facts),
    ...(items !== undefined && { items: schemaFacts(items) }),
    ...(properties !== undefined && { properties: mapValues(properties as Node, schemaFacts) }),
  };
}

function mapValues(node: Node, change: (value: unknown) => unknown): Node {
  return Object.fromEntries(Object.entries(node).map(([name, value]) => [name, change(value)]));
}

function endpointFacts(operation: unknown): Node {
  const { description, parameters = [] } = operation as { description: string; parameters?: Node[] };
  const inQuery = parameters.filter((parameter) => parameter.in === 'query');
  const body = at(operation, 'requestBody', 'content', 'application/json', 'schema');
  const scopes = [
    ...(at(operation, 'x-extensions', 'x-granular-scopes') as string[]),
    ...(at(operation, 'x-extensions', 'x-macro-scopes') as string[]),
  ];
  const responses = Object.entries(at(operation, 'responses') as Record<string, { description?: string }>);
  const answer = responses
    .filter(([status]) => status.startsWith('2'))
    .flatMap(([, response]) => namesIn(at(response, 'content', 'application/json', 'schema')));
  return {
    label: /Rate Limit Label\].*`(\w+)`/.exec(description)?.[1]?.toLowerCase(),
    scopes,
    query: Object.fromEntries(inQuery.map(({ name, schema }) => [name, schemaFacts(schema)])),
    ...(body !== undefined && { body: schemaFacts(body) }),
    ...(answer.length > 0 && { answer: [...new Set(answer)].sort() }),
    codes: Object.fromEntries(
      responses.map(([status, { description: text = '' }]) => [status, codesIn(text)]),
    ),
  };
}

/** The names of all that an answer has, such as `users.dept`: lists and the parts of a schema leave no trace in them. */
function namesIn(schema: unknown, under = ''): string[] {
  const {
    allOf = [],
    items,
    properties = {},
  } = (schema ?? {}) as { allOf?: Node[]; items?: Node; properties?: Node };
  const own = Object.entries(properties).flatMap(([name, its]) => [
    under + name,
    ...namesIn(its, `${under}${name}.`),
  ]);
  return [...own, ...[...allOf, ...(items ? [items] : [])].flatMap((part) => namesIn(part, under))];
}

/** The numbers of `**Error Code:** \`300\``. */
function codesIn(text: string): number[] {
  const codes = [...text.matchAll(/Error Code:\*\*\s*`(\d+)`/g)].map(([, code]) => Number(code));
  return [...new Set(codes)].sort((a, b) => a - b);
}

function main([file]: readonly string[]): void {
  if (file === undefined) throw new Error('give the path of the OpenAPI document');
  const specification = JSON.parse(readFileSync(file, 'utf8')) as Node;
  const facts = ENDPOINTS.map((endpoint) => {
    const [method = '', path = ''] = endpoint.split(' ');
    return [endpoint, endpointFacts(at(specification, 'paths', path, method.toLowerCase()))] as const;
  });
  const text = JSON.stringify(Object.fromEntries(facts), null, 2);
  // Lists of short values on one line each: the file is to be read, too.
  const compact = text.replaceAll(
    /\[\s+([^[\]{}]*?)\s+\]/g,
    (_, inner: string) => `[${inner.replaceAll(/\s*\n\s*/g, ' ')}]`,
  );
  writeFileSync(new URL('zoom-facts.json', import.meta.url), `${compact}\n`);
}

main(process.argv.slice(2));
