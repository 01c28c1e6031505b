import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { writeJson } from '../schema/json.ts';
import type { OpenEntry } from '../state/journal.ts';
import type { ServerState } from '../state/server-state.ts';
import { ACCEPT_PATH, answerAccept } from './answer-accept.ts';
import { answerApi } from './answer-api.ts';
import { answerOutage, OUTAGE_PATH } from './answer-outage.ts';
import { answerSignIn } from './answer-sign-in.ts';
import type { Disposition } from './disposition.ts';
import { type HttpReply, refusal } from './http-reply.ts';
import type { Incoming } from './incoming.ts';

/** A server that has each request answered and ends it as its disposition says. */
export function httpServer(server: ServerState): Server {
  // Idle connections stay open: one that closes just as a call leaves would look like an ordered reset.
  return createServer({ keepAliveTimeout: 600_000 }, (request, response) => {
    response.on('error', () => {});
    void serve(request, response, server);
  });
}

const MOST_BYTES = 1_000_000;

async function serve(request: IncomingMessage, response: ServerResponse, server: ServerState): Promise<void> {
  const { counters } = server;
  let entry: OpenEntry | undefined;
  const incoming = incomingOf(request, (endpoint, its) => {
    entry = its;
    counters.arrived(endpoint, its);
  });
  const disposition = await dispositionOf(request, incoming, server);

  const reply = disposition.kind === 'answer' || disposition.kind === 'cut' ? disposition.reply : undefined;
  const isGone = request.socket.destroyed;
  if (reply?.refusedBy && !isGone) counters.refused(reply.refusedBy);
  // Counted before the answer leaves, because whoever gets it may look at the counts at once.
  if (entry) counters.answered(entry, isGone || !reply ? 0 : reply.status);
  finish(disposition, response, server.settings.now());
}

function incomingOf(request: IncomingMessage, arrived: Incoming['arrived']): Incoming {
  return {
    method: request.method ?? '',
    url: request.url ?? '',
    header: (name) => {
      const value = request.headers[name];
      return typeof value === 'string' ? value : undefined;
    },
    bytes: async () => {
      const chunks: Buffer[] = [];
      let length = 0;
      for await (const chunk of request) {
        length += chunk.length;
        // The rest is read, too: to break off would end the connection, and the client would not see the refusal.
        if (length <= MOST_BYTES) chunks.push(chunk);
      }
      if (length > MOST_BYTES) throw new TooLong();
      return Buffer.concat(chunks);
    },
    arrived,
  };
}

class TooLong extends Error {}

async function dispositionOf(
  request: IncomingMessage,
  incoming: Incoming,
  server: ServerState,
): Promise<Disposition> {
  const [pathname = '', query = ''] = incoming.url.split('?');
  try {
    if (pathname === '/oauth/token') return await answerSignIn(incoming, query, server);
    if (pathname === ACCEPT_PATH) return await answerAccept(incoming, query, server);
    if (pathname === OUTAGE_PATH) return await answerOutage(incoming, query, server);
    // Outside /v2 there is no endpoint; an empty path makes the API say so.
    const path = incoming.url.startsWith('/v2/') ? incoming.url.slice('/v2'.length) : '';
    return await answerApi(incoming, path, server);
  } catch (error) {
    if (error instanceof TooLong)
      return { kind: 'answer', reply: refusal(413, 300, 'Request Entity Too Large') };
    // The client went away while it was sending, or the simulator is closing. Anything else is a bug in it.
    if (request.complete && !server.closing.aborted) throw error;
    return { kind: 'reset' };
  }
}

/** @param now what the `Date` of the answer says, where nothing else was ordered: the clock by which users are made and days end */
function finish(disposition: Disposition, response: ServerResponse, now: number): void {
  if (disposition.kind === 'hang') return;
  if (disposition.kind === 'reset') {
    response.socket?.resetAndDestroy();
    return;
  }
  const { reply } = disposition;
  const text = disposition.kind === 'cut' ? cutText(reply) : textOf(reply);
  const headers = { Date: new Date(now).toUTCString(), ...headersOf(text), ...reply.headers };
  // `setHeader` ignores case, so that an ordered `content-type` replaces the usual one, however it is spelt.
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (reply.headers?.Date === '') withoutDate(response);
  response.writeHead(disposition.kind === 'cut' && reply.status === 204 ? 200 : reply.status);
  if (disposition.kind === 'answer') response.end(text);
  else response.write(text?.slice(0, text.length / 2), () => response.socket?.destroy());
}

function withoutDate(response: ServerResponse): void {
  response.sendDate = false;
  response.removeHeader('Date');
}

function headersOf(text: string | undefined): Record<string, string | number> {
  const trackingId = `v=2.0;clid=us02;rid=WEB_${randomBytes(16).toString('hex')}`;
  if (text === undefined) return { 'x-zm-trackingid': trackingId };
  return {
    'x-zm-trackingid': trackingId,
    'Content-Type': 'application/json;charset=UTF-8',
    'Content-Length': Buffer.byteLength(text),
  };
}

function textOf({ body }: HttpReply): string | undefined {
  if (body === undefined) return undefined;
  return typeof body === 'string' ? body : writeJson(body);
}

/** An answer without a body has nothing to cut, so it gets one. */
function cutText(reply: HttpReply): string {
  return textOf(reply) ?? '{"message":"half of this never arrives"}';
}
