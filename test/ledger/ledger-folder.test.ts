import { chmodSync, mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../src/core/usage-error.ts';
import { openLedgerFolder } from '../../src/ledger/sqlite/ledger-folder.ts';
import { folderWith } from '../support/folder.ts';
import { ON_WINDOWS } from '../support/platform.ts';

describe('the ledger’s folder', () => {
  it('is not made on a network file system, and the message says what to give instead', () => {
    const parent = folderWith();
    const folder = path.join(parent, 'state');
    expect(() => openLedgerFolder(folder, () => 'NFS')).toThrow(
      new UsageError(
        `The ledger's folder ${folder} is on a network file system (NFS), where two runs could not be kept apart and ` +
          'the ledger could be damaged: give a folder on a disk of this machine with --state <dir>.',
      ),
    );
    expect(readdirSync(parent)).toEqual([]);
  });

  it.skipIf(ON_WINDOWS)('is refused below one that others may change, with the command that mends it', () => {
    const parent = path.join(folderWith(), 'team');
    mkdirSync(parent);
    chmodSync(parent, 0o777);
    const folder = path.join(parent, 'state');
    expect(() => openLedgerFolder(folder)).toThrow(
      new UsageError(
        `The ledger's folder ${folder} cannot be used: ${parent} may be changed by everybody on this machine. ` +
          `Write \`chmod go-w '${parent}'\`, or give another folder with --state <dir>.`,
      ),
    );
  });
});
