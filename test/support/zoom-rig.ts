import { onTestFinished } from 'vitest';
import { LABELS, type Label } from '../../src/core/labels.ts';
import { Simulator, type SimulatorOptions } from '../../src/simulator/simulator.ts';
import { BottleneckRateLimiter } from '../../src/zoom/bottleneck-rate-limiter.ts';
import { type Credentials, Token } from '../../src/zoom/token.ts';
import { type HttpRequest, Transport } from '../../src/zoom/transport.ts';
import { ZoomClient, type ZoomClientOptions } from '../../src/zoom/zoom-client.ts';

export type RigOptions = Partial<Pick<ZoomClientOptions, 'bodyKind' | 'abort'>> & {
  readonly simulator?: SimulatorOptions;
  readonly credentials?: Credentials;
  readonly timeoutMs?: number;
  /** Of both limiters. */
  readonly perSecond?: number;
  readonly apiUrl?: string;
};

export type Rig = {
  readonly simulator: Simulator;
  readonly zoom: ZoomClient;
  readonly limiters: Readonly<Record<Label, BottleneckRateLimiter>>;
  readonly token: Token;
  /** Requests to the API, in the order in which they were handed to the transport. */
  readonly sent: readonly HttpRequest[];
  /** Done after the test, if not before. */
  readonly close: () => Promise<void>;
};

/** The real client and limiters, and a simulator without limits, over real HTTP; all of it is closed after the test. */
export async function startRig(options: RigOptions = {}): Promise<Rig> {
  const { perSecond = 500 } = options;
  const simulator = await Simulator.start({
    perSecond: { light: Number.POSITIVE_INFINITY, medium: Number.POSITIVE_INFINITY },
    ...options.simulator,
  });
  const transport = new Transport({ timeoutMs: options.timeoutMs ?? 5_000, connections: 20 });
  const token = new Token({
    credentials: options.credentials ?? credentialsOf(simulator),
    send: transport.send.bind(transport),
    now: Date.now,
    ticks: () => performance.now(),
    onRequest: () => undefined,
  });
  const makeLimiter = () => new BottleneckRateLimiter({ perSecond, share: 1, now: () => performance.now() });
  const limiters = { light: makeLimiter(), medium: makeLimiter() };
  const sent: HttpRequest[] = [];
  const zoom = new ZoomClient({
    apiUrl: options.apiUrl ?? simulator.apiUrl,
    bodyKind: options.bodyKind ?? 'json',
    userAgent: 'zoom-provision-test',
    token,
    send: (request, abort, onSent) => {
      sent.push(request);
      return transport.send(request, abort, onSent);
    },
    abort: options.abort ?? new AbortController().signal,
    now: Date.now,
  });
  let closing: Promise<void> | undefined;
  const closeAll = async () => {
    token.close();
    for (const label of LABELS) await limiters[label].close();
    await transport.close();
    await simulator.close();
  };
  const close = () => {
    closing ??= closeAll();
    return closing;
  };
  onTestFinished(close);
  return { simulator, zoom, limiters, token, sent, close };
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
