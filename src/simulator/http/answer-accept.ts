import { isObject, type JsonValue, parseJson } from '../schema/json.ts';
import type { Account } from '../state/account.ts';
import type { ServerState } from '../state/server-state.ts';
import type { User } from '../state/user.ts';
import type { Disposition } from './disposition.ts';
import type { HttpReply } from './http-reply.ts';
import type { Incoming } from './incoming.ts';

export const ACCEPT_PATH = '/simulator/accept';

/** Pending users click on the links in their invitations. This is no endpoint of Zoom's, and takes no token. */
export async function answerAccept(
  incoming: Incoming,
  query: string,
  { account }: ServerState,
): Promise<Disposition> {
  const text = (await incoming.bytes()).toString();
  return { kind: 'answer', reply: accept(incoming.method, query, text, account) };
}

function accept(method: string, query: string, text: string, account: Account): HttpReply {
  const asked = [...membersOf(query), ...membersOf(text)];
  const emails = asked.filter(([name]) => name === 'email').map(([, email]) => plainAddress(email));
  const all = asked.some(([name, value]) => name === 'all' && value !== 'false');
  if (method !== 'POST' || (emails.length === 0 && !all))
    return { status: 400, body: { message: HOW_TO_ASK } };

  const who = all ? account.users.filter(isPending) : emails.map((email) => account.find(email));
  const missing = emails.filter((email) => !isPending(account.find(email)));
  if (missing.length > 0) {
    return { status: 404, body: { message: `No open invitation: ${missing.join(', ')}.` } };
  }
  const accepted = [...new Set(who.filter(isPending))];
  for (const user of accepted) account.change(user, { status: 'active' });
  return { status: 200, body: { accepted: accepted.map(({ email }) => email) } };
}

const HOW_TO_ASK = `Write POST ${ACCEPT_PATH}?email=ann@example.com, as often as you like, or POST ${ACCEPT_PATH}?all=true.`;

function isPending(user: User | undefined): user is User {
  return user?.status === 'pending';
}

/** Of a query, a form or a JSON object, whatever the content type says: curl calls JSON a form. */
function membersOf(text: string): (readonly [name: string, value: string])[] {
  const body = parsed(text);
  if (!isObject(body)) return [...new URLSearchParams(text)];
  return Object.entries(body).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((item: JsonValue) => [name, String(item)] as const),
  );
}

function parsed(text: string): JsonValue | undefined {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

/** A plus sign in a query stands for a blank, and no address has one. */
function plainAddress(text: string): string {
  return text.trim().replaceAll(' ', '+');
}
