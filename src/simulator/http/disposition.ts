import { sleep } from '../../support/sleep.ts';
import type { Fault } from '../state/faults.ts';
import type { Label } from '../state/options.ts';
import type { ServerState } from '../state/server-state.ts';
import { concurrentRefusal, createQuotaRefusal, dailyRefusal, perSecondRefusal } from './rate-refusals.ts';
import { type Reply, refusal } from './reply.ts';

/** How a request ends on the wire. */
export type Disposition =
  | { readonly kind: 'answer'; readonly reply: Reply }
  /** Half of the answer, then the end of the connection. */
  | { readonly kind: 'cut'; readonly reply: Reply }
  | { readonly kind: 'hang' }
  | { readonly kind: 'reset' };

/** Does the work, unless a fault keeps it from being done, and ends the request as the fault says. */
export async function dispositionWith(
  fault: Fault | undefined,
  label: Label,
  server: ServerState,
  work: () => Promise<Reply>,
): Promise<Disposition> {
  switch (fault?.kind) {
    case undefined:
      return answer(await work());
    case 'slow':
      await sleep(fault.delayMs, server.closing);
      return answer(await work());
    case 'status':
      if (fault.effect) await work();
      return answer({ status: fault.status, body: fault.body, headers: fault.headers ?? {} });
    case 'html':
      if (fault.effect) await work();
      return answer(htmlPage(fault.status ?? 502));
    case 'hang-after':
      await work();
      return { kind: 'hang' };
    case 'hang':
      return { kind: 'hang' };
    case 'reset-after':
      await work();
      return { kind: 'reset' };
    case 'reset-before':
      return { kind: 'reset' };
    case 'cut':
      return { kind: 'cut', reply: await work() };
    case 'token-death':
      server.tokens.killAll();
      return answer(refusal(401, 124, 'Access token is expired.'));
    case 'per-second':
    case 'daily':
    case 'create-quota':
    case 'concurrent':
      return answer(withHeaders(limitRefusal(fault.kind, label, server), fault.headers));
  }
}

function answer(reply: Reply): Disposition {
  return { kind: 'answer', reply };
}

function limitRefusal(
  kind: 'per-second' | 'daily' | 'create-quota' | 'concurrent',
  label: Label,
  { settings }: ServerState,
): Reply {
  switch (kind) {
    case 'per-second':
      return perSecondRefusal(label, settings);
    case 'daily':
      return dailyRefusal(label, settings, settings.now());
    case 'create-quota':
      return createQuotaRefusal(settings, settings.now());
    case 'concurrent':
      return concurrentRefusal();
  }
}

function withHeaders(reply: Reply, headers: Readonly<Record<string, string>> | undefined): Reply {
  return headers ? { ...reply, headers } : reply;
}

function htmlPage(status: number): Reply {
  return {
    status,
    headers: { 'Content-Type': 'text/html' },
    body: '<!DOCTYPE html>\n<html><head><title>Zoom</title></head><body><h1>Something went wrong</h1></body></html>\n',
  };
}
