import { isObject, type JsonObject } from '../schema/json.ts';

/** A request that got past sign-in, limits and reading. */
export type ApiRequest = {
  /** The user in the path, decoded; empty when the path names none. */
  readonly user: string;
  readonly query: JsonObject;
  /** Not yet checked; empty for a GET. */
  readonly body: JsonObject;
};

/** Whom the request is about, as far as it can be told: the user in the path, else the address in the body. */
export function userOf({ user, body }: ApiRequest): string {
  if (user !== '') return user;
  const info = body.user_info;
  return isObject(info) && typeof info.email === 'string' ? info.email : '';
}
