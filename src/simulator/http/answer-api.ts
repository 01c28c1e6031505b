import { sleep } from '../../support/sleep.ts';
import { findRoute } from '../endpoints/find-route.ts';
import type { Route } from '../endpoints/route.ts';
import type { Fault } from '../state/faults.ts';
import type { OpenEntry } from '../state/journal.ts';
import type { Label } from '../state/label.ts';
import type { ServerState } from '../state/server-state.ts';
import { userOf } from './api-request.ts';
import { applyFault } from './apply-fault.ts';
import type { Disposition } from './disposition.ts';
import { type HttpReply, refusal } from './http-reply.ts';
import type { Incoming } from './incoming.ts';
import { allowanceHeaders, rateRefusal } from './rate-refusal.ts';
import { readRequest } from './read-request.ts';

/**
 * Takes a request to the API through sign-in, limits, reading, the user's lock, ordered faults and the work
 * itself. Sign-in and limits are decided at once, in order of arrival.
 * @param path below `/v2`, as received
 */
export async function answerApi(incoming: Incoming, path: string, server: ServerState): Promise<Disposition> {
  const { counters, settings } = server;
  const [pathname = '', search = ''] = splitOnce(path, '?');
  const found = findRoute(incoming.method, settings.strict ? pathname : withoutEmptySegments(pathname));
  const label = found?.route.label ?? 'light';
  const { method } = incoming;
  const at = settings.now();
  const entry: OpenEntry = {
    at,
    method,
    path: incoming.url,
    user: found?.user ?? '',
    label,
    status: 0,
    effect: false,
  };
  const endpoint = found ? `${found.route.method} ${found.route.template}` : 'unknown';
  incoming.arrived(endpoint, entry);

  const refused = refusedAtTheDoor(incoming, found?.route, server) ?? refusedByLimit(label, at, server);
  if (refused || !found) return { kind: 'answer', reply: refused ?? NOT_RECOGNIZED };
  const allowance = allowanceOf(label, at, server);
  const read = await readRequest(incoming, { ...found, search }, settings.strict);
  if ('refused' in read) return { kind: 'answer', reply: withAllowance(read.refused, allowance) };

  const { request } = read;
  entry.user = userOf(request);
  const key = lockKey(entry.user, server);
  const isFree = key === '' || counters.inFlight.enterUser(key);
  try {
    if (!isFree) return { kind: 'answer', reply: rateRefusal('concurrent', label, settings) };
    const fault = nextFault(found.route, path, entry, server);
    return await applyFault(fault, label, server, async () => {
      await latency(server);
      const reply = found.route.handle(request, server);
      entry.effect = reply.effect ?? false;
      return withAllowance(reply, allowance);
    });
  } finally {
    if (key !== '') counters.inFlight.leaveUser(key);
  }
}

const NOT_RECOGNIZED = refusal(400, 2300, 'This API endpoint is not recognized.');

function refusedAtTheDoor(
  incoming: Incoming,
  route: Route | undefined,
  server: ServerState,
): HttpReply | undefined {
  const flaw = server.tokens.flawOf(incoming.header('authorization'));
  if (flaw) return refusal(401, 124, flaw);
  if (!route) return NOT_RECOGNIZED;
  const { scopes } = server.settings;
  if (route.scopes.some((scope) => scopes.includes(scope))) return undefined;
  return refusal(400, 4711, `Invalid access token, does not contain scopes:[${route.scopes[0]}].`);
}

function refusedByLimit(label: Label, at: number, { limits, settings }: ServerState): HttpReply | undefined {
  const limit = limits.pass(label, at);
  return limit && rateRefusal(limit, label, settings);
}

/** One key for a user, whether it was called by its id or its address. */
function lockKey(user: string, { account }: ServerState): string {
  return (account.find(user)?.email ?? user).toLowerCase();
}

function nextFault(route: Route, path: string, entry: OpenEntry, server: ServerState): Fault | undefined {
  const known = server.account.find(entry.user);
  const users = known ? [entry.user, known.id, known.email] : [entry.user];
  const fault = server.faults.next({ method: entry.method, path, template: route.template, users });
  if (fault) entry.fault = fault.kind;
  return fault;
}

async function latency({ settings, closing }: ServerState): Promise<void> {
  const { latencyMs, random } = settings;
  const [least, most] = typeof latencyMs === 'number' ? [latencyMs, latencyMs] : latencyMs;
  if (most > 0) await sleep(least + (most - least) * random(), closing);
}

function allowanceOf(label: Label, at: number, { limits, settings }: ServerState): HttpReply['headers'] {
  if (!settings.rateHeaders) return {};
  if (settings.rateHeaders === 'per-second') {
    return allowanceHeaders(label, settings.perSecond[label], limits.leftInSecond(label, at));
  }
  return allowanceHeaders(label, settings.perDay[label], limits.callsLeft(label, at));
}

function withAllowance(reply: HttpReply, allowance: HttpReply['headers']): HttpReply {
  if (reply.refusedBy === 'createQuota') return reply;
  return { ...reply, headers: { ...allowance, ...reply.headers } };
}

/** `/users//ann/` is `/users/ann`: released clients put a path together carelessly. */
function withoutEmptySegments(path: string): string {
  return path.replaceAll(/\/+/g, '/').replace(/(?<=.)\/$/, '');
}

function splitOnce(text: string, separator: string): string[] {
  const place = text.indexOf(separator);
  return place < 0 ? [text] : [text.slice(0, place), text.slice(place + 1)];
}
