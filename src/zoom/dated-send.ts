import type { DatedAnswer } from '../core/server-clock.ts';
import type { HttpAnswer } from './exchange.ts';
import type { HttpRequest, Transport } from './transport.ts';

export type Send = (request: HttpRequest, abort: AbortSignal, onSent?: () => unknown) => Promise<HttpAnswer>;

/**
 * Sends, and tells what every answer says of the server's clock, whatever it answers.
 * @param ticks a clock that never goes back, in ms
 */
export function datedSend(
  transport: Pick<Transport, 'send'>,
  ticks: () => number,
  learn: (answer: DatedAnswer) => void,
): Send {
  return async (request, abort, onSent) => {
    let sentAt = ticks();
    const answer = await transport.send(request, abort, () => {
      sentAt = ticks();
      return onSent?.();
    });
    const date = dateOf(answer);
    if (date !== undefined) learn({ date, sentAt, receivedAt: ticks() });
    return answer;
  };
}

const HTTP_DATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/** In ms since the epoch; undefined where there is none, or the answer was kept somewhere on its way (RFC 9111). */
function dateOf({ headers }: HttpAnswer): number | undefined {
  const { date = '', age } = headers;
  if ((age !== undefined && Number(age) !== 0) || !HTTP_DATE.test(date)) return undefined;
  const ms = Date.parse(date);
  return Number.isNaN(ms) ? undefined : ms;
}
