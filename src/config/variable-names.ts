import { isClose, nearest } from '../support/nearest.ts';
import type { Environment } from './environment.ts';
import { OPTIONS, type OptionName, variableOf } from './options.ts';

/** What a Server-to-Server OAuth app is known by. */
export const APP_VARIABLES = ['ZOOM_ACCOUNT_ID', 'ZOOM_CLIENT_ID', 'ZOOM_CLIENT_SECRET'] as const;

/** Without them there is a default, or another way. */
const OTHER_VARIABLES = ['ZOOM_ACCESS_TOKEN', 'ZOOM_API_URL', 'ZOOM_OAUTH_URL'] as const;

const VARIABLES: readonly string[] = [...APP_VARIABLES, ...OTHER_VARIABLES];

/** Names by which people call them, in letters alone. */
const SHORT: Readonly<Record<string, string>> = {
  SECRET: 'ZOOM_CLIENT_SECRET',
  TOKEN: 'ZOOM_ACCESS_TOKEN',
};

/** What other programs for Zoom read, however close it is. */
const OF_OTHERS = new Set(['APPURL', 'OAUTHURI']);

const SETTINGS: readonly string[] = (Object.keys(OPTIONS) as OptionName[]).map(variableOf);

export type Misspelling = { readonly found: string; readonly meant: string };

/** Variables that nothing reads, and whose names are so close to one of ours that it is surely meant. */
export function misspelledVariables(environment: Environment): Misspelling[] {
  return namesIn(environment)
    .filter((name) => /^zoom/i.test(name) && !isSetting(name) && !VARIABLES.includes(name))
    .flatMap((found) => {
      const word = plain(found);
      const meant = SHORT[word] ?? closest(word, VARIABLES);
      return meant === undefined || OF_OTHERS.has(word) ? [] : [{ found, meant }];
    });
}

const CHECKED_ALL_THE_SAME =
  'NODE_TLS_REJECT_UNAUTHORIZED=0 changes nothing here, whatever Node says: certificates are checked all the same.';

/** What to tell somebody whose credentials are complete; of two ways to sign in one is enough. */
export function describeUnread(environment: Environment): string[] {
  const misspelled = misspelledVariables(environment)
    .filter(({ meant }) => meant !== 'ZOOM_ACCESS_TOKEN')
    .map(({ found, meant }) => `${found} is not read: did you mean ${meant}?`);
  return environment.NODE_TLS_REJECT_UNAUTHORIZED === '0'
    ? [...misspelled, CHECKED_ALL_THE_SAME]
    : misspelled;
}

/** Variables of this program's own that it does not know, each with what is most likely meant. */
export function describeUnknownSettings(environment: Environment): string[] {
  return namesIn(environment)
    .filter((name) => isSetting(name) && !SETTINGS.includes(name))
    .map((name) => {
      const meant = closest(plain(name), SETTINGS);
      const advice =
        meant === undefined
          ? 'delete it; zoom-provision run --help shows what there is.'
          : `did you mean ${meant}?`;
      return `${name} is no setting: ${advice}`;
    });
}

function closest(word: string, names: readonly string[]): string | undefined {
  const near = nearest(word, names.map(plain));
  return near && isClose(word, near) ? names.find((name) => plain(name) === near.word) : undefined;
}

/** Names whose value is empty say nothing. */
function namesIn(environment: Environment): string[] {
  return Object.keys(environment).filter((name) => environment[name]?.trim());
}

function isSetting(name: string): boolean {
  return /^zoom_?prov/i.test(name);
}

/** `CLIENTID` for `zoom-client_id`. */
function plain(name: string): string {
  return name
    .toUpperCase()
    .replaceAll(/[^A-Z\d]/g, '')
    .replace(/^ZOOM(?:PROV[IS]*ON(?:ING)?)?/, '')
    .replace(/^(?:S2S|OAUTH|API|APP)(?=(?:ACCOUNT|CLIENT)(?:ID|SECRET)$)/, '');
}
