import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A folder that is gone, with all that is in it, when its user leaves the block. */
export function tempFolder(): Disposable & { readonly path: string; in(name: string): string } {
  const folder = mkdtempSync(path.join(tmpdir(), 'zoom-provision-bench-'));
  return {
    path: folder,
    in: (name) => path.join(folder, name),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}
