import type { Settings } from '../config/options.ts';
import { proxySecrets } from '../config/proxies.ts';
import { readVersion } from '../config/version.ts';
import { LABELS, type Label } from '../core/labels.ts';
import type { RunRecord } from '../core/ledger-records.ts';
import { PLANS } from '../core/plans.ts';
import type { RateLimiter } from '../core/rate-limiter.ts';
import type { ZoomApi } from '../core/zoom-api.ts';
import { BottleneckRateLimiter } from '../zoom/bottleneck-rate-limiter.ts';
import { datedSend } from '../zoom/dated-send.ts';
import { Token } from '../zoom/token.ts';
import { Transport } from '../zoom/transport.ts';
import { ZoomClient } from '../zoom/zoom-client.ts';
import { connectionsAllowed } from './file-limit.ts';
import type { Operator } from './operator.ts';
import type { RunClock } from './run-clock.ts';
import type { Session } from './session.ts';

export type OpenZoom = {
  readonly zoom: ZoomApi;
  readonly limiters: Readonly<Record<Label, RateLimiter>>;
  /** What the app may do, once it has signed in; undefined when nobody has said so. */
  readonly scopes: () => readonly string[] | undefined;
  close(): Promise<void>;
};

/** What of a session decides how Zoom is talked to. */
export type ZoomSession = Pick<Session, 'access'> & {
  readonly settings: Pick<Settings, 'timeout' | 'simulate' | 'share' | 'body'>;
  readonly record: Pick<RunRecord, 'plan'>;
  readonly operator: Pick<Operator, 'stop' | 'own'>;
};

/** Everything that it takes to talk to Zoom, put together. */
export function openZoom(
  { settings, access, record, operator }: ZoomSession,
  connections: number,
  onSignIn: () => void,
  clock: Pick<RunClock, 'ticks' | 'learn' | 'zoomNow'>,
): OpenZoom {
  const { credentials, apiUrl, proxies } = access;
  const transport = new Transport({
    timeoutMs: settings.timeout * 1000,
    connections: Math.min(connections, connectionsAllowed()),
    proxies,
    // Whoever brings one along means it for Zoom, not for an account in this process.
    dispatcher: settings.simulate ? undefined : operator.own?.dispatcher,
  });
  const send = datedSend(transport, clock.ticks, clock.learn);
  const token = new Token({
    credentials,
    send,
    now: clock.zoomNow,
    ticks: clock.ticks,
    onRequest: onSignIn,
    otherSecrets: proxies ? proxySecrets(proxies) : [],
  });
  const limiterOf = (label: Label) =>
    new BottleneckRateLimiter({
      perSecond: PLANS[record.plan].perSecond[label],
      share: settings.share,
      now: clock.ticks,
    });
  const limiters = { light: limiterOf('light'), medium: limiterOf('medium') };
  const zoom = new ZoomClient({
    apiUrl,
    bodyKind: settings.body,
    userAgent: `zoom-provision/${readVersion()}`,
    token,
    send,
    abort: operator.stop.forced,
    now: clock.zoomNow,
  });
  return {
    zoom,
    limiters,
    scopes: () => token.scopes,
    close: async () => {
      token.close();
      for (const label of LABELS) await limiters[label].close();
      await transport.close();
    },
  };
}
