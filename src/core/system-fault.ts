import { describeSystemCode, type SystemCode } from './system-errors.ts';

/** What of this machine failed, and why. It is kept in the ledger, as a part of why a run ended. */
export type SystemFault = SystemCode & {
  readonly thing: keyof typeof THINGS;
  /** Of the file or folder; empty where it has none. */
  readonly path: string;
};

/** How each thing is called, what could not be done, and what else there is to do than to mend it. */
const THINGS = {
  ledger: {
    says: (path) => `The ledger ${path} cannot be used`,
    or: 'give another folder with --state <dir>',
  },
  log: {
    says: (path) => `The log ${path} cannot be written`,
    or: 'give another file with --log-file <file>',
  },
  report: {
    says: (path) => `The report cannot be written to ${path}`,
    or: 'give another folder with --out <dir>',
  },
  job: { says: (path) => `The job ${path} cannot be written`, or: 'give another with --out <file>' },
  copy: {
    says: (path) => `The input cannot be copied to ${path}, which a stream has to be`,
    or: 'name another folder in TMPDIR, or give the input as a file',
  },
  input: { says: (path) => `Cannot read ${path}`, or: 'give the path of another file' },
  connection: { says: () => 'No connection to Zoom can be opened', or: undefined },
  machine: {
    says: (path) => (path === '' ? 'The program cannot go on' : `${path} cannot be used`),
    or: undefined,
  },
} as const satisfies Readonly<
  Record<string, { readonly says: (path: string) => string; readonly or: string | undefined }>
>;

/** What failed and why, as a sentence without its full stop. */
export function describeFault(fault: SystemFault): string {
  return `${THINGS[fault.thing].says(fault.path)}: ${describeSystemCode(fault).why}`;
}

/** What to do before the same can be tried again, as a sentence. */
export function adviseOnFault(fault: SystemFault): string {
  return `${describeSystemCode(fault).todo}.`;
}

/** What else there is to do than to mend it. */
export function otherWay({ thing }: SystemFault): string | undefined {
  return THINGS[thing].or;
}
