import { findColumn } from '../input/header/column-names.ts';
import type { RunRequest } from './run-request.ts';

/** Whether a default counts for the rows of `actions.csv`, and says nothing about a person. */
function isOfActions(column: string): boolean {
  const name = findColumn(column) ?? column;
  return name === 'password' || name.startsWith('transfer_');
}

/** The request as its roster is read: with the defaults that say something about people. */
export function rosterRequest(request: RunRequest): RunRequest {
  const { settings } = request;
  return {
    ...request,
    settings: { ...settings, default: only(settings.default, (its) => !isOfActions(its)) },
  };
}

/**
 * The request to run the `actions.csv` of a sync: everything that said how the roster is to be read has done its work. Other
 * options of a run, guards for one, hold as they were said.
 * @param input absolute path
 */
export function actionsRequest({ job: _, objects: __, ...request }: RunRequest, input: string): RunRequest {
  const { settings, given } = request;
  const {
    map,
    ignore,
    ignoreUnknown,
    delimiter,
    encoding,
    default: ___,
    defaultFile,
    ...kept
  } = withoutLooking(given);
  const ofActions = only(settings.default, isOfActions);
  const files = Array.isArray(defaultFile)
    ? defaultFile.filter((pair) => isOfActions(String(pair).split('=', 1)[0] ?? ''))
    : [];
  return {
    ...request,
    input,
    mapping: {},
    ofSync: true,
    given: {
      ...kept,
      ...(Object.keys(ofActions).length > 0 && { default: ofActions }),
      ...(files.length > 0 && { defaultFile: files }),
    },
    settings: { ...settings, ...asWritten(settings), skipUnchanged: false, planFile: undefined },
  };
}

/** The account was read. */
function withoutLooking({ live: _, skipUnchanged: __, planFile: ___, ...given }: RunRequest['given']) {
  return given;
}

/** The settings by which rows are read that this program wrote. */
export function asWritten<Given extends Pick<RunRequest['settings'], 'default'>>(settings: Given) {
  return {
    default: only(settings.default, isOfActions),
    map: {},
    ignore: [],
    ignoreUnknown: false,
    delimiter: undefined,
    encoding: undefined,
  };
}

function only(defaults: Readonly<Record<string, string>>, isWanted: (column: string) => boolean) {
  return Object.fromEntries(Object.entries(defaults).filter(([column]) => isWanted(column)));
}
