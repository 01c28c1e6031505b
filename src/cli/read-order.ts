import { type Environment, withEnvFile } from '../config/credentials.ts';
import { loadOrder, type Order } from '../config/load-job.ts';
import { type Resolved, resolveSettings } from '../config/resolve-settings.ts';

export type ReadOrder = Resolved & { readonly order: Order; readonly environment: Environment };

/** The input or job that a command line names, and its settings from all their sources. */
export async function readOrder(
  input: string,
  commandLine: Readonly<Record<string, unknown>>,
  environment: Environment,
): Promise<ReadOrder> {
  const order = await loadOrder(input);
  const first = resolveSettings({ commandLine, environment, job: order.job });
  const { envFile } = first.settings;
  if (envFile === undefined) return { order, ...first, environment };
  // The file may set options, too; so the settings are put together once more.
  const extended = withEnvFile(environment, envFile);
  return {
    order,
    ...resolveSettings({ commandLine, environment: extended, job: order.job }),
    environment: extended,
  };
}
