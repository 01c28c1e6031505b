import type { Listener } from '../core/events.ts';
import { LANES, type LaneName, type Plan } from '../core/lanes.ts';
import type { ZoomApi } from '../core/zoom-api.ts';
import type { Stop } from '../engine/stop.ts';
import { Client } from '../zoom/client.ts';
import { Lane } from '../zoom/lane.ts';
import { type Credentials, Token } from '../zoom/token.ts';
import { type Proxies, Transport } from '../zoom/transport.ts';
import type { Settings } from './options.ts';

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
  const makeLane = (name: LaneName) =>
    new Lane({
      name,
      perSecond: plan.perSecond[name],
      share: settings.share,
      now: () => performance.now(),
    });
  const lanes = { light: makeLane('light'), medium: makeLane('medium') };
  const zoom = new Client({
    ...common,
    apiUrl,
    bodyKind: settings.body,
    userAgent,
    lanes,
    token,
    abort: stop.forced,
    onPause: (lane, waitMs, reason) => emit({ type: 'pause', lane, waitMs, reason }),
    onLowerLimit: (lane, perSecond) => emit({ type: 'notice', text: lowerLimit(plan, lane, perSecond) }),
  });
  return {
    zoom,
    close: async () => {
      token.close();
      for (const name of LANES) await lanes[name].close();
      await transport.close();
    },
  };
}

function lowerLimit({ name, perSecond }: Plan, lane: LaneName, really: number): string {
  return (
    `Zoom allows this account ${really} ${lane} calls a second, and not the ${perSecond[lane]} of the ${name} plan: ` +
    'the run keeps to that. Is --plan right?'
  );
}
