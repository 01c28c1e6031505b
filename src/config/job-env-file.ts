import { UsageError } from '../core/usage-error.ts';
import { readEnvFile } from './env-file.ts';
import type { Environment } from './environment.ts';
import type { Option } from './option.ts';
import { OPTIONS, type OptionName, variableOf } from './options.ts';
import { APP_VARIABLES, misspelledVariables } from './variable-names.ts';

const ELSEWHERE = 'set it in the environment, or in a file given with --env-file';

/** What the ledger's folder follows from, beside an option that is held to the job's folder. */
const OF_THE_LEDGER = 'XDG_STATE_HOME';

/** Where connections go to, and whom they trust: by these names in capitals whoever writes a job could have the credentials. */
const OF_THE_OPERATOR = new Set([
  OF_THE_LEDGER,
  'ZOOM_API_URL',
  'ZOOM_OAUTH_URL',
  'HTTPS_PROXY',
  'HTTP_PROXY',
  'ALL_PROXY',
  'NO_PROXY',
  'NODE_EXTRA_CA_CERTS',
  'NODE_TLS_REJECT_UNAUTHORIZED',
  'NODE_OPTIONS',
  'NODE_USE_SYSTEM_CA',
  'NODE_USE_ENV_PROXY',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  variableOf('envFile'),
  ...(Object.keys(OPTIONS) as OptionName[])
    .filter((name) => (OPTIONS[name] as Option).operatorOnly)
    .map(variableOf),
]);

/** Why a variable with a value cannot stand in a job's env file; undefined when it can. */
function refuse(name: string): string | undefined {
  const meant = misspelledVariables({ [name]: 'set' })[0]?.meant ?? name;
  const known = [name, meant].find((its) => OF_THE_OPERATOR.has(its.toUpperCase()));
  if (known === undefined) return undefined;
  const what = known.toUpperCase();
  const isOption = what === OF_THE_LEDGER || what.startsWith('ZOOM_PROVISION_');
  const why = isOption
    ? 'is for whoever starts a job to say'
    : 'says where the credentials go or whom to trust';
  return `${name} ${why}, and not for the env file of a job: delete the line, or ${ELSEWHERE}`;
}

/** How somebody signs in; it is all from one place or from the other. */
const SIGN_IN = [...APP_VARIABLES, 'ZOOM_ACCESS_TOKEN'];

/**
 * What the env file of a job adds to the environment of whoever starts it: settings and credentials, but neither addresses
 * nor a part of the credentials.
 * @param name of the job, as people know it
 * @throws {UsageError} when it cannot be read, or with every line that says more than a job may; never a value
 */
export function readJobEnvFile(file: string, name: string, environment: Environment): Environment {
  const where = `${name}: envFile`;
  const found = Object.entries(readEnvFile(file, where, refuse)).filter(([, value]) => value?.trim());
  const isSet = (variable: string) => Boolean(environment[variable]?.trim());
  const added = Object.fromEntries(found.filter(([variable]) => !isSet(variable)));
  const own = SIGN_IN.filter(isSet);
  if (own.length === 0) return added;
  const theirs = SIGN_IN.filter((variable) => added[variable] !== undefined);
  const signsIn = isSet('ZOOM_ACCESS_TOKEN') || APP_VARIABLES.every(isSet);
  const whole = Object.fromEntries(found);
  // The account alone may be named beside a file that has the same one.
  const isTheSame = own.every((variable) => whole[variable] === environment[variable]?.trim());
  if (theirs.length === 0 || (isTheSame && !signsIn)) return added;
  if (!signsIn) {
    throw new UsageError(
      `${where}: ${file} has ${theirs.join(', ')}, and the environment ${own.join(', ')}: credentials are not put together from two places, so give all of them in one.`,
    );
  }
  return Object.fromEntries(Object.entries(added).filter(([variable]) => !SIGN_IN.includes(variable)));
}
