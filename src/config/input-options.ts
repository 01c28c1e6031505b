import { ACTIONS } from '../actions/index.ts';
import type { InputOptions } from '../input/open-input.ts';
import type { RunRequest } from './run-request.ts';

/** How the input of a request is to be read. */
export function inputOptions(
  { input, mapping, settings }: RunRequest,
  stdin: NodeJS.ReadableStream,
  signal: AbortSignal,
): InputOptions {
  return {
    source: input === '-' ? { stdin } : { path: input },
    ...(settings.delimiter !== undefined && { delimiter: settings.delimiter }),
    ...(settings.encoding !== undefined && { encoding: settings.encoding }),
    ...mapping,
    defaults: settings.default,
    defaultCountry: settings.defaultCountry,
    actions: ACTIONS,
    signal,
  };
}
