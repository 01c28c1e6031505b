import type { Settings } from '../config/options.ts';
import type { Listener } from '../core/events.ts';
import { LABELS, type Label, type Plan } from '../core/labels.ts';
import type { ZoomApi } from '../core/zoom-api.ts';
import type { Stop } from '../engine/stop.ts';
import { Client } from '../zoom/client.ts';
import { RateLimiter } from '../zoom/rate-limiter.ts';
import { type Credentials, Token } from '../zoom/token.ts';
import { type Proxies, Transport } from '../zoom/transport.ts';

export type ZoomOptions = {
  readonly settings: Pick<Settings, 'share' | 'timeout' | 'body'>;
  readonly plan: Plan;
  readonly credentials: Credentials;
  readonly apiUrl: string;
  readonly proxies?: Proxies | undefined;
  readonly connections: number;
  readonly userAgent: string;
  readonly stop: Stop;
  readonly emit: Listener;
  readonly onSignIn: () => void;
};

/** Everything that it takes to talk to Zoom, put together. */
export function openZoom(options: ZoomOptions): { readonly zoom: ZoomApi; close(): Promise<void> } {
  const { settings, plan, credentials, apiUrl, proxies, connections, userAgent, stop, emit, onSignIn } =
    options;
  const transport = new Transport({ timeoutMs: settings.timeout * 1000, connections, proxies });
  const common = {
    send: transport.send.bind(transport),
    now: Date.now,
    random: Math.random,
  };
  const token = new Token({ ...common, credentials, onRequest: onSignIn });
  const makeRateLimiter = (name: Label) =>
    new RateLimiter({
      name,
      perSecond: plan.perSecond[name],
      share: settings.share,
      now: () => performance.now(),
    });
  const limiters = { light: makeRateLimiter('light'), medium: makeRateLimiter('medium') };
  const zoom = new Client({
    ...common,
    apiUrl,
    bodyKind: settings.body,
    userAgent,
    limiters,
    token,
    abort: stop.forced,
    onPause: (label, waitMs, reason) => emit({ type: 'pause', label, waitMs, reason }),
    onLowerLimit: (label, perSecond) => emit({ type: 'notice', text: lowerLimit(plan, label, perSecond) }),
  });
  return {
    zoom,
    close: async () => {
      token.close();
      for (const name of LABELS) await limiters[name].close();
      await transport.close();
    },
  };
}

function lowerLimit({ name, perSecond }: Plan, label: Label, really: number): string {
  return (
    `Zoom allows this account ${really} ${label} calls a second, and not the ${perSecond[label]} of the ${name} plan: ` +
    'the run keeps to that. Is --plan right?'
  );
}
