import { onTestFinished } from 'vitest';
import type { Label } from '../../src/core/labels.ts';
import type { Attempt, Call, CallOptions, Reply } from '../../src/core/zoom-api.ts';
import { Simulator, type SimulatorOptions } from '../../src/simulator/simulator.ts';
import { Client, type ClientOptions } from '../../src/zoom/client.ts';
import { RateLimiter } from '../../src/zoom/rate-limiter.ts';
import { type Credentials, Token } from '../../src/zoom/token.ts';
import { type HttpRequest, Transport } from '../../src/zoom/transport.ts';

export type RigOptions = Partial<Pick<ClientOptions, 'bodyKind' | 'random' | 'abort'>> & {
  readonly simulator?: SimulatorOptions;
  readonly credentials?: Credentials;
  readonly timeoutMs?: number;
  /** Of both limiters. */
  readonly perSecond?: number;
  readonly apiUrl?: string;
  readonly RateLimiter?: typeof RateLimiter;
};

type Pause = { readonly label: Label; readonly waitMs: number; readonly reason: string };

export type Rig = {
  readonly simulator: Simulator;
  readonly client: Client;
  readonly token: Token;
  /** Requests to the API, in the order in which they left. */
  readonly sent: readonly HttpRequest[];
  readonly attempts: readonly Attempt[];
  readonly pauses: readonly Pause[];
  readonly lowerLimits: { readonly label: Label; readonly perSecond: number }[];
  /** Calls with a signal that never fires, if no other is given. */
  readonly call: (call: Call, options?: Partial<CallOptions>) => Promise<Reply>;
  /** Done after the test, if not before. */
  readonly close: () => Promise<void>;
};

/** Chance that makes backing off take no time, for a test that is not about waiting. */
export const NO_WAIT = () => -1;

/** The real client and a simulator without limits, over real HTTP; all of it is closed after the test. */
export async function startRig(options: RigOptions = {}): Promise<Rig> {
  const { random = NO_WAIT, perSecond = 500, RateLimiter: RateLimiterKind = RateLimiter } = options;
  const simulator = await Simulator.start({
    perSecond: { light: Number.POSITIVE_INFINITY, medium: Number.POSITIVE_INFINITY },
    ...options.simulator,
  });
  const transport = new Transport({ timeoutMs: options.timeoutMs ?? 5_000, connections: 20 });
  const common = { now: Date.now, random };
  const token = new Token({
    ...common,
    credentials: options.credentials ?? credentialsOf(simulator),
    send: transport.send.bind(transport),
    onRequest: () => undefined,
  });
  const makeRateLimiter = (name: Label) =>
    new RateLimiterKind({ name, perSecond, share: 1, now: () => performance.now() });
  const limiters = { light: makeRateLimiter('light'), medium: makeRateLimiter('medium') };
  const sent: HttpRequest[] = [];
  const attempts: Attempt[] = [];
  const pauses: Pause[] = [];
  const lowerLimits: Rig['lowerLimits'] = [];
  const client = new Client({
    ...common,
    apiUrl: options.apiUrl ?? simulator.apiUrl,
    bodyKind: options.bodyKind ?? 'json',
    userAgent: 'zoom-provision-test',
    limiters,
    token,
    send: (request, abort, onLeave) => {
      sent.push(request);
      return transport.send(request, abort, onLeave);
    },
    abort: options.abort ?? new AbortController().signal,
    onPause: (label, waitMs, reason) => pauses.push({ label, waitMs, reason }),
    onLowerLimit: (label, perSecond) => lowerLimits.push({ label, perSecond }),
  });
  let closing: Promise<void> | undefined;
  const closeAll = async () => {
    token.close();
    await limiters.light.close();
    await limiters.medium.close();
    await transport.close();
    await simulator.close();
  };
  const close = () => {
    closing ??= closeAll();
    return closing;
  };
  onTestFinished(close);
  const call = (its: Call, given: Partial<CallOptions> = {}) =>
    client.call(its, {
      signal: new AbortController().signal,
      afterAttempt: (attempt) => attempts.push(attempt),
      ...given,
    });
  return { simulator, client, token, sent, attempts, pauses, lowerLimits, call, close };
}

export function credentialsOf({
  env,
  oauthUrl,
}: Simulator): Extract<Credentials, { kind: 'serverToServer' }> {
  return {
    kind: 'serverToServer',
    accountId: String(env.ZOOM_ACCOUNT_ID),
    clientId: String(env.ZOOM_CLIENT_ID),
    clientSecret: String(env.ZOOM_CLIENT_SECRET),
    oauthUrl,
  };
}

/** The JSON bodies of requests, with what they were sent to. */
export function bodiesOf(sent: readonly HttpRequest[]): [request: string, body: unknown][] {
  return sent.map(({ method, url, body }) => [
    `${method} ${url.slice(url.indexOf('/v2/') + '/v2'.length)}`,
    body === undefined ? undefined : JSON.parse(String(body)),
  ]);
}
