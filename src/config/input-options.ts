import { ACTIONS } from '../actions/index.ts';
import type { ActionColumns } from '../core/action.ts';
import { ACTION_NAMES, type ActionName } from '../core/task.ts';
import type { InputOptions } from '../input/open-input.ts';
import type { Order } from './load-job.ts';
import type { Settings } from './options.ts';

const COLUMNS = Object.fromEntries(ACTION_NAMES.map((name) => [name, ACTIONS[name].columns])) as Record<
  ActionName,
  ActionColumns
>;

/** How an order's input is to be read. */
export function inputOptions(
  order: Order,
  settings: Settings,
  stdin: NodeJS.ReadableStream,
  signal: AbortSignal,
): InputOptions {
  return {
    source: order.input === '-' ? { stdin } : { path: order.input },
    ...(settings.delimiter !== undefined && { delimiter: settings.delimiter }),
    ...(settings.encoding !== undefined && { encoding: settings.encoding }),
    ...order.mapping,
    defaults: settings.default,
    actions: COLUMNS,
    signal,
  };
}
