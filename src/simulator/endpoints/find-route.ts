import type { Route } from './route.ts';
import { ROUTES } from './routes.ts';

/** @param path below `/v2`, as received, without the query */
export function findRoute(method: string, path: string): { route: Route; user: string } | undefined {
  const ofMethod = ROUTES.filter((each) => each.method === method);
  const named = ofMethod.find(({ template }) => template === path);
  if (named) return { route: named, user: '' };
  const segments = path.split('/').slice(1);
  const user = decoded(segments[1] ?? '');
  if (!user || RESERVED.has(user)) return undefined;
  const template = `/${segments.with(1, '{userId}').join('/')}`;
  const route = ofMethod.find((each) => each.template === template);
  return route && { route, user };
}

/** Endpoints of Zoom's that would be taken for a user's id. */
const RESERVED: ReadonlySet<string> = new Set(['email', 'features', 'summary', 'vanity_name']);

function decoded(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
