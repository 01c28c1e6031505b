import { readEnvFile } from './env-file.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** The environment with the variables of a file below it: what is set already, and not to nothing, wins. */
export function withEnvFile(environment: Environment, file: string | undefined): Environment {
  if (file === undefined) return environment;
  const set = Object.entries(environment).filter(([, value]) => value?.trim());
  return { ...environment, ...readEnvFile(file), ...Object.fromEntries(set) };
}
