import { readFileSync, statfsSync, statSync } from 'node:fs';
import os from 'node:os';

/** Linux's numbers of kinds of file systems. */
const TYPE = {
  nfs: 0x6969,
  smb: 0x517b,
  cifs: 0xff534d42,
  smb2: 0xfe534d42,
  afs: 0x5346414f,
  ncp: 0x564c,
  coda: 0x73757245,
  fuse: 0x65735546,
  '9p': 0x01021997,
  fat: 0x4d44,
  exfat: 0x2011bab0,
  ntfs: 0x5346544e,
  ntfs3: 0x7366746e,
  vboxsf: 0x786f4256,
} as const;

type Name = keyof typeof TYPE;

/** Over a network, with locks that do not hold, or with no memory that two processes could share. */
const NETWORK: readonly Name[] = ['nfs', 'smb', 'cifs', 'smb2', 'afs', 'ncp', 'coda'];

/** Which show for every file the same mode and owner, whatever was asked for. */
const WITHOUT_MODES: readonly Name[] = ['smb', 'cifs', 'smb2', 'fat', 'exfat', 'ntfs', 'ntfs3', 'vboxsf'];

/** File systems of programs (FUSE) that lie on another machine, by what the kernel has of their names. */
const NETWORK_PROGRAM =
  /^fuse\.(?:sshfs|rclone|s3fs|gcsfuse|goofys|glusterfs|curlftpfs|davfs.*|blobfuse.*|mount-s3)$/;

/** The network file system that a folder is on; undefined for what is on this machine, or not known to be elsewhere. */
export function networkFileSystem(folder: string, type = typeOf(folder)): string | undefined {
  const name = nameOf(type);
  if (name === 'fuse') return NETWORK_PROGRAM.exec(mountedAs(folder))?.[0].slice('fuse.'.length);
  return name !== undefined && NETWORK.includes(name) ? name.toUpperCase() : undefined;
}

/** Whether the modes of a file say who may change it. Of the disks of Windows in its Linux subsystem they do not. */
export function keepsModes(file: string, type = typeOf(file), release = os.release()): boolean {
  const name = nameOf(type);
  if (name === '9p') return !/microsoft/i.test(release);
  return name === undefined || !WITHOUT_MODES.includes(name);
}

function nameOf(type: number | undefined): Name | undefined {
  return (Object.keys(TYPE) as Name[]).find((name) => TYPE[name] === type);
}

function typeOf(file: string): number | undefined {
  // Other systems have other numbers.
  if (os.platform() !== 'linux') return undefined;
  try {
    return statfsSync(file).type;
  } catch {
    return undefined;
  }
}

/** What the kernel has of the file system on which something lies, such as `fuse.sshfs`; empty where it does not tell. */
function mountedAs(file: string): string {
  try {
    const { dev } = statSync(file);
    const major = (dev >>> 8) & 0xfff;
    const minor = (dev & 0xff) | ((dev >>> 12) & 0xfff00);
    const line = readFileSync('/proc/self/mountinfo', 'utf8')
      .split('\n')
      .find((mount) => mount.split(' ')[2] === `${major}:${minor}`);
    return line?.split(' - ')[1]?.split(' ')[0] ?? '';
  } catch {
    return '';
  }
}
