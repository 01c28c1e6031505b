import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { DatabaseSync, StatementSync } from 'node:sqlite';

/** Which of the writes fails: only that one, as by chance, or all from then on, as when a disk is full. */
export type When = { readonly at: number; readonly andAllAfter: boolean };

/** A machine on which a write fails, until that is put right. */
export type FailingMachine = Disposable & {
  /** How many writes there were. */
  readonly writes: number;
};

type Method = (...args: unknown[]) => unknown;
type Methods = Record<string, Method>;

/** Node's calls that change something on a disk: by path, and by what was opened before. */
const BY_PATH = ['mkdir', 'mkdtemp', 'open', 'rename', 'rm', 'chmod', 'writeFile'];
const BY_FILE = ['write', 'writev', 'fsync', 'ftruncate', 'writeFile'];
const OF_HANDLE = ['appendFile', 'writeFile', 'write', 'sync', 'truncate'];

/** How many writes there were, of several kinds where they are counted together. */
export type Writes = { writes: number };

/** Lets writes to the files below a folder fail; SQLite's own are not among them. @param code such as `ENOSPC` */
export async function failFiles(
  folder: string,
  code: string,
  when: When,
  counted: Writes = { writes: 0 },
): Promise<FailingMachine> {
  const counter = makeCounter(when, counted, (name) =>
    Object.assign(new Error(`${code}: injected, ${name}`), { code, errno: -28, syscall: name }),
  );
  const files = new Set<unknown>();
  const isOurs = (path: unknown) => typeof path === 'string' && path.startsWith(folder);
  const probe = await fs.promises.open(folder);
  await probe.close();
  const undo = [
    ...[...new Set([...BY_PATH, ...BY_FILE])].map((name) =>
      patch(fs as unknown as Methods, `${name}Sync`, (call, args) => {
        const isOne = isOurs(args[0]) ? BY_PATH.includes(name) : BY_FILE.includes(name) && files.has(args[0]);
        if (isOne) counter.count(name);
        const result = call();
        if (name === 'open' && isOurs(args[0])) files.add(result);
        return result;
      }),
    ),
    ...BY_PATH.map((name) =>
      patch(fs.promises as unknown as Methods, name, async (call, args) => {
        if (isOurs(args[0]) && (name !== 'open' || args[1] !== undefined)) counter.count(name);
        const result = await call();
        if (name === 'open' && isOurs(args[0])) files.add(result);
        return result;
      }),
    ),
    ...OF_HANDLE.map((name) =>
      patch(Object.getPrototypeOf(probe), name, async (call, _args, handle) => {
        if (files.has(handle)) counter.count(name);
        return call();
      }),
    ),
  ];
  syncBuiltinESMExports();
  return made(counted, () => {
    for (const each of undo) each();
    syncBuiltinESMExports();
  });
}

/** Lets SQLite's writes fail as it fails itself. @param errcode its code, such as 13 for a disk that is full */
export function failLedger(
  errcode: number,
  message: string,
  when: When,
  counted: Writes = { writes: 0 },
): FailingMachine {
  const counter = makeCounter(when, counted, () =>
    Object.assign(new Error(message), { code: 'ERR_SQLITE_ERROR', errcode, errstr: message }),
  );
  const fails = (call: () => unknown, args: readonly unknown[]) => {
    if (args[0] !== 'ROLLBACK') counter.count('run');
    return call();
  };
  const undo = [
    patch(StatementSync.prototype as unknown as Methods, 'run', fails),
    patch(DatabaseSync.prototype as unknown as Methods, 'exec', fails),
  ];
  return made(counted, () => {
    for (const each of undo) each();
  });
}

type Counter = { count(name: string): void };

function makeCounter({ at, andAllAfter }: When, counted: Writes, error: (name: string) => Error): Counter {
  return {
    count(name) {
      counted.writes++;
      if (counted.writes === at || (andAllAfter && counted.writes > at)) throw error(name);
    },
  };
}

function made(counted: Writes, undo: () => void): FailingMachine {
  return {
    get writes() {
      return counted.writes;
    },
    [Symbol.dispose]: undo,
  };
}

/** Puts something round a method. @returns how to take it away again */
function patch(
  object: Methods,
  name: string,
  round: (call: () => unknown, args: readonly unknown[], self: unknown) => unknown,
): () => void {
  const method = object[name];
  if (!method) return () => undefined;
  object[name] = function (this: unknown, ...args: unknown[]) {
    return round(() => method.apply(this, args), args, this);
  };
  return () => {
    object[name] = method;
  };
}
