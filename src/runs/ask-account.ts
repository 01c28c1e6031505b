import type { RepeatableEndpoint } from '../core/endpoints.ts';
import { POLICY } from '../core/policy.ts';
import type { Reply, ZoomApi, ZoomRequest } from '../core/zoom-api.ts';
import { ZoomError } from '../core/zoom-error.ts';
import { backoffMs } from '../support/backoff.ts';
import { sleep } from '../support/sleep.ts';

const TRIES = 3;
const LONGEST_WAIT_MS = 5_000;

/**
 * Asks the account a question outside a run, a few times at most. What came of it is a value, whatever it is.
 * @throws the signal's reason when it fires first
 */
export async function askAccount(
  question: ZoomRequest & { readonly endpoint: RepeatableEndpoint },
  zoom: ZoomApi,
  signal: AbortSignal,
): Promise<Reply | ZoomError> {
  for (let tries = 1; ; tries++) {
    const answer = await askOnce(question, zoom, signal);
    signal.throwIfAborted();
    if (!(answer instanceof ZoomError) || tries >= TRIES || isFinal(answer)) return answer;
    await sleep(Math.min(answer.retryAfterMs ?? backoffMs(tries, Math.random), LONGEST_WAIT_MS), signal);
  }
}

async function askOnce(
  question: ZoomRequest,
  zoom: ZoomApi,
  signal: AbortSignal,
): Promise<Reply | ZoomError> {
  try {
    const request = await zoom.prepare(question, signal);
    return await request.send(() => undefined);
  } catch (error) {
    if (error instanceof ZoomError) return error;
    throw error;
  }
}

function isFinal({ kind }: ZoomError): boolean {
  const { next } = POLICY[kind];
  return next !== 'backOff' && next !== 'pauseLabel' && next !== 'newToken';
}
