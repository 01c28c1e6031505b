import { ENDPOINTS, type Endpoint } from '../core/endpoints.ts';
import { type JsonObject, textOf } from '../core/json.ts';
import { ZoomError } from '../core/zoom-error.ts';
import { accountNotice } from './access-of.ts';
import { openZoom, type ZoomSession } from './open-zoom.ts';
import type { Operator } from './operator.ts';
import { RunClock } from './run-clock.ts';

/** Nobody is kept waiting any longer for a name. */
const LONGEST_MS = 3_000;

type NamedSession = ZoomSession & { readonly operator: Pick<Operator, 'listen' | 'readsName'> };

/**
 * Tells the account's name where somebody is there to read it and the app may ask for it: one sign-in and one question. Whatever
 * else comes of them, the account is told by its id already, and the run goes on.
 */
export async function tellAccountName(session: NamedSession, longestMs = LONGEST_MS): Promise<void> {
  const { settings, operator, access } = session;
  if (!operator.readsName || settings.simulate) return;
  const name = await within(longestMs, operator.stop.signal, (signal) => askForName(session, signal));
  if (name) operator.listen({ type: 'notice', notice: accountNotice(access, name) });
}

async function askForName(session: ZoomSession, signal: AbortSignal): Promise<string | undefined> {
  const clock = new RunClock({ tell: () => undefined });
  const { zoom, scopes, close } = openZoom(session, 1, () => undefined, clock);
  // What is under way ends with its connection.
  signal.addEventListener('abort', () => void close());
  try {
    const request = await zoom.prepare({ endpoint: 'getAccount' }, signal);
    if (!mayAsk(scopes())) return undefined;
    const answer = await request.send(() => undefined);
    return answer instanceof ZoomError
      ? undefined
      : textOf(Object(answer.body) as JsonObject, 'account_name');
  } finally {
    await close();
  }
}

function mayAsk(granted: readonly string[] | undefined): boolean {
  const { scope, classicScopes }: Endpoint = ENDPOINTS.getAccount;
  return granted === undefined || [scope, ...classicScopes].some((one) => granted.includes(one));
}

/** What the work comes to; undefined when it fails, takes too long, or the run stops first. */
async function within<T>(
  ms: number,
  stop: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T | undefined> {
  const end = new AbortController();
  const abort = () => end.abort(new Error('nobody waits for it any more'));
  const timer = setTimeout(abort, ms);
  stop.addEventListener('abort', abort);
  try {
    return await work(end.signal);
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
    stop.removeEventListener('abort', abort);
  }
}
