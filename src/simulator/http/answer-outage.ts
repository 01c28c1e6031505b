import type { ServerState } from '../state/server-state.ts';
import type { Disposition } from './disposition.ts';
import type { Incoming } from './incoming.ts';

export const OUTAGE_PATH = '/simulator/outage';

const LONGEST_SECONDS = 86_400;
/** So long the answer to the order has to arrive. */
const BEFORE_MS = 100;

/** Orders an outage. This is no endpoint of Zoom's, and takes no token. */
export async function answerOutage(
  incoming: Incoming,
  query: string,
  { door, closing }: ServerState,
): Promise<Disposition> {
  await incoming.bytes();
  const seconds = Number(new URLSearchParams(query).get('seconds') ?? Number.NaN);
  if (incoming.method !== 'POST' || !(seconds > 0 && seconds <= LONGEST_SECONDS)) {
    const message = `Write POST ${OUTAGE_PATH}?seconds=15: nobody answers for so long.`;
    return { kind: 'answer', reply: { status: 400, body: { message } } };
  }
  setTimeout(() => {
    if (!closing.aborted) door.shut(seconds * 1000);
  }, BEFORE_MS);
  return { kind: 'answer', reply: { status: 200, body: { seconds } } };
}
