import type { ApiRequest } from '../http/api-request.ts';
import type { HttpReply } from '../http/http-reply.ts';
import type { ObjectRule } from '../schema/field-rules.ts';
import type { Label } from '../state/label.ts';
import type { ServerState } from '../state/server-state.ts';

/** One of Zoom's endpoints: what it asks of a call, and how it answers. */
export type Route = {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** As in Zoom's reference. */
  readonly template: string;
  readonly label: Label;
  /** Any one of them will do; the first is named when all are missing. */
  readonly scopes: readonly [string, ...string[]];
  /** A query that breaks it is refused before `handle` is called. */
  readonly query: ObjectRule;
  /** Says how the parts of a form are read. `handle` does the checking: it may have to look at the user first. */
  readonly body?: ObjectRule;
  readonly handle: (request: ApiRequest, server: ServerState) => HttpReply;
};

export const NO_QUERY = { type: 'object', fields: {} } as const satisfies ObjectRule;
