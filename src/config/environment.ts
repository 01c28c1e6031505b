import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { UsageError } from '../core/usage-error.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** The environment with the variables of a file below it: what is set already wins. */
export function withEnvFile(environment: Environment, file: string | undefined): Environment {
  if (file === undefined) return environment;
  try {
    return { ...parseEnv(readFileSync(file, 'utf8')), ...environment };
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new UsageError(
      `--env-file: ${file} cannot be read (${why}). Give the path of a file of NAME=value lines.`,
    );
  }
}
