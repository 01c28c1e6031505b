import { ACTIONS } from '../actions/index.ts';
import { settingKey } from '../input/header/header-reader.ts';
import type { InputOptions } from '../input/open-input.ts';
import type { InputMapping } from './job.ts';
import type { Settings } from './options.ts';
import type { RunRequest } from './run-request.ts';

/** How the input of a request is to be read. */
export function inputOptions(
  { input, objects, mapping, settings }: RunRequest,
  stdin: NodeJS.ReadableStream,
  signal: AbortSignal,
): InputOptions {
  return {
    source: objects ? { objects } : input === '-' ? { stdin } : { path: input },
    ...(settings.delimiter !== undefined && { delimiter: settings.delimiter }),
    ...(settings.encoding !== undefined && { encoding: settings.encoding }),
    ...mergeMapping(mapping, settings),
    ignoreUnknown: settings.ignoreUnknown,
    defaults: settings.default,
    defaultCountry: settings.defaultCountry,
    actions: ACTIONS,
    signal,
  };
}

/** What the job says of the columns, but where an option says something else of the same one. */
export function mergeMapping(mapping: InputMapping, { map, ignore }: Pick<Settings, 'map' | 'ignore'>) {
  const isIn = (headers: readonly string[], header: string) =>
    headers.some((other) => settingKey(other) === settingKey(header));
  const said = [...Object.keys(map), ...ignore];
  const columns = Object.entries(mapping.columns ?? {}).filter(([header]) => !isIn(said, header));
  return {
    ...mapping,
    columns: { ...Object.fromEntries(columns), ...map },
    ignore: [...(mapping.ignore ?? []).filter((header) => !isIn(Object.keys(map), header)), ...ignore],
  };
}
