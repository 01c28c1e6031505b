import type { Route } from '../endpoints/route.ts';
import { checkField, fromText, type ObjectRule } from '../schema/field-rules.ts';
import type { JsonObject } from '../schema/json.ts';
import { toleratedMembers } from '../schema/tolerated-form.ts';
import type { ApiRequest } from './api-request.ts';
import { type HttpReply, validationFailed } from './http-reply.ts';
import type { Incoming } from './incoming.ts';
import { readBody } from './read-body.ts';

/** What was addressed: the endpoint, the user in the path, and the query as received. */
export type Target = { readonly route: Route; readonly user: string; readonly search: string };

/**
 * Reads what a request says.
 * @param strict only what Zoom documents will do; else also what released clients send
 */
export async function readRequest(
  incoming: Incoming,
  { route, user, search }: Target,
  strict: boolean,
): Promise<{ readonly request: ApiRequest } | { readonly refused: HttpReply }> {
  const bytes = await incoming.bytes();
  const query = strict ? readQuery(search, route.query) : readToleratedQuery(search, route.query);
  const errors = checkField(query, route.query);
  if (errors.length > 0) return { refused: validationFailed(errors) };
  if (!route.body) return { request: { user, query, body: {} } };
  const read = await readBody(bytes, incoming.header('content-type') ?? '', route.body);
  if ('refused' in read) return read;
  const body = strict ? read.body : toleratedMembers(read.body, route.body);
  return { request: { user, query, body } };
}

function readQuery(search: string, rule: ObjectRule): JsonObject {
  const members = [...new URLSearchParams(search)].map(([name, text]) => {
    const field = Object.hasOwn(rule.fields, name) ? rule.fields[name] : undefined;
    return [name, field ? fromText(text, field) : text] as const;
  });
  return Object.fromEntries(members);
}

/** Some clients write down parameters that they have no value for. */
function readToleratedQuery(search: string, rule: ObjectRule): JsonObject {
  const given = [...new URLSearchParams(search)].filter(([, text]) => text !== '');
  return toleratedMembers(Object.fromEntries(given), rule);
}
