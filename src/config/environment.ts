import { readEnvFile } from './env-file.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** The environment with the variables of a file below it: what is set already wins. */
export function withEnvFile(environment: Environment, file: string | undefined): Environment {
  return file === undefined ? environment : { ...readEnvFile(file), ...environment };
}
