/** What the operating system or SQLite says, and what that comes to for people. */
type SystemError = {
  /** A clause about the thing that could not be used. */
  readonly why: string;
  /** What to do, as the beginning of a sentence. */
  readonly todo: string;
};

const NO_ROOM = 'Make room there';
const ALLOW = 'Change its permissions, or ask its owner';
const LOOK_AT_DISK = 'Look whether the disk is sound and still there';

/** By Node's code of the error. What is not here is said in the system's own words. */
const SYSTEM_ERRORS = {
  ENOSPC: { why: 'its disk is full', todo: NO_ROOM },
  EDQUOT: { why: 'your quota of its disk is used up', todo: NO_ROOM },
  EFBIG: {
    why: 'a file may not grow so large here',
    todo: 'Raise the limit of this shell (`ulimit -f`), or the one of its disk',
  },
  EROFS: { why: 'its disk can only be read', todo: 'Have the disk made writable' },
  EACCES: { why: 'you may not do that there', todo: ALLOW },
  EPERM: { why: 'you may not do that there', todo: ALLOW },
  EIO: { why: 'its disk failed', todo: LOOK_AT_DISK },
  ENXIO: { why: 'its disk is not there', todo: LOOK_AT_DISK },
  ENODEV: { why: 'its disk is not there', todo: LOOK_AT_DISK },
  ESTALE: { why: 'its network drive has gone', todo: 'Connect that again' },
  ENOTCONN: { why: 'its network drive has gone', todo: 'Connect that again' },
  ETIMEDOUT: { why: 'its network drive does not answer', todo: 'Connect that again' },
  ENOENT: { why: 'there is no such file or folder', todo: 'Check the spelling, or make the folder' },
  ENOTDIR: { why: 'a part of this path is a file, and not a folder', todo: 'Check the path' },
  EISDIR: { why: 'this is a folder', todo: 'Check the path' },
  EEXIST: { why: 'something else is there under that name', todo: 'Move that away' },
  ELOOP: { why: 'its links lead round in a circle', todo: 'Check the links' },
  ENAMETOOLONG: { why: 'the name is too long', todo: 'Choose a shorter one' },
  EMFILE: {
    why: 'this process may not open more files',
    todo: 'Raise the limit of this shell (`ulimit -n`), or lower --concurrency',
  },
  ENFILE: { why: 'this machine has too many files open', todo: 'End other programs' },
  ENOMEM: { why: 'this machine is out of memory', todo: 'End other programs' },
  ENOBUFS: { why: 'this machine is out of memory', todo: 'End other programs' },
  EBUSY: { why: 'another program keeps it locked', todo: 'Wait until that is done, or end it' },
  /** Not one of the system's: the folder of a process can go while it is in it. */
  NO_FOLDER: {
    why: 'the folder in which it was started is not there any more',
    todo: 'Change to another folder (`cd`) and start it again',
  },
  /** Not one of the system's: a file that was opened has another one, or none, in its place. */
  GONE: { why: 'it was removed or replaced while it was in use', todo: 'Put it back where it was' },
  /** Nor these: SQLite has one code for several of the above. */
  NOT_WRITTEN: {
    why: 'writing to its disk failed',
    todo: 'Look whether the disk is full or failing, and how large a file may be (`ulimit -f`, a quota)',
  },
  READ_ONLY: { why: 'it can only be read', todo: 'Have the file and its disk made writable' },
  NOT_OPENED: {
    why: 'it, or a file beside it, cannot be opened',
    todo: 'Look whether its folder is there and yours to write, and how many files may be open (`ulimit -n`)',
  },
} as const satisfies Readonly<Record<string, SystemError>>;

/** SQLite's codes, the extended ones first. */
const SQLITE_CODES: readonly (readonly [errcode: number, mask: number, code: keyof typeof SYSTEM_ERRORS])[] =
  [
    // Of a write, a sync and a truncation of the file, and of making or growing the one that is shared.
    ...[778, 1034, 1290, 1546, 4618, 4874, 5386].map((errcode) => [errcode, 0xffff, 'NOT_WRITTEN'] as const),
    [3082, 0xffff, 'ENOMEM'],
    [1032, 0xffff, 'GONE'],
    [5, 0xff, 'EBUSY'],
    [6, 0xff, 'EBUSY'],
    [7, 0xff, 'ENOMEM'],
    [3, 0xff, 'EACCES'],
    [8, 0xff, 'READ_ONLY'],
    [10, 0xff, 'EIO'],
    [13, 0xff, 'ENOSPC'],
    [14, 0xff, 'NOT_OPENED'],
  ];

/** The code of what is none of the system's, and is described as it is. */
export const OTHER = 'OTHER';

/** What failed, by the table above or else by the system's own code, and how the system itself puts it. */
export type SystemCode = { readonly code: string; readonly detail: string };

/** What failed of the machine; undefined for every other error, such as one of ours. */
export function systemCodeOf(error: unknown): SystemCode | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code, errno, errcode, syscall } = error as Readonly<Record<string, unknown>> & Error;
  if (code === 'ERR_SQLITE_ERROR' && typeof errcode === 'number') {
    const [, , found] = SQLITE_CODES.find(([known, mask]) => (errcode & mask) === known) ?? [];
    // What is wrong with a statement, or with what it finds, is not the machine's fault.
    return found && { code: found, detail: error.message };
  }
  if (/too many open files/i.test(error.message)) return { code: 'EMFILE', detail: 'EMFILE' };
  if (code === 'GONE') return { code, detail: '' };
  if (syscall === 'uv_cwd') return { code: 'NO_FOLDER', detail: '' };
  if (typeof code !== 'string' || !/^E[A-Z\d]+$/.test(code) || errno === undefined) return undefined;
  const [, words = error.message] = /^E[A-Z\d]+: ([^,]*)/.exec(error.message) ?? [];
  return { code, detail: code in SYSTEM_ERRORS ? code : `${code}: ${words}` };
}

export function describeSystemCode({ code, detail }: SystemCode): SystemError {
  const known: Readonly<Record<string, SystemError>> = SYSTEM_ERRORS;
  // In words of ours already.
  if (code === OTHER) return { why: detail.replace(/\.$/, ''), todo: 'Mend that' };
  const { why, todo } = known[code] ?? { why: 'the system refused', todo: 'Look after that' };
  return { why: detail === '' ? why : `${why} (${detail})`, todo };
}
