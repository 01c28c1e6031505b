import type { Route } from './route.ts';
import { ROUTES } from './routes.ts';

/** @param path below `/v2`, as received, without the query */
export function findRoute(method: string, path: string): { route: Route; user: string } | undefined {
  const segments = path.split('/').slice(1);
  const user = decoded(segments[1] ?? '');
  if (user === undefined || NOT_SIMULATED.has(user)) return undefined;
  const template = segments
    .map((segment, index) => (index === 1 && segment ? '{userId}' : segment))
    .join('/');
  const route = ROUTES.find((each) => each.method === method && each.template === `/${template}`);
  return route && { route, user };
}

/** Endpoints of Zoom's that would be taken for a user's id. */
const NOT_SIMULATED: ReadonlySet<string> = new Set(['email', 'features', 'summary', 'vanity_name']);

function decoded(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
