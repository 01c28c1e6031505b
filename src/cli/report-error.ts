import { CommanderError } from 'commander';
import { AccountUnread } from '../core/account-unread.ts';
import { asUnnamedFailure } from '../core/system-failure.ts';
import { jsonLine } from '../report/json/json-line.ts';
import { EXIT } from './exit-codes.ts';
import type { Host } from './host.ts';
import { tellError } from './tell.ts';
import { toExitCode } from './to-exit-code.ts';
import { withoutValues } from './without-values.ts';

/** An error as standard output has it with `--json`. */
export type ErrorJson = {
  readonly error: {
    readonly kind:
      | 'unusable'
      | 'sign_in_refused'
      | 'locked'
      | 'guard_refused'
      | 'account_unread'
      | 'interrupted'
      | 'internal';
    readonly message: string;
    /** Everything that is wrong, where there are several things. */
    readonly problems: readonly string[];
    readonly exit_code: number;
  };
};

const KINDS: Readonly<Record<number, ErrorJson['error']['kind']>> = {
  [EXIT.unusable]: 'unusable',
  [EXIT.signInRefused]: 'sign_in_refused',
  [EXIT.locked]: 'locked',
  [EXIT.guardRefused]: 'guard_refused',
  [EXIT.someRowsDidNotGoThrough]: 'internal',
};

/** Says why a command ended without a result: to people, and with `--json` to whoever started it. @returns the exit code */
export function reportError(thrown: unknown, json: boolean, { stdout, stderr }: Host): number {
  const error = asUnnamedFailure(thrown);
  const isUsage = error instanceof CommanderError;
  if (isUsage && error.exitCode === 0) return EXIT.ok;
  const { text, code } = isUsage ? { text: '', code: EXIT.unusable } : toExitCode(error);
  // Commander has said it already.
  if (!isUsage) tellError(stderr, text);
  if (json) stdout.write(jsonLine(errorJson(error, code)));
  return code;
}

export function errorJson(error: unknown, exitCode: number): ErrorJson {
  const said = error instanceof Error ? error.message : String(error);
  const message = error instanceof CommanderError ? messageOf(error.code, said) : said;
  const isUnread = error instanceof AccountUnread && exitCode !== EXIT.signInRefused;
  const kind = isUnread ? error.code : (KINDS[exitCode] ?? 'interrupted');
  return { error: { kind, message, problems: problemsOf(error) ?? [message], exit_code: exitCode } };
}

function messageOf(code: string, said: string): string {
  // Commander has shown the help, and only says so.
  if (code === 'commander.help') return 'no command was given';
  return withoutValues(said).replace(/^error: /, '');
}

function problemsOf(error: unknown): readonly string[] | undefined {
  const { problems } = Object(error) as { problems?: unknown };
  return Array.isArray(problems) ? problems : undefined;
}
