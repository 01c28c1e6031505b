import type { Access } from '../config/credentials.ts';
import { doubtsOfEnvFile } from '../config/env-file.ts';
import type { Environment } from '../config/environment.ts';
import type { Settings } from '../config/options.ts';
import { describeUnread } from '../config/variable-names.ts';
import { isLoopback } from '../config/zoom-address.ts';
import type { Checkup } from '../core/checkup.ts';
import { type DatedAnswer, ServerClock } from '../core/server-clock.ts';
import { asUnnamedFailure } from '../core/system-failure.ts';
import { ZoomProvisionError } from '../core/zoom-provision-error.ts';
import type { Stop } from '../engine/stop.ts';
import { freeSpace } from '../support/files/free-space.ts';
import { accessOf } from './access-of.ts';
import { examineApp } from './examine-app.ts';
import { withLedger } from './open-ledger.ts';
import { openZoom } from './open-zoom.ts';
import { startSimulatedZoom } from './simulated-zoom.ts';

export type CheckRequest = {
  readonly settings: Pick<Settings, 'plan' | 'timeout' | 'simulate' | 'share' | 'body' | 'envFile'>;
  readonly environment: Environment;
  /** The ledger's. */
  readonly folder: string;
};

/**
 * Finds out how things stand before a run, with a sign-in and a few questions that change nothing.
 * @throws {UsageError} when there are no credentials, or they cannot be right; {Stopped} when it is stopped
 */
export async function check({ settings, environment, folder }: CheckRequest, stop: Stop): Promise<Checkup> {
  await using resources = new AsyncDisposableStack();
  const access = settings.simulate
    ? await simulatedAccess(settings.plan, resources)
    : await accessOf(environment);
  const state = await examineState(folder);
  const server = new ServerClock();
  const ticks = () => performance.now();
  const clock = {
    ticks,
    zoomNow: Date.now,
    learn: (answer: DatedAnswer) => void server.observe(answer, 0),
  };
  const session = { settings, access, record: settings, operator: { stop } };
  const zoom = resources.adopt(
    openZoom(session, 1, () => undefined, clock),
    (its) => its.close(),
  );
  const { name, ...app } = await examineApp(zoom, settings.plan, stop.signal);
  const { credentials, apiUrl, proxies } = access;
  return {
    account: { id: access.account, name, simulated: settings.simulate },
    apiUrl,
    oauthUrl: credentials.kind === 'serverToServer' ? credentials.oauthUrl : undefined,
    ...app,
    clock: aheadOf(server, ticks()),
    proxy: proxyFor(apiUrl, proxies),
    state,
    doubts: [...(settings.simulate ? [] : describeUnread(environment)), ...doubtsOfEnvFile(settings.envFile)],
  };
}

async function simulatedAccess(plan: Settings['plan'], resources: AsyncDisposableStack): Promise<Access> {
  const { simulator, access } = await startSimulatedZoom(plan, 'simulated');
  resources.defer(() => simulator.close());
  return access;
}

async function examineState(folder: string): Promise<Checkup['state']> {
  const problem = await withLedger(folder, async () => undefined).catch((thrown: unknown) => {
    const error = asUnnamedFailure(thrown);
    if (error instanceof ZoomProvisionError) return error.message;
    throw error;
  });
  return { folder, problem, freeBytes: freeSpace(folder) };
}

function aheadOf(server: ServerClock, moment: number): Checkup['clock'] {
  const shown = server.at(moment);
  if (!shown) return undefined;
  const { earliest, latest } = shown;
  const aheadMs = Date.now() - (earliest + latest) / 2;
  return { aheadMs: Math.round(aheadMs), withinMs: Math.ceil((latest - earliest) / 2) };
}

function proxyFor(url: string, proxies: Access['proxies']): Checkup['proxy'] {
  const { protocol, hostname } = new URL(url);
  if (isLoopback(hostname)) return { place: undefined, except: '' };
  const address = protocol === 'https:' ? proxies?.https : proxies?.http;
  return { place: address ? new URL(address).host : undefined, except: proxies?.except ?? '' };
}
