import { readFileSync } from 'node:fs';
import type { Host } from './host.ts';

const SIGHUP_BIT = 1n;

/** How a file is open that can only be written, as `nohup` has its standard input on a terminal. */
const WRITE_ONLY = /^flags:\s*[0-7]*1$/m;

/**
 * Whether a SIGHUP was to be ignored when the program began, as `nohup` has it. Node takes that back before anybody can ask,
 * so it shows only in what is left beside: the name that the shell gives to the command that it started, the process that
 * started this one, and a standard input that nobody can read.
 */
export function ignoresHangup({ env, ppid }: Pick<Host, 'env' | 'ppid'>): boolean {
  if (/(^|\/)nohup$/.test(env._ ?? '')) return true;
  const [, ignored] = /^SigIgn:\s*([\da-f]+)$/m.exec(read(`/proc/${ppid}/status`)) ?? [];
  if (ignored !== undefined && (BigInt(`0x${ignored}`) & SIGHUP_BIT) !== 0n) return true;
  return WRITE_ONLY.test(read('/proc/self/fdinfo/0'));
}

/** Empty where there is no such file, as on other systems than Linux. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
