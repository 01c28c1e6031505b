import { describe, expect, it } from 'vitest';
import { keepsModes, networkFileSystem } from '../../../src/support/files/file-systems.ts';

describe('a file system', () => {
  it.each([
    [0x6969, 'NFS'],
    [0xff534d42, 'CIFS'],
    [0xfe534d42, 'SMB2'],
    [0x517b, 'SMB'],
    [0x5346414f, 'AFS'],
  ])('of type %i is on a network', (type, name) => {
    expect(networkFileSystem('/', type)).toBe(name);
  });

  it.each([
    ['ext4', 0xef53],
    ['overlay', 0x794c7630],
    ['tmpfs', 0x01021994],
    ['9p', 0x01021997],
    ['btrfs', 0x9123683e],
    ['fuse, of a program that is none on a network', 0x65735546],
    ['not known', undefined],
  ])('is not known to be on a network: %s', (_, type) => {
    expect(networkFileSystem('/', type)).toBeUndefined();
  });

  it.each([
    ['FAT', 0x4d44, '6.8.0', false],
    ['a disk of Windows in its Linux subsystem', 0x01021997, '5.15.0-microsoft-standard-WSL2', false],
    ['9p elsewhere', 0x01021997, '6.8.0', true],
    ['ext4', 0xef53, '6.8.0', true],
  ])('says by its modes who may change a file, or not: %s', (_, type, release, keeps) => {
    expect(keepsModes('/', type, release)).toBe(keeps);
  });
});
