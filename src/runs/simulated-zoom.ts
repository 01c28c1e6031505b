import type { Access } from '../config/credentials.ts';
import type { PlanName } from '../core/labels.ts';
import type { Simulator } from '../simulator/simulator.ts';

/** About what Zoom takes for a call from one country to another. */
const LATENCY_MS = [40, 120] as const;

/** A Zoom in this process, and how it is talked to. @param account the name under which the ledger knows it */
export async function startSimulatedZoom(
  plan: PlanName,
  account: string,
): Promise<{ readonly simulator: Simulator; readonly access: Access }> {
  // Loaded here, since whoever meets the real account has no use for it.
  const { Simulator } = await import('../simulator/simulator.ts');
  const simulator = await Simulator.start({ plan, latencyMs: LATENCY_MS, journalLimit: 0 });
  const { env, oauthUrl, apiUrl } = simulator;
  const credentials = {
    kind: 'serverToServer',
    accountId: String(env.ZOOM_ACCOUNT_ID),
    clientId: String(env.ZOOM_CLIENT_ID),
    clientSecret: String(env.ZOOM_CLIENT_SECRET),
    oauthUrl,
  } as const;
  return { simulator, access: { credentials, account, apiUrl } };
}
