import { sleep } from '../../support/sleep.ts';
import type { Fault } from '../state/faults.ts';
import type { Label } from '../state/label.ts';
import type { LimitName } from '../state/limits.ts';
import type { ServerState } from '../state/server-state.ts';
import type { Disposition } from './disposition.ts';
import { type HttpReply, refusal } from './http-reply.ts';
import { rateRefusal } from './rate-refusal.ts';

/** Does the work, unless a fault keeps it from being done, and ends the request as the fault says. */
export async function applyFault(
  fault: Fault | undefined,
  label: Label,
  server: ServerState,
  work: () => Promise<HttpReply>,
): Promise<Disposition> {
  switch (fault?.kind) {
    case undefined:
      return answer(await work());
    case 'slow':
      await sleep(fault.delayMs, server.closing);
      return answer(await work());
    case 'date': {
      const reply = await work();
      return answer({ ...reply, headers: { ...reply.headers, Date: fault.date } });
    }
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
    case 'outage':
      server.door.shut(fault.outageMs);
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
      return answer(withHeaders(rateRefusal(LIMIT_OF[fault.kind], label, server.settings), fault.headers));
  }
}

const LIMIT_OF = {
  'per-second': 'perSecond',
  daily: 'daily',
  'create-quota': 'createQuota',
  concurrent: 'concurrent',
} as const satisfies Record<string, LimitName>;

function answer(reply: HttpReply): Disposition {
  return { kind: 'answer', reply };
}

function withHeaders(reply: HttpReply, headers: Readonly<Record<string, string>> | undefined): HttpReply {
  return headers ? { ...reply, headers } : reply;
}

function htmlPage(status: number): HttpReply {
  return {
    status,
    headers: { 'Content-Type': 'text/html' },
    body: '<!DOCTYPE html>\n<html><head><title>Zoom</title></head><body><h1>Something went wrong</h1></body></html>\n',
  };
}
